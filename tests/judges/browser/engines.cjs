// One journey in each engine: chosen, typed, mistaken and mended, left and taken up again, handed in. What comes out must be the same.
'use strict';

const fs = require('node:fs');
const { difference, judge, open, problem } = require('./harness.cjs');
const { press } = require('./keys.cjs');

const WANTED = { s__how: 'train', s__how__train__line: 'Blue', s__people: 12, s__day: '2025-02-01', s__saw__river: true, s__remark: '１丁目 <b>' };

const beside = (name) => {
  const [control] = document.getElementsByName(name);
  return { value: control.value, words: [...control.closest('.q').querySelectorAll('.err')].map((each) => each.textContent).join(' ') };
};

/** What a journey checks with: at once, and as soon as it comes true. */
function checks(page, told) {
  const check = (holds, words, found) => { if (!holds) problem(`${told}: ${words}${found === undefined ? '' : `: ${JSON.stringify(found)}`}`); };
  const until = async (act, words, part) => {
    for (let tries = 0; tries < 100; tries += 1) {
      if (await page.evaluate(act, part)) return;
      await new Promise((done) => { setTimeout(done, 100); });
    }
    problem(`${told}: ${words}`);
  };
  return { check, until };
}

const typed = (name) => document.getElementsByName(name)[0].value;
/** Runs in the page. Whether a control is seen and open, and what stands in it. */
const branch = (name) => {
  const [control] = document.getElementsByName(name);
  return [control.checkVisibility(), control.disabled, control.value];
};

/** A branch closes over its answer, tells of it, and opens again with it: by the answer, and by taking it back. */
async function branches(page, told) {
  const { check, until } = checks(page, told);
  const stands = async (wanted, words) => {
    const found = await page.evaluate(branch, 's__how__train__line');
    check(JSON.stringify(found) === JSON.stringify(wanted), words, found);
  };
  await stands([false, true, ''], 'what is not asked is open');
  await page.click('[name=s__how][value=train]');
  await stands([true, false, ''], 'what an answer asks for is not open');
  await page.click('[name=s__how__train__line]');
  await page.keyboard.type('Blue');
  await page.click('[name=s__how][value=foot]');
  await until(() => document.querySelector('#status button') !== null, 'that an answer is not asked for any more is not said');
  await stands([false, true, 'Blue'], 'a closed branch is open, or has lost its answer');
  await page.click('#status button');
  await until(() => document.querySelector('[name=s__how][value=train]').checked, 'the answer that closed a branch cannot be taken back');
  await stands([true, false, 'Blue'], 'a branch does not open again with its answer');
}

async function journey(page, told) {
  const { check, until } = checks(page, told);
  await page.click('[name=s__how][value=train]');
  check(await page.evaluate(() => document.getElementsByName('s__how__train__line')[0].checkVisibility()), 'what an answer asks for is not shown');
  await page.click('[name=s__how__train__line]');
  await page.keyboard.type('Blue');
  await page.click('[name=s__people]');
  await page.keyboard.type('abc');
  await page.click('[name=s__saw__river]');
  check(await page.evaluate(() => document.getElementsByName('s__saw__river')[0].checked), 'a click behind a mistake is lost');
  await until(() => document.querySelector('.err') !== null, 'a mistake is not told');
  await page.click('[name=s__people]');
  await press(page, 'Control+A');
  await page.keyboard.type('１２ people');
  await press(page, 'Tab');
  await until(() => document.querySelector('.err') === null, 'what was mended is still told');
  check((await page.evaluate(beside, 's__people')).value === '12', 'a number with its unit is not understood', await page.evaluate(beside, 's__people'));
  await page.click('[name=s__day]');
  await page.keyboard.type('1/2/2025');
  await press(page, 'Tab');
  await until(() => document.querySelectorAll('.err button').length === 2, 'a day that may be two is not asked about');
  await page.click('.err button');
  check((await page.evaluate(beside, 's__day')).value === '2025-02-01', 'the day that was meant is not taken', await page.evaluate(beside, 's__day'));
  await page.click('[name=s__remark]');
  await page.keyboard.type('１丁目 <b>');
  await until(() => /"s__remark":"１丁目 <b>"/u.test(localStorage.getItem(localStorage.key(0)) ?? ''), 'no draft is kept');
  await page.reload();
  check(await page.evaluate(() => document.getElementById('status').textContent !== ''), 'nothing says that the draft was taken up');
  await page.click('#form [type=submit]');
  await until(() => document.activeElement.closest('#review') !== null, 'the answers are not shown before they are handed in');
  check(await page.evaluate(() => window.saved.length === 0), 'the answers are handed in before they are shown');
  await page.click('#form [type=submit]');
  await until(() => window.saved.length > 0, 'the answers are not handed in');
  const file = JSON.parse(await page.evaluate(async () => (window.saved.length > 0 ? window.saved.at(-1).text() : '{}')));
  for (const line of difference(Object.fromEntries(Object.entries(file).filter(([key]) => !key.startsWith('_'))), WANTED)) problem(`${told}: ${line}`);
}

/** The real form opens, takes a choice and has it again. */
async function real(page, told) {
  await page.click('#form .sec [type=radio]');
  const count = () => document.querySelectorAll('#form .sec :checked').length;
  for (let tries = 0; tries < 100 && !await page.evaluate(() => localStorage.length > 0 && document.getElementById('draft').textContent !== ''); tries += 1) await new Promise((done) => { setTimeout(done, 100); });
  const before = await page.evaluate(count);
  await page.reload();
  if (before === 0 || await page.evaluate(count) !== before) problem(`${told}: of ${before} answers to the real form ${await page.evaluate(count)} are there after a reload`);
}

judge('engines', async ({ browser, site, job }) => {
  const [trip, whole] = [job.trip, job.real].map((file) => fs.readFileSync(file, 'utf8'));
  for (const [told, html, go] of [['the journey', trip, journey], ['branches', trip, branches], ['the real form', whole, real]]) {
    const page = await open(browser, site.put('form.html', html), { told });
    await go(page, told);
    await page.context().close();
  }
});
