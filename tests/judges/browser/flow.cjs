// The way through a form: one section at a time, the list of contents and its states, targets, answers that give way, long lists,
// sliders, the answers looked through before they are handed in. Each check goes over all sections, rules, lists and figures of a form.
'use strict';

const fs = require('node:fs');
const { forget, judge, lastSaved, load, open, problem, sample } = require('./harness.cjs');
const { press } = require('./keys.cjs');

/** Runs in the page. What of the form is on the screen, and what is said of where one is. */
async function standing() {
  // The list follows behind the next frame.
  await new Promise((done) => { requestAnimationFrame(() => setTimeout(done)); });
  const seen = (each) => each.checkVisibility();
  const all = [...document.querySelectorAll('#form .sec, #form .page, #form .finish, #form .q')];
  const asked = all.filter((each) => !each.closest('[hidden], .folded'));
  const name = (each) => each.id || `number ${all.indexOf(each)}`;
  const current = document.querySelectorAll('#contents [aria-current]');
  const list = document.getElementById('contents').getBoundingClientRect();
  const line = current[0]?.getBoundingClientRect();
  return {
    shown: asked.filter(seen).map(name), asked: asked.map(name),
    sections: asked.filter((each) => seen(each) && each.matches('.sec')).length,
    at: [...current].map((each) => each.hash.slice(1)), here: document.getElementById('here').textContent,
    inList: !line || line.height === 0 || (line.top >= list.top && line.bottom <= list.bottom + 1),
    focus: document.activeElement.textContent, on: document.querySelector('#steps .main')?.textContent ?? null, back: document.querySelector('#steps button:not(.main)')?.textContent ?? null,
    waits: [...document.querySelectorAll('.waits')].some(seen),
    paged: document.querySelector('.paged') !== null,
  };
}

const pressStep = (page, which) => page.evaluate((name) => document.querySelector(name).click(), which === 'on' ? '#steps .main' : '#steps button:not(.main)');

/** Opens what waits for a filter, which stands in the step that is shown. */
async function opened(page, told) {
  const stray = await page.evaluate(() => !document.querySelector('.waits').closest('.gate')?.checkVisibility());
  if (stray) problem(`${told}: that something waits for a filter is said where the filter is not`);
  await page.evaluate(() => document.querySelector('.waits button').click());
  await page.waitForTimeout(120);
  return page.evaluate(standing);
}

/** Goes through all steps by their buttons, back by one each time, and reloads in between. */
async function steps(page, told) {
  let now = await page.evaluate(standing);
  if (!now.paged) {
    const box = await page.$('#paged');
    if (box === null) return 0;
    await page.evaluate(() => { scrollTo(0, 0); document.getElementById('paged').click(); });
    now = await page.evaluate(standing);
  }
  const passed = [];
  let count = 0;
  for (;; count += 1) {
    if (now.sections > 1) problem(`${told}: ${now.sections} sections are shown at a time`);
    if (now.shown.length === 0) problem(`${told}: step ${count} shows nothing`);
    if (now.here === '') problem(`${told}: the bar does not say where one is in step ${count}`);
    if (now.at.length > 1 || !now.inList) problem(`${told}: the list of contents does not show where one is in step ${count}: ${now.at}`);
    if (now.waits) now = await opened(page, told);
    passed.push(...now.shown);
    if (now.on === null || count > 200) break;
    await pressStep(page, 'on');
    const next = await page.evaluate(standing);
    if (!next.focus.includes(next.here.slice(0, 12)) && next.here !== '') problem(`${told}: the heading of ${next.here} has not the focus, but ${next.focus.slice(0, 40)}`);
    if (count % 9 === 1) {
      await pressStep(page, 'back');
      const back = await page.evaluate(standing);
      if (back.here !== now.here) problem(`${told}: the way back from ${next.here} leads to ${back.here}`);
      await pressStep(page, 'on');
      await page.reload();
      const again = await page.evaluate(standing);
      if (!again.paged || again.here !== next.here) problem(`${told}: a reload at ${next.here} comes to ${again.here}`);
    }
    now = await page.evaluate(standing);
  }
  const twice = passed.filter((id, index) => passed.indexOf(id) !== index);
  const missed = now.asked.filter((id) => !passed.includes(id));
  if (twice.length > 0) problem(`${told}: shown in two steps: ${twice}`);
  if (missed.length > 0) problem(`${told}: shown in no step: ${missed}`);
  return count + 1;
}

