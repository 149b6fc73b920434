// A whole form filled in by keyboard alone and handed in; with and without script, on several screens.
'use strict';

const fs = require('node:fs');
const { difference, judge, lastSaved, open, problem } = require('./harness.cjs');
const { fillIn, flattened, focus, fullWidth, press, skipToForm } = require('./keys.cjs');

/** What the page shows once the form was handed in: the server's words, the summary of mistakes, or that the file was saved. */
const HANDED_IN = '#received, #summary:not([hidden]), #status:not(:empty)';

/** Confirms what soft checks ask, by keyboard: from the summary's link to the field, on to the box, back by Enter in the reason. */
async function confirmSoft(page) {
  for (let round = 0; round < 40; round += 1) {
    const links = await page.evaluate(() => (document.getElementById('summary')?.hidden !== false ? 0 : document.querySelectorAll('#summary a').length));
    if (links === 0) return;
    await press(page, 'Tab', 'Enter');
    let at = await focus(page);
    for (let step = 0; step < 60 && !(at?.confirm && at.type === 'checkbox'); step += 1) { await press(page, 'Tab'); at = await focus(page); }
    if (!at?.confirm) { problem(`${page.told}: Tab does not come from the field of a soft check to its box`); return; }
    await press(page, 'Space', 'Tab', 'Enter');
  }
}

async function one({ browser, site }, run, html) {
  const url = site.put('form.html', html, run.brings);
  const page = await open(browser, url, { screen: run.screen, script: run.script, told: run.told, locale: 'ja-JP' });
  const { wanted, rosters } = flattened(run.answers, run.rosters);
  await skipToForm(page);
  await fillIn(page, wanted, { rosters, spell: run.fullWidth ? fullWidth : String });
  await press(page, 'Enter');
  await page.waitForSelector(HANDED_IN);
  if (run.script) await confirmSoft(page);
  await page.waitForSelector(HANDED_IN);
  const said = await page.evaluate(() => [...document.querySelectorAll('#summary:not([hidden]) li')].map((item) => item.textContent));
  for (const words of said) problem(`${run.told}: what was typed is right, and the page says: ${words}`);
  if (said.length === 0) await received(run, site, page, wanted);
  await page.context().close();
}

/** What came out is what was typed. */
async function received(run, site, page, wanted) {
  let file = null;
  if (run.posts) {
    await page.waitForSelector('#received');
    const fields = Object.fromEntries(site.posted.pop().fields);
    if (run.script) file = JSON.parse(fields._answers);
    for (const own of Object.keys(fields).filter((key) => key.startsWith('_'))) delete fields[own];
    const native = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
    const typed = Object.fromEntries(Object.entries(wanted).map(([name, value]) => [name, String(value).replace(/\r?\n/gu, '\r\n')]));
    for (const line of difference(native, typed)) problem(`${run.told}: the fields that were posted differ from what was typed: ${line}`);
  } else {
    file = await lastSaved(page);
  }
  if (run.out) fs.writeFileSync(run.out, JSON.stringify(file ?? run.answers));
  if (!run.script) return;
  const own = Object.fromEntries(Object.entries(file ?? {}).filter(([key]) => !key.startsWith('_')));
  for (const line of difference(own, run.answers)) problem(`${run.told}: the answer file differs from what was typed: ${line}`);
}

judge('keyboard', async (all) => {
  const typed = [];
  for (const run of all.job.runs) {
    const started = Date.now();
    await one(all, run, fs.readFileSync(run.form, 'utf8'));
    typed.push(`${run.told}: ${Object.keys(run.answers).length} answers in ${((Date.now() - started) / 1000).toFixed(0)} s`);
  }
  return typed.join('; ');
});
