// Opens and closes every branch of a form by keys in the fields, and looks at the whole page each time.
'use strict';

const fs = require('node:fs');
const { difference, forget, judge, lastSaved, open, problem } = require('./harness.cjs');
const { enter, focus, press } = require('./keys.cjs');
const { shownControls } = require('./looked.cjs');

/** Runs in the page. Puts the focus on a control, of a choice on the option; false where it cannot take it. */
function focusOn([name, value]) {
  const all = [...document.getElementsByName(name)];
  const control = all[0]?.type === 'radio' ? all.find((each) => each.value === String(value)) : all[0];
  control?.focus();
  return document.activeElement === control && control !== undefined;
}

/** Runs in the page. A choice is taken back by its own button, which shows while the focus is near. */
function clearing(name) {
  const control = [...document.getElementsByName(name)].find((each) => each.checked);
  control?.focus();
  const place = control?.closest('tr')?.firstElementChild ?? control?.closest('.scale, .os')?.parentElement;
  const button = place?.querySelector(':scope > .clear');
  button?.focus();
  return button !== undefined && document.activeElement === button;
}

/** Answers one field by keys; without a value its answer is taken away. */
async function answer(page, name, value, told) {
  const type = await page.evaluate((wanted) => document.getElementsByName(wanted)[0]?.type, name);
  if (type === 'radio' && value === undefined) {
    if (!await page.evaluate(clearing, name)) problem(`${told}: there is no way to take the choice ${name} back`);
    else await press(page, 'Enter');
    return;
  }
  if (!await page.evaluate(focusOn, [name, value])) { problem(`${told}: ${name} cannot take the focus, and should be answered with ${JSON.stringify(value)}`); return; }
  await enter(page, await focus(page), value, String);
  // A blank is read while it is typed; leaving it brings it into its normal form.
  if (type !== 'radio' && type !== 'checkbox') await page.evaluate(() => document.activeElement.blur());
}

/** Changes the answers from one list to another, in the order of the questions. */
async function change(page, from, to, told) {
  const [before, after] = [new Map(from), new Map(to)];
  for (const [name, value] of to) if (before.get(name) !== value) await answer(page, name, value, told);
  for (const [name] of from) if (!after.has(name)) await answer(page, name, undefined, told);
}

/** Compares all that the page shows with what the reference says. */
async function look(page, state, told) {
  const { shown, conditions, faults } = await page.evaluate(shownControls);
  for (const fault of faults) problem(`${told}: ${fault}`);
  const [closed, withheld, fails] = [new Set(state.closed), new Set(state.withheld), new Set(state.fails)];
  for (const [key, is] of Object.entries(shown)) {
    const wanted = !closed.has(key.split('=')[0]) && !withheld.has(key);
    if (is !== wanted) problem(`${told}: ${key} is ${is ? 'open' : 'closed'} and should be ${wanted ? 'open' : 'closed'}`);
  }
  for (const [number, is] of Object.entries(conditions)) {
    if (is === fails.has(Number(number))) problem(`${told}: what condition ${number} shows is ${is ? 'open' : 'closed'} and should not be`);
  }
  const posted = await page.evaluate(() => [...new FormData(document.getElementById('form'))].filter(([name, value]) => !name.startsWith('_') && value !== '').map(([name]) => name));
  await page.evaluate(() => document.getElementById('save').click());
  const saved = await lastSaved(page);
  const own = Object.fromEntries(Object.entries(saved).filter(([key]) => !key.startsWith('_')));
  for (const line of difference(own, state.file)) problem(`${told}: what would be handed in: ${line}`);
  for (const name of posted) if (!(name in state.file)) problem(`${told}: the field ${name} would be posted and is not asked`);
}

/** What was opened is reached by Tab: from it back and forth again. */
async function reached(page, opened, told) {
  const [name, value] = opened.split('=');
  const first = await page.evaluate((wanted) => document.getElementsByName(wanted)[0]?.value, name);
  if (first === undefined || !await page.evaluate(focusOn, [name, value ?? first])) return;
  await press(page, 'Shift+Tab', 'Tab');
  const at = await focus(page);
  if (at?.name !== name) problem(`${told}: Tab passes ${name} by and comes to ${at?.name || at?.said}`);
}

judge('branches', async ({ browser, site, job }) => {
  const page = await open(browser, site.put('form.html', fs.readFileSync(job.form, 'utf8')));
  const onPage = new Set(Object.keys((await page.evaluate(shownControls)).shown).map((key) => key.split('=')[0]));
  let fields = 0;
  for (const branch of job.branches) {
    const opens = branch.opens.filter((name) => onPage.has(name.split('=')[0]));
    // What is on paper only has no place here.
    if (opens.length === 0) continue;
    fields += opens.length;
    const told = `the branch of ${opens[0]}`;
    await forget(page);
    // Who leaves a filter blank may open what lies behind it all the same.
    while (await page.evaluate(() => { const open = document.querySelector('.waits button'); open?.focus(); return open !== null; })) await press(page, 'Enter');
    await change(page, [], branch.way, told);
    await change(page, branch.way, branch.inside, told);
    await look(page, branch.open, `${told}, opened`);
    for (const name of opens.slice(0, 3)) await reached(page, name, told);
    await change(page, branch.inside, branch.closing, told);
    await look(page, branch.closed, `${told}, closed`);
    await change(page, branch.closing, branch.inside, told);
    await look(page, branch.open, `${told}, opened again`);
    await page.evaluate(() => { window.saved.length = 0; });
  }
  return `${job.branches.length} branches with ${fields} fields`;
});
