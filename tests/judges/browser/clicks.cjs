// No click is lost: in every kind of field a mistake is made, and then mended, and whatever is pressed next is what was pressed.
'use strict';

const fs = require('node:fs');
const { forget, judge, open, problem, sample } = require('./harness.cjs');

/** What may be typed wrongly in a kind of blank, and rightly. */
const TYPED = {
  text: ['too long', 'fits'], longtext: ['too long', 'fits'], integer: ['abc', '3'], decimal: ['abc', '3.5'], year: ['abc', '2020'], fiscal_year: ['abc', '2020'],
  month: ['abc', '2020-01'], date: ['1/2/2025', '2025-01-31'], email: ['abc', 'a@example.org'], tel: ['abc', '020-7946-0000'], postal: ['?', 'SW1A 1AA'], url: ['abc', 'https://a.example/'],
};

/** Runs in the page. Every kind of blank once, and everything that may be pressed once for each kind and place. */
function kinds() {
  const once = new Map();
  const put = (key, element) => { if (element.checkVisibility() && !once.has(key)) once.set(key, element); };
  const near = (control) => (control.closest('.confirm') ? 'of a soft check' : control.closest('td') ? 'in a table' : control.closest('.occ') ? 'in a roster' : control.closest('.spec') ? 'of an option' : '');
  for (const control of document.querySelectorAll('main :is(input, select, textarea):not([type=hidden], [type=file])')) put(`${control.dataset.kind ?? control.type} ${near(control)}`, control);
  for (const label of document.querySelectorAll('main label:has([type=radio], [type=checkbox], [type=range])')) put(`label of ${label.control?.type} ${near(label)}`, label);
  for (const button of document.querySelectorAll('main button, .bar button, #contents a, #contents summary')) put(`${button.tagName} ${button.id || button.className || button.closest('[id]').id}`, button);
  return [...once].map(([key, element], number) => {
    element.dataset.tried = number;
    const typed = element.matches('textarea, input:not([type=radio], [type=checkbox])') && element.name ? element.dataset.kind ?? 'text' : null;
    return { key: key.trim(), number, typed };
  });
}

/** Runs in the page. Goes into a blank, ready to be typed over, and says where the middle of something else is. */
function ready([blank, number]) {
  const control = document.querySelector(`[data-tried="${blank}"]`);
  control.focus();
  control.select();
  return window.middle(number);
}

/** Runs in the page, two frames later and more: as long as a finger stays where it is, and the page may do what it likes. */
async function held(number) {
  await new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 10))); });
  return window.middle(number).y;
}

/** Runs in the page, when what follows from a click has happened. */
async function followed([blank, number]) {
  await new Promise((done) => { setTimeout(done, 5); });
  const control = document.querySelector(`[data-tried="${blank}"]`);
  const other = document.querySelector(`[data-tried="${number}"]`);
  // What takes the place of the blank leaves nothing in it that could be wrong.
  const [stem, entry] = control.name.split('.');
  const name = (other.control ?? other).name ?? '';
  const gaveWay = control.value === '' && name.startsWith(`${stem}__`) && name.split('.')[1] === entry;
  return { gaveWay, hit: window.hit.splice(0), words: control.closest('.q').querySelector('.err')?.textContent ?? '' };
}

/** Runs in the page. Writes down what the next click of a hand hits; nothing goes its way but the click. */
function listen() {
  window.hit = [];
  window.middle = (number) => {
    const element = document.querySelector(`[data-tried="${number}"]`);
    const box = element.getBoundingClientRect();
    // A label is pressed on its last word, away from its own box.
    return { x: element.matches('label') ? box.right - 4 : box.x + Math.min(box.width / 2, 40), y: box.y + box.height / 2, seen: box.y > 0 && box.bottom < innerHeight };
  };
  addEventListener('click', (event) => {
    const target = event.target.closest('[data-tried]');
    if (event.isTrusted && event.detail > 0) window.hit.push(target?.dataset.tried ?? event.target.outerHTML.slice(0, 80));
    // What is pressed answers for itself elsewhere: here it would change the page under the next pair.
    if (event.target.closest('button, a, summary')) { event.preventDefault(); event.stopImmediatePropagation(); }
  }, true);
}

