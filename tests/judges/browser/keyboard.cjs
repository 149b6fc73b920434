// A whole form filled in by keyboard alone and handed in; with and without script, on several screens.
'use strict';

const fs = require('node:fs');
const { difference, judge, lastSaved, open, problem } = require('./harness.cjs');
const { fillIn, flattened, focus, fullWidth, press, skipToForm } = require('./keys.cjs');

/** What comes of handing in: the server's words, a file, or the summary of what is to be looked at again. */
async function handIn(page, script) {
  const before = script ? await page.evaluate(() => window.saved.length) : 0;
  await press(page, 'Enter');
  if (!script) { await page.waitForSelector('#received, #summary:not([hidden])'); return; }
  await page.waitForFunction((files) => document.getElementById('received') !== null || document.activeElement?.id === 'summary'
    || document.activeElement?.closest('#review') || window.saved.length > files, before);
  // What was answered is shown first: the button stands behind it.
  if (await page.evaluate(() => document.activeElement?.closest('#review') !== null && document.activeElement !== null)) {
    await tabTo(page, (at) => at?.type === 'submit', 3000);
    await press(page, 'Enter');
    await page.waitForFunction((files) => document.getElementById('received') !== null || window.saved.length > files, before);
  }
}

/** What the summary says, and how many of its entries wait for a confirmation. */
const summarised = (page) => page.evaluate(() => [...document.querySelectorAll('#summary:not([hidden]) li')].map((item) => item.textContent));

/** Goes on by Tab until something has the focus, as far as it may be. */
async function tabTo(page, found, most) {
  let at = await focus(page);
  for (let step = 0; step < most && !found(at); step += 1) { await press(page, 'Tab'); at = await focus(page); }
  return found(at);
}

/** Confirms what soft checks ask, by keyboard: from the summary's link to the field, on to its box, and on to the button again. */
async function confirmSoft(page, script) {
  for (let round = 0; round < 12 && (await summarised(page)).length > 0; round += 1) {
    await press(page, 'Tab', 'Enter');
    // What is to be given anew has no box: it is let through at the second attempt.
    if (await tabTo(page, (at) => at?.confirm && at.type === 'checkbox', 12) && !(await focus(page)).checked) await press(page, 'Space');
    await tabTo(page, (at) => at?.type === 'submit', 3000);
    await handIn(page, script);
  }
}

async function one({ browser, site }, run, html) {
  const url = site.put('form.html', html, run.brings);
  const page = await open(browser, url, { screen: run.screen, script: run.script, told: run.told, locale: 'ja-JP', downloads: true });
  const written = browser.engine ? null : new Promise((done) => { page.once('download', (download) => done(download.path())); });
  const { wanted, rosters } = flattened(run.answers, run.rosters);
  if (run.filled) {
    const filled = await page.evaluate(() => document.querySelectorAll('#form .folded').length);
    if (filled === 0) problem(`${run.told}: no section is folded, with last year's answers in the page`);
  }
  await skipToForm(page);
  await fillIn(page, wanted, { rosters, spell: run.fullWidth ? fullWidth : String });
  await handIn(page, run.script);
  if (run.script) await confirmSoft(page, run.script);
  const said = await summarised(page);
  for (const words of said) problem(`${run.told}: what was typed is right, and the page says: ${words}`);
  if (said.length === 0) await received(run, site, page, wanted, written);
  await page.context().close();
}

/** What came out is what was typed. */
async function received(run, site, page, wanted, written) {
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
    // The file as the browser has written it, where it can be told to.
    file = written === null ? await lastSaved(page) : JSON.parse(fs.readFileSync(await written, 'utf8'));
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