/** Runs in the page. For each section what the list says of it, and what there is in it. */
function states() {
  const catalogue = JSON.parse(document.getElementById('words').textContent);
  return [...document.querySelectorAll('#form .sec')].map((root) => {
    const state = document.querySelector(`#contents a[href="#${root.id}"]`)?.parentElement.querySelector('.state');
    const outer = new Map();
    for (const control of root.querySelectorAll('[name]:enabled')) {
      let question = control.closest('.q');
      for (let up = question; up; up = up.parentElement.closest('.q')) question = up;
      const answered = ['radio', 'checkbox'].includes(control.type) ? control.checked : control.value.trim() !== '';
      outer.set(question, (outer.get(question) ?? false) || answered);
    }
    const done = [...outer.values()].filter(Boolean).length;
    const wrong = root.querySelectorAll('.err').length;
    const name = root.closest('[hidden]') ? 'off' : wrong > 0 ? 'wrong' : done === 0 ? 'none' : done < outer.size ? 'some' : 'all';
    return { id: root.id, says: state?.textContent, wanted: catalogue[`state_${name}`].replace('{done}', done).replace('{all}', outer.size).replace('{n}', wrong) };
  });
}

async function listed(page, told) {
  await page.waitForTimeout(120);
  const found = await page.evaluate(states);
  for (const { id, says, wanted } of found) if (says !== wanted) problem(`${told}: the list says "${says}" of ${id}, which is "${wanted}"`);
  return found;
}

/** Runs in the page. What is smaller than a finger. */
function tooSmall() {
  const small = [];
  for (const control of document.querySelectorAll('button, #form input:not([type=hidden], [type=file]), #form select, #form textarea, [role=option]')) {
    // What nobody sees or hears of is no target: behind a day's button lies the browser's own calendar.
    if (!control.checkVisibility() || control.disabled || control.matches('[aria-hidden=true]')) continue;
    const boxes = [control, ...(control.labels ?? [])].filter((each) => ['radio', 'checkbox'].includes(control.type) || each === control).map((each) => each.getBoundingClientRect());
    // The points of a scale are as high, and stand side by side.
    const wide = control.matches('.blank > .scale input') ? 24 : 43.5;
    if (!boxes.some(({ width, height }) => width >= wide && height >= 43.5)) small.push(`${control.tagName} ${control.name || control.id || control.className} ${boxes.map(({ width, height }) => `${Math.round(width)}×${Math.round(height)}`)}`);
  }
  return small;
}

/** Runs in the page. Every rule by which answers exclude each other: given last wins, the others go, and come back on demand. */
function givingWay() {
  const faults = [];
  const all = [...document.querySelectorAll('#form .q')].filter((each) => each.checkVisibility());
  let count = 0;
  const of = (question) => [...question.querySelectorAll('input[name], textarea[name]')].filter((each) => each.closest('.q') === question && each.checkVisibility() && (each.type === 'checkbox' || question.querySelector(':scope > .blank')?.contains(each)) && each.type !== 'radio');
  const state = (controls) => controls.map((each) => (each.type === 'checkbox' ? each.checked : each.value)).join();
  const give = (control) => { control.focus(); if (control.type === 'checkbox') control.click(); else { control.value = '1'; control.dispatchEvent(new Event('input', { bubbles: true })); control.dispatchEvent(new Event('change', { bubbles: true })); } };
  for (const question of all) {
    const controls = of(question);
    if (controls.length < 2 || controls.every((each) => each.closest('tr'))) continue;
    for (const one of controls) for (const other of controls) {
      if (one === other) continue;
      for (const each of controls) { if (each.type === 'checkbox' && each.checked) each.click(); if (each.type !== 'checkbox' && each.value !== '') { each.value = ''; each.dispatchEvent(new Event('change', { bubbles: true })); } }
      give(one);
      const before = state(controls);
      give(other);
      const stays = one.type === 'checkbox' ? one.checked : one.value !== '';
      const told = question.querySelectorAll('.err').length > 0;
      if (told) faults.push(`${one.name} and ${other.name} cannot stand together, and nothing gave way`);
      if (stays) continue;
      count += 1;
      const [undo] = document.querySelectorAll('#status button');
      if (!document.getElementById('status').textContent.trim() || !undo) { faults.push(`${other.name} took ${one.name} back without a word`); continue; }
      undo.click();
      if (state(controls) !== before) faults.push(`undone, ${one.name} is not as it was: ${state(controls)} instead of ${before}`);
    }
  }
  return { faults, count };
}

