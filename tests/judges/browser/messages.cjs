// What is said, and when: nothing while typing, a mistake on leaving, a summary that leads to each; soft checks let through.
'use strict';

const fs = require('node:fs');
const { judge, lastSaved, open, problem } = require('./harness.cjs');
const { focus, press } = require('./keys.cjs');

/** Runs in the page. The messages beside a field, and whether they are tied to it. */
function beside(name) {
  const [control] = document.getElementsByName(name);
  const tied = (control.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)).filter((each) => each?.matches('.err, .soft'));
  const all = [...control.closest('.q').querySelectorAll('.err, .soft')];
  return { value: control.value, invalid: control.getAttribute('aria-invalid') === 'true', words: all.map((each) => each.textContent), tied: tied.length === all.length };
}

const SUMMARY = () => ({
  shown: !document.getElementById('summary').hidden,
  lines: [...document.querySelectorAll('#summary:not([hidden]) li')].map((item) => item.textContent),
});

/** Runs in the page. Whether what has the focus is in sight and not under the bar that stays at the top. */
function inSight() {
  const box = document.activeElement.getBoundingClientRect();
  const bar = document.querySelector('.bar').getBoundingClientRect();
  return box.top >= bar.bottom - 1 && box.bottom <= innerHeight + 1;
}

function check(holds, words, found) {
  if (!holds) problem(`${words}${found === undefined ? '' : `: ${JSON.stringify(found)}`}`);
}

async function retype(page, name, text) {
  await page.focus(`[name="${name}"]`);
  await press(page, 'Control+A', 'Delete');
  await page.keyboard.type(text);
}

async function handIn(page) {
  const send = async () => {
    await page.focus('#form button[type=submit]');
    await press(page, 'Enter');
  };
  await send();
  const said = await page.evaluate(SUMMARY);
  // Where nothing is wrong, what was answered is shown before it is handed in.
  if (!said.shown) {
    check(await lastSaved(page) === null && await page.evaluate(() => document.activeElement.closest('#review') !== null), 'answers are handed in before they were shown');
    await send();
  }
  return said;
}

async function fields(page) {
  await retype(page, 's__beds', 'abc');
  let at = await page.evaluate(beside, 's__beds');
  check(at.words.length === 0, 'a mistake is told while it is being typed', at);
  await press(page, 'Tab');
  at = await page.evaluate(beside, 's__beds');
  check(at.words.length === 1 && at.invalid && at.tied, 'a mistake is not told on leaving, beside its field and tied to it', at);
  await retype(page, 's__beds', '１，０');
  at = await page.evaluate(beside, 's__beds');
  check(at.words.length === 1, 'the message of a field goes or doubles while it is being mended', at);
  await retype(page, 's__beds', '１，０００');
  await press(page, 'Tab');
  at = await page.evaluate(beside, 's__beds');
  check(at.words.length === 0 && !at.invalid && at.value === '1000', 'what was mended is not taken as right, or not brought into its normal form', at);
  await retype(page, 's__since', '令和７年２月');
  await press(page, 'Tab');
  at = await page.evaluate(beside, 's__since');
  check(at.value === '2025-02' && at.words.length === 0, 'a month of an era is not understood', at);
  await retype(page, 's__nurses', '9000');
  await press(page, 'Tab');
  at = await page.evaluate(beside, 's__nurses');
  check(at.words.length === 1 && !at.invalid, 'a soft check is not told, or told as a mistake', at);
  await retype(page, 's__mail', 'nobody');
  await press(page, 'Tab');
}

async function summary(page) {
  let said = await handIn(page);
  check(said.shown && said.lines.length === 2, 'the summary does not tell the mistake and the soft check', said);
  check(await page.evaluate(() => document.activeElement.id === 'summary'), 'the summary does not take the focus');
  await press(page, 'Tab');
  check((await focus(page))?.tag === 'A', 'the first stop behind the summary is no link');
  await press(page, 'Enter');
  check((await focus(page))?.name === 's__mail', 'the link of a mistake does not lead to its field', await focus(page));
  check(await page.evaluate(inSight), 'the field that a link leads to is out of sight, or under the bar');
  await retype(page, 's__mail', 'a@example.jp');
  said = await handIn(page);
  check(said.shown && said.lines.length === 1, 'the summary does not tell the soft check alone', said);
  check(await lastSaved(page) === null, 'answers were handed in before the soft check was confirmed');
  await press(page, 'Tab', 'Enter');
  check((await focus(page))?.name === 's__nurses', 'the link of a soft check does not lead to its field', await focus(page));
  for (let step = 0; step < 4 && !(await focus(page))?.confirm; step += 1) await press(page, 'Tab');
  await press(page, 'Space');
  said = await handIn(page);
  check(!said.shown, 'a soft check that was confirmed is asked again', said);
  const file = await lastSaved(page);
  check(typeof file?._notes?.s__nurses === 'string' && file.s__beds === 1000 && file.s__mail === 'a@example.jp', 'the file lacks the confirmation or the answers', file);
}

