// Drafts: over a reload, over a crash of the page, for two respondents apart, with the time of saving, until they are deleted.
'use strict';

const fs = require('node:fs');
const { difference, forget, judge, lastSaved, load, open, problem } = require('./harness.cjs');

const TIME = /\d{1,2}:\d{2}/u;

/** What the page would hand in now, without what is the file's own. */
async function answers(page) {
  await page.evaluate(() => document.getElementById('save').click());
  return Object.fromEntries(Object.entries(await lastSaved(page)).filter(([key]) => !key.startsWith('_')));
}

async function holds(page, wanted, told) {
  for (const line of difference(await answers(page), wanted)) problem(`${told}: ${line}`);
}

/** Waits until the draft is kept, and looks at what the bar says of it. */
async function kept(page, told) {
  await page.waitForFunction(() => document.getElementById('draft').textContent !== '' && localStorage.length > 0);
  const said = await page.evaluate(() => document.getElementById('draft').textContent);
  if (!TIME.test(said)) problem(`${told}: the bar does not say when the draft was saved: ${said}`);
}

/** The page's process ends as in a crash; a new page of the same browser goes on. Where none can be made to crash, the page is closed. */
async function crash(page) {
  if (page.context().browser.engine) { await page.close(); return; }
  const devtools = await page.context().newCDPSession(page);
  const crashed = new Promise((done) => { page.once('crash', done); });
  devtools.send('Page.crash').catch(() => {});
  await crashed;
}

async function one({ browser, site }, job) {
  const html = fs.readFileSync(job.form, 'utf8');
  // One address and two respondents: what keeps them apart is who the host says they are.
  const served = (name) => site.put('form.html', html, { answers: { _respondent: `network-${name}` } });
  const opened = (name, how) => open(browser, served(name), { context, told: told(how) });
  const reopen = async (which, name) => { served(name); await which.reload(); };
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const told = (when) => `${job.told}, ${when}`;
  let page = await opened('a', 'first respondent');
  const empty = await answers(page);
  await load(page, job.first);
  await kept(page, told('after loading'));
  await reopen(page, 'a');
  await holds(page, job.first, told('after a reload'));
  if (!await page.evaluate(() => document.getElementById('status').textContent !== '')) problem(told('nothing says that the draft was taken up again'));
  await kept(page, told('after a reload'));

  const blank = await page.evaluate(() => [...document.querySelectorAll('#form input:not([type]):enabled, #form textarea:enabled')].find((each) => each.checkVisibility() && [undefined, 'longtext'].includes(each.dataset.kind))?.name);
  await page.focus(`[name="${blank}"]`);
  await page.keyboard.press('End');
  await page.keyboard.type(' half a senten');
  // On a busy machine a draft is kept in the middle of the words as well: that of all of them is waited for.
  await page.waitForFunction(() => localStorage.getItem(localStorage.key(0)).includes('half a senten'));
  await crash(page);
  page = await opened('a', 'after a crash');
  const typed = await page.evaluate((name) => document.getElementsByName(name)[0].value, blank);
  if (!typed.endsWith('half a senten')) problem(told(`what was being typed in ${blank} before the crash is not there: ${typed}`));
  const after = await answers(page);
  delete after[blank.split('.')[0]];
  const before = { ...job.first };
  delete before[blank.split('.')[0]];
  if (!blank.includes('.')) for (const line of difference(after, before)) problem(told(`after a crash: ${line}`));

  const other = await opened('b', 'second respondent');
  await holds(other, empty, told('the second respondent begins'));
  await load(other, job.second);
  await kept(other, told('second respondent'));
  await reopen(other, 'b');
  await holds(other, job.second, told('the second respondent after a reload'));
  await reopen(page, 'a');
  const again = await page.evaluate((name) => document.getElementsByName(name)[0].value, blank);
  if (again !== typed) problem(told('the first respondent has lost something to the second'));

  await forget(other);
  await reopen(other, 'b');
  await holds(other, empty, told('the second respondent after deleting the draft'));
  await reopen(page, 'a');
  const still = await page.evaluate((name) => document.getElementsByName(name)[0].value, blank);
  if (still !== typed) problem(told('deleting the draft of one respondent deletes that of the other'));
  await context.close();
}

/** An entry of a roster that was filled in is taken away with all that was typed in it, and comes back whole, in its place. */
async function broughtBack({ browser, site }, job) {
  const page = await open(browser, site.put('form.html', fs.readFileSync(job.form, 'utf8')), { told: `${job.told}, entries taken away` });
  await load(page, job.first);
  const whole = await answers(page);
  const buttons = await page.evaluate(() => [...document.querySelectorAll('.occ .remove')].length);
  for (let entry = 0; entry < buttons; entry += 1) {
    const told = `${job.told}, entry ${entry + 1} of ${buttons} taken away`;
    // What is said of it has a button that takes it back, in front of the one that closes it.
    const [said, gone, undone] = await page.evaluate((index) => {
      const count = () => document.querySelectorAll('.occ').length;
      const before = count();
      document.querySelectorAll('.occ .remove')[index].click();
      const after = count();
      const words = document.getElementById('status').textContent;
      const [undo, close] = document.querySelectorAll('#status button');
      if (close) undo.click();
      return [words, before - after === 1, close !== undefined];
    }, entry);
    if (said === '' || !gone) problem(`${told}: it is not gone, or nothing is said of it`);
    if (!undone) problem(`${told}: it cannot be taken back`);
    await holds(page, whole, `${told} and brought back`);
  }
  await page.context().close();
  return buttons;
}

/** Where the browser keeps nothing, that is said, and the form goes on. */
async function withoutRoom({ browser, site }, job) {
  const context = await browser.newContext();
  await context.addInitScript(() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; });
  const page = await open(browser, site.put('full.html', fs.readFileSync(job.form, 'utf8')), { context, told: `${job.told}, without room for drafts` });
  await load(page, job.first);
  await page.waitForFunction(() => document.getElementById('draft').textContent !== '');
  const said = await page.evaluate(() => document.getElementById('draft').textContent);
  if (TIME.test(said)) problem(`${job.told}: the draft could not be kept, and the page says it was: ${said}`);
  await holds(page, job.first, `${job.told}, without room for drafts`);
  await context.close();
}

judge('drafts', async (all) => {
  let entries = 0;
  for (const job of all.job.forms) {
    await one(all, job);
    entries += await broughtBack(all, job);
  }
  if (entries === 0) problem('no form has an entry to take away');
  if (!all.browser.engine) await withoutRoom(all, all.job.forms[0]);
  return `${all.job.forms.length} forms, ${entries} entries`;
});