/** Every list that is searched: each option by its words, its beginning, its reading, and with a slip. */
async function lists(page, told, romaji) {
  let count = 0;
  for (const id of await page.evaluate(() => [...document.querySelectorAll('[role=combobox]')].filter((each) => each.checkVisibility()).map((each) => each.id))) {
    const options = await page.evaluate((wanted) => [...document.getElementById(wanted).closest('.long').querySelectorAll('input[type=radio]')].map((radio) => ({ code: radio.value, name: radio.name, words: radio.labels[0].textContent.trim(), kana: radio.dataset.kana ?? '' })), id);
    const at = page.locator(`[id="${id}"]`);
    const checked = () => page.evaluate((name) => document.querySelector(`[name="${name}"]:checked`)?.value ?? null, options[0].name);
    const offered = () => at.evaluate((input) => [...document.getElementById(input.getAttribute('aria-controls')).children].filter((each) => each.checkVisibility()).map((each) => each.firstChild.textContent));
    for (const option of options) {
      const slip = option.words.length > 5 ? option.words.slice(0, 3) + option.words[4] + option.words[3] + option.words.slice(5) : '';
      for (const typed of [option.words, option.words.slice(0, 2), option.kana, option.kana.slice(0, 3), romaji[option.code] ?? '', /^[ -~]+$/u.test(slip) ? slip : ''].filter(Boolean)) {
        await at.fill(typed);
        if (!(await offered()).includes(option.words)) problem(`${told}: "${typed}" does not find ${option.words}`);
        count += 1;
      }
      await at.fill(option.words);
      await press(page, 'Enter');
      if (await checked() !== option.code) problem(`${told}: ${option.words} is typed and Enter pressed, and ${await checked()} is chosen`);
    }
    await at.fill('§§§');
    await press(page, 'Tab');
    const seen = await at.evaluate((input) => ({ err: input.closest('.q').querySelectorAll('.err').length, invalid: input.getAttribute('aria-invalid'), value: input.value }));
    if (seen.err === 0 || seen.invalid !== 'true' || seen.value !== '§§§' || await checked() !== null) problem(`${told}: words that are in no list are not told: ${JSON.stringify(seen)}`);
    await at.focus();
    await press(page, 'Control+A', 'Delete', 'ArrowDown', 'ArrowDown', 'Enter');
    if (await checked() !== options[1].code) problem(`${told}: two arrows and Enter choose ${await checked()} instead of ${options[1].code}`);
    await page.waitForTimeout(600);
    await page.reload();
    if (await at.inputValue() !== options[1].words) problem(`${told}: after a reload the list shows ${await at.inputValue()}`);
  }
  return count;
}

