// A day chosen from the calendar beside its blank: by the button, and by keys in the browser's own calendar.
'use strict';

const fs = require('node:fs');
const { judge, lastSaved, open, problem } = require('./harness.cjs');
const { focus, press } = require('./keys.cjs');

const BLANK = '[name=s__day]';
const BUTTON = `.blank:has(${BLANK}) button`;

/** What stands in the blank before, the keys in the calendar, and the day that comes of it; null is today. */
const CASES = [
  ['2025-01-31', ['ArrowRight', 'Enter'], '2025-02-01'],
  ['31 January 2025', ['ArrowDown', 'Enter'], '2025-02-07'],
  ['', ['Enter'], null],
  // What may be one of two days, and what is none: the calendar begins with today.
  ['1/2/2025', ['Enter'], null],
  ['30/2/2025', ['Enter'], null],
  // Who leaves the calendar without a choice has what stood there.
  ['2025-01-31', ['Escape'], '2025-01-31'],
];

/** What is typed where a day lies between 2000-01-01 and 2025-10-01, and what is asked; without a button, what is said. */
const BOUNDED = [
  ['1/2/2025', ['1 February 2025', '2 January 2025']],
  ['2/10/2025', ['10 February 2025']],
  ['20/3/24', ['20 March 2024']],
  ['3/20/24', ['20 March 2024']],
  ['2/3/24', ['2 March 2024', '3 February 2024']],
  ['20 March 24', ['20 March 2024']],
  ['30/2/24', []],
  ['20/3/67', []],
  ['3/11/2025', ['11 March 2025']],
  ['11/12/2025', [], '1 October 2025'],
  ['20/3/124', []],
];

/** Only days that may be given are asked about; a year of two digits is asked about, and never guessed. */
async function bounded(browser, site, job) {
  const page = await open(browser, site.put('bounded.html', fs.readFileSync(job.bounded, 'utf8')));
  for (const [typed, days, said] of BOUNDED) {
    await page.fill(BLANK, typed);
    await press(page, 'Tab');
    const says = await page.locator(`.q:has(${BLANK}) .err button`).allTextContents();
    const err = (await page.locator(`.q:has(${BLANK}) .err`).allTextContents()).join();
    if (JSON.stringify(says) !== JSON.stringify(days) || err === '' || (said && !err.includes(said))) problem(`between bounds ${typed} is asked about with ${JSON.stringify(says)}: ${err}`);
    if (await page.inputValue(BLANK) !== typed) problem(`${typed} is guessed to be ${await page.inputValue(BLANK)}`);
  }
  await page.context().close();
}

judge('calendar', async ({ browser, site, job }) => {
  const page = await open(browser, site.put('form.html', fs.readFileSync(job.form, 'utf8')));
  const today = await page.evaluate(() => { const now = new Date(); return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-'); });
  await page.evaluate(() => document.querySelector('input[type=radio][name=open]').click());
  for (const [typed, keys, day] of CASES) {
    const told = `"${typed}" stands in the blank, and ${keys.join(', ')} are pressed in the calendar`;
    const wanted = day ?? today;
    await page.focus(BLANK);
    await press(page, 'Control+A', 'Delete');
    await page.keyboard.type(typed);
    await page.click(BUTTON);
    await page.waitForTimeout(500);
    for (const key of keys) { await press(page, key); await page.waitForTimeout(200); }
    await page.waitForFunction(([blank, value]) => document.querySelector(blank).value === value, [BLANK, wanted], { timeout: 5000 }).catch(() => {});
    const now = await page.evaluate((blank) => ({ value: document.querySelector(blank).value, told: [...document.querySelectorAll('.err')].map((each) => each.textContent) }), BLANK);
    if (now.value !== wanted || now.told.length > 0) problem(`${told}: ${JSON.stringify(now)} instead of ${wanted}`);
    if (keys.includes('Enter') && (await focus(page))?.name !== 's__day') problem(`${told}: the focus is not at the blank, but at ${JSON.stringify(await focus(page))}`);
    await page.evaluate(() => document.getElementById('save').click());
    if ((await lastSaved(page)).s__day !== wanted) problem(`${told}: the file has ${(await lastSaved(page)).s__day}`);
  }
  // What may be one of two days is asked about, and asked anew of another: the buttons are those of what stands there.
  for (const [typed, days] of [['1/2/2024', ['2024-02-01', '2024-01-02']], ['1/2/2025', ['2025-02-01', '2025-01-02']], ['3/4/2025', ['2025-04-03', '2025-03-04']]]) {
    for (const [at, day] of days.entries()) {
      await page.fill(BLANK, '5/6/2020');
      await press(page, 'Tab');
      await page.fill(BLANK, typed);
      await press(page, 'Tab');
      const buttons = page.locator(`.q:has(${BLANK}) .err button`);
      const says = await buttons.allTextContents();
      if (says.length !== 2 || !says.every((each) => each.includes(typed.slice(-4)))) { problem(`${typed} is asked about with ${JSON.stringify(says)}`); continue; }
      await buttons.nth(at).click();
      if (await page.inputValue(BLANK) !== day) problem(`${typed}: the button ${says[at]} gives ${await page.inputValue(BLANK)} instead of ${day}`);
    }
  }
  await bounded(browser, site, job);
  // By Tab there is the blank, its button, and then the next question: what the browser shows the calendar for is no stop.
  await page.focus(BLANK);
  await press(page, 'Tab', 'Tab');
  const next = await focus(page);
  if (next?.name !== 's__word') problem(`behind the calendar's button Tab comes to ${JSON.stringify(next)}`);
});