async function required(page) {
  await retype(page, 's__beds', '');
  await press(page, 'Tab');
  const said = await handIn(page);
  check(said.lines.length >= 1, 'a required answer that is missing is not told', said);
  await press(page, 'Tab', 'Enter');
  check((await focus(page))?.name === 's__beds', 'the link of a missing answer does not lead to its field', await focus(page));
}

/** Runs in the page. What the derived values say, by their captions. */
const calcs = () => [...document.querySelectorAll('#form [data-calc]')].map((each) => each.textContent);

/** No total is told of figures that were refused, nor of those beside them; it is there again when they are mended. */
async function totals(page) {
  const [none] = await page.evaluate(calcs);
  const fill = async (values) => {
    for (const [name, text] of Object.entries(values)) { await retype(page, name, text); await press(page, 'Tab'); }
    return page.evaluate(calcs);
  };
  const says = async (values, wanted) => {
    const found = await fill(values);
    check(found.join() === wanted.join(), `with ${JSON.stringify(values)} the totals are not ${wanted}`, found);
  };
  await says({ 's__rent': '100', 's__rates': '50' }, ['150', none, none]);
  await says({ 's__rates': '50.5' }, [none, none, none]);
  await says({ 's__people__wage.1': '400', 's__rates': '50' }, ['150', '400', '250']);
  for (const refused of ['-5', 'abc', '1.234']) await says({ 's__people__wage.2': refused }, ['150', none, none]);
  await says({ 's__people__wage.2': '20.5', 's__rent': '-1' }, [none, '420.5', none]);
  await says({ 's__rent': '100' }, ['150', '420.5', '270.5']);
  return none;
}

/** Runs in the page. What was said, what was saved and under which name, and whether the button that hands in is there. */
const state = () => ({ says: document.getElementById('status').textContent, as: window.savedAs ?? '', button: document.querySelector('#form [type=submit]').checkVisibility(), lead: document.querySelector('#review > p')?.checkVisibility() ?? false, after: document.getElementById('after').checkVisibility() ? document.getElementById('after').textContent : '' });

/** What is saved in the middle is not taken for what was handed in; figures are looked through as they were asked for. */
async function ended(page) {
  const save = async () => { await page.evaluate(() => document.getElementById('save').click()); return page.evaluate(state); };
  await retype(page, 's__rent', '');
  await press(page, 'Tab');
  const half = await save();
  check(half.as.includes('-draft') && half.says.includes(half.as) && half.says.includes('not complete'), 'what is saved in the middle is not said to be no more than that', half);
  const said = await handIn(page);
  check(said.lines.length === 1 && !/[?]:/u.test(said.lines[0]), 'the summary has a colon behind a question mark, or not one line', said);
  await retype(page, 's__rent', '250');
  await press(page, 'Tab');
  check(!(await page.evaluate(SUMMARY)).shown, 'the summary asks for what was given meanwhile', await page.evaluate(SUMMARY));
  const whole = await save();
  check(whole.as.includes('-draft') && whole.says.includes('not been handed in') && !whole.says.includes('not complete'), 'what is saved before it is handed in is not said to be no more than that', whole);
  await press(page, 'Escape');
  await page.focus('#form button[type=submit]');
  await press(page, 'Enter');
  const review = await page.evaluate(() => document.getElementById('review').textContent);
  check(review.includes('£250 per week'), 'a figure is looked through without what stands around its blank', review);
  await page.focus('#form button[type=submit]');
  await press(page, 'Enter');
  const done = await page.evaluate(state);
  check(!done.as.includes('-draft') && !done.button, 'handed in, the file is called a draft, or the button that hands in is still there', done);
  check(!done.lead && done.after.includes('saved'), 'handed in, the page says still that nothing is handed in', done);
  check(!(await save()).as.includes('-draft'), 'what is saved once more is called a draft', await page.evaluate(state));
  await retype(page, 's__rates', '60');
  await press(page, 'Tab');
  const again = await save();
  check(again.button && again.as.includes('-draft'), 'changed once more, the answers cannot be handed in, or count as if they were', again);
  check(again.after.includes('sums-2025.json') && again.after.includes('not in the file'), 'that the file does not hold what has changed is not said', again);
  await retype(page, 's__rates', '70');
  await press(page, 'Tab');
  await page.evaluate(() => document.querySelector('#form [type=submit]').click());
  const looked = await page.evaluate(state);
  check(!looked.lead && looked.after.includes('not in the file'), 'looked through once more, the page says that nothing is handed in', looked);
  await page.evaluate(() => document.querySelector('#form [type=submit]').click());
  const anew = await page.evaluate(state);
  check(!anew.after.includes('not in the file') && !anew.button, 'saved anew, the file is still said not to hold the change', anew);
}

judge('messages', async ({ browser, site, job }) => {
  for (const screen of ['desktop', 'phone']) {
    const page = await open(browser, site.put('form.html', fs.readFileSync(job.form, 'utf8')), { screen });
    await fields(page);
    await summary(page);
    await required(page);
    await page.context().close();
    const sums = await open(browser, site.put('totals.html', fs.readFileSync(job.totals, 'utf8')), { screen });
    await totals(sums);
    await ended(sums);
    await sums.context().close();
  }
});