/** Every slider: blank until it is touched, one with its figure, blank again. */
async function sliders(page, told) {
  const names = await page.evaluate(() => [...document.querySelectorAll('[data-from]')].filter((each) => each.checkVisibility()).map((each) => each.name));
  for (const name of names) {
    const figure = page.locator(`[name="${name}"]`);
    const slider = page.locator(`.blank:has([name="${name}"]) [type=range]`);
    const { from, to } = await figure.evaluate((each) => each.dataset);
    if (await figure.inputValue() !== '') problem(`${told}: ${name} has an answer before it is touched`);
    await slider.focus();
    if (await figure.inputValue() !== '') problem(`${told}: ${name} has an answer as soon as its slider has the focus`);
    await press(page, 'ArrowRight');
    if (!/^-?\d+$/u.test(await figure.inputValue())) problem(`${told}: an arrow on the slider of ${name} gives ${await figure.inputValue()}`);
    for (const point of [from, to, String(Math.floor((Number(from) + Number(to)) / 2))]) {
      await figure.fill(point);
      await press(page, 'Tab');
      if (await slider.inputValue() !== point) problem(`${told}: the slider of ${name} stands at ${await slider.inputValue()} when ${point} is typed`);
      await page.evaluate(() => document.getElementById('save').click());
      if ((await lastSaved(page))[name] !== Number(point)) problem(`${told}: the file has ${(await lastSaved(page))[name]} for ${name} and ${point} is typed`);
    }
    await figure.fill('');
    await press(page, 'Tab');
    await page.evaluate(() => document.getElementById('save').click());
    if (name in await lastSaved(page) || !await slider.evaluate((each) => each.matches('.untouched'))) problem(`${told}: ${name} cannot be blank again`);
  }
  return names.length;
}

/** Runs in the page. Every answer that is on the page stands among those to be looked through; each link leads to its place. */
function lookThrough() {
  const faults = [];
  const review = document.getElementById('review');
  if (review.hidden) return { faults: ['the answers are not shown before they are handed in'], links: 0 };
  if (document.activeElement !== review.querySelector('h2')) faults.push('the answers to be looked through have not the focus');
  for (const group of review.querySelectorAll('details')) group.open = true;
  const text = review.textContent;
  for (const control of document.querySelectorAll('#form [name]:enabled:not([type=hidden])')) {
    if (['radio', 'checkbox'].includes(control.type) || control.value.trim() === '') continue;
    // Months, days and figures are looked through in words; of them the first number stands there too, or the year.
    const typed = ['month', 'date'].includes(control.dataset.kind) ? control.value.slice(0, 4).replace(/^0+/u, '') : control.value.trim().replace(/(\.[0-9]*?)0+$/u, '$1').replace(/\.$/u, '');
    if (!text.includes(typed) && control.dataset.kind !== 'tel') faults.push(`${control.name} is ${control.value.slice(0, 30)}, which does not stand among the answers`);
  }
  const links = [...review.querySelectorAll('a')];
  const places = links.map((link) => document.getElementById(link.hash.slice(1)));
  places.forEach((place, at) => {
    if (at > 0 && places[at - 1].compareDocumentPosition(place) & Node.DOCUMENT_POSITION_PRECEDING && !place.contains(places[at - 1])) faults.push(`${links[at].textContent} stands behind ${links[at - 1].textContent}, which is asked later`);
  });
  for (const roster of document.querySelectorAll('#form .roster')) {
    if (roster.checkVisibility() && !places.some((place) => roster.contains(place) || place.contains(roster))) faults.push(`the roster ${roster.id} does not stand among the answers`);
  }
  for (const link of links) {
    link.click();
    const question = document.getElementById(link.hash.slice(1));
    if (!question?.contains(document.activeElement) || document.activeElement === document.body) faults.push(`the link ${link.textContent} leads to ${document.activeElement.name || document.activeElement.tagName}`);
  }
  return { faults, links: links.length };
}

/** One section at a time, mistakes in all of them: each link of the summary leads to what it tells of, wherever that is. */
async function ledTo(page, told) {
  const wrong = await page.evaluate(() => {
    for (const control of document.querySelectorAll('#form [data-kind=integer]:enabled, #form [data-kind=email]:enabled, #form [data-kind=year]:enabled')) {
      control.value = '×';
      control.dispatchEvent(new Event('input', { bubbles: true }));
    }
    document.querySelector('#form [type=submit]').click();
    const faults = [];
    const links = [...document.querySelectorAll('#summary:not([hidden]) a')];
    for (const link of links) {
      link.click();
      const at = document.activeElement;
      if (at === document.body || !at.checkVisibility() || !document.getElementById(link.hash.slice(1))?.contains(at)) faults.push(`${link.textContent} leads to ${at.name || at.tagName}`);
    }
    return { faults, links: links.length };
  });
  for (const fault of wrong.faults) problem(`${told}, one section at a time: ${fault}`);
  await listed(page, `${told}, with mistakes`);
  return wrong.links;
}

