// No click is lost: in every kind of field a mistake is made, and then mended, and whatever is pressed next is what was pressed.
'use strict';

const fs = require('node:fs');
const { forget, judge, open, problem } = require('./harness.cjs');

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
  for (const label of document.querySelectorAll('main label:has(input:not([type=text]))')) put(`label of ${label.control?.type} ${near(label)}`, label);
  for (const button of document.querySelectorAll('main button, .bar button, #contents a, #contents summary')) put(`${button.tagName} ${button.id || button.className || button.closest('[id]').id}`, button);
  return [...once].map(([key, element], number) => {
    element.dataset.tried = number;
    const typed = element.matches('textarea, input:not([type=radio], [type=checkbox])') && element.name ? element.dataset.kind ?? 'text' : null;
    return { key: key.trim(), number, typed };
  });
}

/** Runs in the page. Puts everything in sight of the pointer, and says where the middle of an element is. */
function middle(number) {
  const box = document.querySelector(`[data-tried="${number}"]`).getBoundingClientRect();
  return [box.x + Math.min(box.width / 2, 40), box.y + box.height / 2, box.y > 0 && box.bottom < innerHeight];
}

/** Runs in the page. Writes down what the next click of a hand hits; nothing goes its way but the click. */
function listen() {
  window.hit = [];
  addEventListener('click', (event) => {
    const target = event.target.closest('[data-tried]');
    if (event.isTrusted && event.detail > 0) window.hit.push(target?.dataset.tried ?? event.target.outerHTML.slice(0, 80));
    // What is pressed answers for itself elsewhere: here it would change the page under the next pair.
    if (event.target.closest('button, a, summary')) { event.preventDefault(); event.stopImmediatePropagation(); }
  }, true);
}

async function press(page, number) {
  const [x, y, seen] = await page.evaluate(middle, number);
  await page.mouse.move(x, y);
  await page.mouse.down();
  // As long as a finger stays on it: two frames at least, in which the page may do what it likes.
  await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 30))); }));
  const [, now] = await page.evaluate(middle, number);
  await page.mouse.up();
  await page.evaluate(() => new Promise((done) => { setTimeout(done, 20); }));
  return { hit: await page.evaluate(() => window.hit.splice(0)), moved: now - y, seen };
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

judge('clicks', async ({ browser, site, job }) => {
  // All of the form is in sight, so that nothing is scrolled between the two.
  const page = await open(browser, site.put('form.html', fs.readFileSync(job.form, 'utf8')), { screen: 'desktop', viewport: { width: 1280, height: 6000 } });
  await page.evaluate(() => { document.querySelector('input[type=radio][name=open]')?.click(); document.querySelector('.add')?.click(); document.querySelectorAll('#form details').forEach((each) => { each.open = true; }); });
  await begin(page);
  const all = await page.evaluate(kinds);
  await page.evaluate(listen);
  let pairs = 0;
  const mistakes = all.filter(({ typed }) => typed !== null);
  for (const missing of Object.keys(TYPED).filter((kind) => !mistakes.some(({ typed }) => typed === kind))) problem(`the form has no blank of the kind ${missing}`);
  for (const mistake of mistakes) {
    for (const target of all) {
      if (target === mistake) continue;
      for (const [what, words] of [['a mistake in', TYPED[mistake.typed][0]], ['what was mended in', TYPED[mistake.typed][1]]]) {
        await page.evaluate((number) => { const control = document.querySelector(`[data-tried="${number}"]`); control.focus(); control.select(); }, mistake.number);
        await page.keyboard.insertText(words);
        const { hit, moved, seen } = await press(page, target.number);
        pairs += 1;
        const told = `after ${what} ${mistake.key}, ${target.key} is pressed`;
        if (!seen) problem(`${told}: it is not in sight`);
        else if (hit.length === 0) problem(`${told}: the click is lost`);
        else if (hit[0] !== String(target.number) && !target.key.startsWith('label')) problem(`${told}: the click goes to ${hit[0]}`);
        if (Math.abs(moved) > 0.5) problem(`${told}: it moves by ${moved} pixels under the finger`);
        if (target.key.startsWith('date') && what !== 'a mistake in') await page.keyboard.press('Escape');
      }
      const words = await page.evaluate((number) => document.querySelector(`[data-tried="${number}"]`).closest('.q')?.querySelector('.err')?.textContent ?? '', mistake.number);
      if (words !== '') problem(`${mistake.key} was mended, and ${target.key} pressed, and it is still said: ${words}`);
    }
  }
  await forget(page);
  return `${pairs} pairs of ${mistakes.length} kinds of blanks and ${all.length} kinds of what may be pressed`;
});