/** Types in a blank and presses something else, by a mouse's own events; they go out without waiting for one another. */
async function press(page, devtools, blank, words, number) {
  const { x, y, seen } = await page.evaluate(ready, [blank, number]);
  const mouse = (type) => devtools.send('Input.dispatchMouseEvent', { type, x, y, button: type === 'mouseMoved' ? 'none' : 'left', clickCount: type === 'mouseMoved' ? 0 : 1 });
  await Promise.all([devtools.send('Input.insertText', { text: words }), mouse('mouseMoved'), mouse('mousePressed')]);
  const moved = await page.evaluate(held, number) - y;
  await mouse('mouseReleased');
  return { ...await page.evaluate(followed, [blank, number]), moved, seen };
}

/** Puts the page in the state from which a pair begins: choices made, one soft check told, a roster with somebody in it. */
async function begin(page) {
  await page.evaluate(() => {
    for (const name of ['s__one', 's__rooms__hall', 's__people__sex.1']) document.getElementsByName(name)[0].click();
  });
  for (const [name, words] of [['s__beds', '1'], ['s__nurses', '9']]) {
    await page.focus(`[name=${name}]`);
    await page.keyboard.type(words);
  }
  await page.evaluate(() => document.activeElement.blur());
}

/** Runs in the page. Which of the things that handing in opens is open, and whether the focus is on the page at all. */
function opened() {
  const open = ['review', 'after', 'summary'].filter((id) => document.getElementById(id)?.checkVisibility());
  return { open, focused: document.activeElement !== document.body, says: document.querySelector('[type=submit]').textContent };
}

/** What is pressed right after something was typed does what it does: the answers are shown, and shown again where they have changed since. */
async function handedIn(browser, site, html) {
  const page = await open(browser, site.put('easy.html', html), { screen: 'desktop', viewport: { width: 1280, height: 6000 } });
  await page.fill('[name=visit__people]', '2');
  const kinds = await page.evaluate(() => [...new Map([...document.querySelectorAll('#form :is(textarea, input:not([type=radio], [type=checkbox], [type=hidden], [type=file]))')]
    .filter((each) => each.name && each.checkVisibility()).map((each) => [each.dataset.kind ?? 'text', each.name]))]);
  const pressed = async (name, words) => {
    await page.evaluate((wanted) => { const [control] = document.getElementsByName(wanted); control.focus(); control.select(); }, name);
    await page.keyboard.insertText(words);
    const box = await page.locator('[type=submit]').boundingBox();
    await page.mouse.click(box.x + 20, box.y + box.height / 2);
    await page.waitForTimeout(60);
    return page.evaluate(opened);
  };
  for (const [kind, name] of kinds) {
    if (TYPED[kind] === undefined) continue;
    for (const words of [TYPED[kind][1], '']) {
      const { open: shown, focused } = await pressed(name, words);
      if (shown.length !== 1 || !focused) problem(`${kind}: handing in right after ${words === '' ? 'it was emptied' : 'typing'} shows ${shown.join(' and ') || 'nothing'}`);
    }
  }
  await page.context().close();
  return kinds.length;
}

/** Runs in the page. Every blank that is in sight with what may be ticked in its place: its name, and the boxes and labels to press. */
function placesTaken() {
  return [...document.querySelectorAll('#form input[name]:not([type=radio], [type=checkbox], [type=hidden])')].filter((each) => each.checkVisibility()).flatMap((blank) => {
    const [stem, number] = blank.name.split('.');
    const boxes = [...blank.closest('.q').querySelectorAll('input[type=checkbox][name]')].filter((box) => box.name.startsWith(`${stem}__`) && box.name.split('.')[1] === number);
    return boxes.map((box) => ({ blank: blank.name, kind: blank.dataset.kind ?? 'text', box: box.name }));
  });
}