async function handedIn(page, told, job) {
  const press1 = () => page.evaluate(() => document.querySelector('#form [type=submit]').click());
  await press1();
  const stopped = await page.evaluate(() => [...document.querySelectorAll('#summary:not([hidden]) li')].map((each) => each.textContent));
  const said = await page.evaluate(() => document.getElementById('status').textContent);
  if (said !== '') problem(`${told}: answers are handed in, and what was said before stands there still: ${said}`);
  if (stopped.length > 0) { problem(`${told}: right answers are refused: ${stopped.slice(0, 3).join('; ')}`); return 0; }
  const { faults, links } = await page.evaluate(lookThrough);
  for (const fault of faults) problem(`${told}: ${fault}`);
  await page.evaluate(() => { window.saved.length = 0; });
  await press1();
  const after = await page.evaluate(() => ({ focus: document.activeElement.closest('#after') !== null, words: document.getElementById('after').textContent, submit: document.querySelector('.submit')?.checkVisibility() ?? null, saved: window.saved.length, button: document.querySelector('#form [type=submit]').checkVisibility() }));
  if (after.button) problem(`${told}: what is handed in can be handed in once more, as it is`);
  if (!after.focus || after.saved !== 1 || !after.words.includes('.json')) problem(`${told}: handed in, the page does not say where the file is: ${JSON.stringify(after)}`);
  if (job.submit && after.submit !== true) problem(`${told}: where to send the file is not said`);
  await page.evaluate(() => { window.print = () => {}; document.querySelector('#after button').click(); });
  await page.emulateMedia({ media: 'print' });
  const copy = await page.evaluate(() => ({ review: document.querySelector('#review dl').checkVisibility(), sections: [...document.querySelectorAll('#form .sec')].filter((each) => each.checkVisibility()).length }));
  if (!copy.review || copy.sections > 0) problem(`${told}: the copy to print is not the answers alone: ${JSON.stringify(copy)}`);
  await page.emulateMedia({ media: 'screen' });
  return links;
}

/** Runs in the page. Legend, filters and ends stand only where there is what they speak of. */
function spokenOf() {
  const faults = [];
  const has = (name) => document.querySelector(name) !== null;
  for (const [sign, what] of [['.req', '#form .req'], ['.mark.new', '#form .mark.new, #form .q.new'], ['.mark.updated', '#form .mark.updated, #form .q.updated']]) {
    if (has(`.legend ${sign}`) !== has(what)) faults.push(`the legend ${has(`.legend ${sign}`) ? 'tells' : 'does not tell'} ${sign}`);
  }
  if (has('.legend') && !has('.legend dt')) faults.push('there is an empty legend');
  if (has('#only') && !has('#form .mark.new, #form .mark.updated, #form .q.new, #form .q.updated')) faults.push('there is a filter for markers, and no marker');
  for (const end of document.querySelectorAll('[data-end]')) if (end.checkVisibility() && !end.matches('.fired')) faults.push('an early end is shown before it is reached');
  for (const table of document.querySelectorAll('#form table')) {
    const heads = [...table.querySelectorAll('thead tr:last-child th[scope=col]')].filter((each) => each.checkVisibility()).map((each) => each.getBoundingClientRect().width);
    if (heads.length > 1 && Math.max(...heads) - Math.min(...heads) > 2) faults.push(`columns of ${table.closest('.q').id} are of ${heads.map(Math.round)} pixels`);
  }
  return faults;
}

/** What is wrong with the points of scales, in the page: each is one step from the last, in its line, and none is cut off. */
function uneven() {
  const faults = [];
  let count = 0;
  for (const scale of document.querySelectorAll('.blank > .scale')) {
    const points = [...scale.querySelectorAll('input')].map((input) => input.getBoundingClientRect()).filter(({ width }) => width > 0);
    if (points.length === 0) continue;
    count += 1;
    if (points.length <= 11 && points.some((point) => Math.abs(point.top - points[0].top) > 2)) faults.push(`${points.length} points in several lines`);
    const steps = points.slice(1).flatMap((point, at) => (Math.abs(point.top - points[at].top) < 2 ? [point.left - points[at].left] : []));
    if (Math.max(...steps) - Math.min(...steps) > 1) faults.push(`steps of ${steps.map(Math.round).join(', ')} pixels`);
    const { left, right } = scale.parentElement.getBoundingClientRect();
    if (points.some((point) => point.left < left - 1 || point.right > right + 1)) faults.push('a point outside its question');
  }
  return { faults, count };
}

async function withoutScript({ browser, site }, html, told) {
  const page = await open(browser, site.put('plain.html', html), { script: false, screen: 'narrow', told: `${told}, without script` });
  const seen = {
    lists: await page.locator('.long input[type=radio]').count(), listsSeen: await page.locator('.long input[type=radio]:visible').count(),
    figures: await page.locator('[data-from]').count(), figuresSeen: await page.locator('[data-from]:visible').count(),
    says: await page.locator('.finish .box, .finish [type=submit]').filter({ visible: true }).count(),
  };
  if (seen.lists !== seen.listsSeen || seen.figures !== seen.figuresSeen) problem(`${told}, without script: a list or a figure cannot be seen: ${JSON.stringify(seen)}`);
  if (seen.says === 0) problem(`${told}, without script: nothing says what to do at the end`);
  await page.context().close();
}

judge('flow', async (all) => {
  const { browser, site, job } = all;
  const sums = { steps: 0, mistakes: 0, ways: 0, found: 0, sliders: 0, scales: 0, links: 0 };
  const some = sample(job.forms.filter(({ always }) => !always), job.size, job.seed);
  const forms = job.forms.filter((form) => form.always || some.includes(form));
  for (const [index, one] of forms.entries()) {
    const html = fs.readFileSync(one.form, 'utf8');
    const url = site.put('form.html', html);
    const { told } = one;
    await withoutScript(all, html, told);
    const page = await open(browser, url, { told });
    for (const fault of await page.evaluate(spokenOf)) problem(`${told}: ${fault}`);
    await listed(page, `${told}, as it opens`);
    sums.steps += await steps(page, told);
    sums.mistakes += await ledTo(page, told);
    await forget(page);
    await page.evaluate(() => { if (document.querySelector('.paged') !== null) document.getElementById('paged').click(); });
    const way = await page.evaluate(givingWay);
    for (const fault of way.faults) problem(`${told}: ${fault}`);
    sums.ways += way.count;
    sums.found += await lists(page, told, job.romaji);
    sums.sliders += await sliders(page, told);
    for (const screen of ['desktop', 'phone']) {
      const small = screen === 'desktop' ? page : await open(browser, url, { screen, told });
      const found = await small.evaluate(tooSmall);
      if (found.length > 0) problem(`${told} (${screen}): ${found.length} targets are smaller than 44 pixels, such as ${found.slice(0, 6).join('; ')}`);
      const points = await small.evaluate(uneven);
      for (const fault of points.faults) problem(`${told} (${screen}): a scale with ${fault}`);
      sums.scales += points.count;
      if (small !== page) await small.context().close();
    }
    await load(page, one.file);
    await listed(page, `${told}, filled in`);
    // Half of the forms are looked through as a whole, half one section at a time.
    await page.evaluate((paged) => { const box = document.getElementById('paged'); if (box && box.checked !== paged) box.click(); }, index % 2 === 0);
    sums.links += await handedIn(page, told, one);
    for (const fault of await page.evaluate(spokenOf)) problem(`${told}, filled in: ${fault}`);
    await page.context().close();
  }
  for (const [what, count] of Object.entries(sums)) if (count < (job.least[what] ?? 1)) problem(`only ${count} ${what} were tried`);
  return `seed ${job.seed}, ${forms.length} forms (${forms.map((form) => form.told.replace(/^.*\/(.*)\.survey$/u, '$1')).join(', ')}), ${sums.steps} steps, ${sums.mistakes} mistakes led to, ${sums.ways} answers that gave way, ${sums.found} searches, ${sums.sliders} sliders, ${sums.scales} scales, ${sums.links} answers looked through`;
});