/** A tick in the place of a blank that holds something and has the focus: what is given last stays, what gave way is named, and comes back on demand. */
async function inPlace(browser, site, html) {
  const page = await open(browser, site.put('place.html', html), { told: 'ticks in the place of blanks', viewport: { width: 1280, height: 7000 } });
  await page.evaluate(() => { document.querySelector('input[type=radio][name=open]')?.click(); document.querySelector('.add')?.click(); });
  const all = await page.evaluate(placesTaken);
  const state = ([blank, box]) => { const [one] = document.getElementsByName(blank); const [other] = document.getElementsByName(box); return { holds: one.value, ticked: other.checked, says: document.getElementById('status').textContent }; };
  let pairs = 0;
  for (const { blank, kind, box } of all) for (const words of TYPED[kind]) for (const pressed of [10, 150]) for (const onLabel of [false, true]) {
    const told = `${words} is typed in ${blank}, and ${onLabel ? 'the words of ' : ''}${box} pressed for ${pressed} ms`;
    await page.evaluate(([name, tick]) => {
      const [other] = document.getElementsByName(tick);
      for (const each of other.closest('.q').querySelectorAll('input[type=checkbox]:checked')) each.click();
      const [control] = document.getElementsByName(name);
      control.focus();
      control.select();
    }, [blank, box]);
    await page.keyboard.press('Delete');
    await page.keyboard.insertText(words);
    const at = await page.evaluate(([name, label]) => {
      const [control] = document.getElementsByName(name);
      const place = (label ? control.labels[0] : control).getBoundingClientRect();
      return { x: label ? place.right - 4 : place.x + place.width / 2, y: place.y + place.height / 2 };
    }, [box, onLabel]);
    await page.mouse.move(at.x, at.y);
    await page.mouse.down();
    await page.waitForTimeout(pressed);
    await page.mouse.up();
    await page.waitForTimeout(30);
    pairs += 1;
    const now = await page.evaluate(state, [blank, box]);
    if (!now.ticked || now.holds !== '') { problem(`${told}: what is given last does not stay: ${JSON.stringify(now)}`); continue; }
    // A day is told in words.
    const named = /^\d{4}-/.test(words) ? words.slice(0, 4) : words;
    if (!now.says.includes(named)) problem(`${told}: what was taken back is not named: ${now.says}`);
    await page.evaluate(() => document.querySelector('#status button').click());
    const back = await page.evaluate(state, [blank, box]);
    if (back.ticked || back.holds !== words) problem(`${told}, and undone: ${JSON.stringify(back)}`);
  }
  await page.context().close();
  if (pairs < 40) problem(`only ${pairs} ticks in the place of blanks were tried`);
  return pairs;
}

judge('clicks', async ({ browser, site, job }) => {
  // All of the form is in sight, so that nothing is scrolled between the two.
  const page = await open(browser, site.put('form.html', fs.readFileSync(job.form, 'utf8')), { screen: 'desktop', viewport: { width: 1280, height: 6000 } });
  await page.evaluate(() => { document.querySelector('input[type=radio][name=open]')?.click(); document.querySelector('.add')?.click(); document.querySelectorAll('#form details').forEach((each) => { each.open = true; }); });
  await begin(page);
  const all = await page.evaluate(kinds);
  await page.evaluate(listen);
  const devtools = await page.context().newCDPSession(page);
  let pairs = 0;
  const mistakes = all.filter(({ typed }) => typed !== null);
  for (const missing of Object.keys(TYPED).filter((kind) => !mistakes.some(({ typed }) => typed === kind))) problem(`the form has no blank of the kind ${missing}`);
  for (const [at, mistake] of mistakes.entries()) {
    for (const target of sample(all.filter((each) => each !== mistake), job.size, job.seed + at)) {
      for (const [index, what] of ['a mistake in', 'what was mended in'].entries()) {
        const { gaveWay, hit, moved, seen, words } = await press(page, devtools, mistake.number, TYPED[mistake.typed][index], target.number);
        pairs += 1;
        const told = `after ${what} ${mistake.key}, ${target.key} is pressed`;
        if (!seen) problem(`${told}: it is not in sight`);
        else if (hit.length === 0) problem(`${told}: the click is lost`);
        else if (hit[0] !== String(target.number)) problem(`${told}: the click goes to ${hit[0]}`);
        if (Math.abs(moved) > 0.5) problem(`${told}: it moves by ${moved} pixels under the finger`);
        if ((words === '') !== (index === 1 || gaveWay)) problem(`${told}, and this is said of the blank: ${words}`);
      }
    }
  }
  await forget(page);
  const places = await inPlace(browser, site, fs.readFileSync(job.form, 'utf8'));
  const tried = await handedIn(browser, site, fs.readFileSync(job.easy, 'utf8'));
  if (tried < 4) problem(`only ${tried} kinds of blanks were handed in from`);
  return `seed ${job.seed}, ${pairs} pairs of ${mistakes.length} kinds of blanks and ${all.length} kinds of what may be pressed, ${places} ticks in the place of blanks`;
});
