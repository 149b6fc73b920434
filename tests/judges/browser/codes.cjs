// Codes of an author's that are names of the browser's own: of forms, windows and documents. First it tells what they are, then it fills in a form of them.
'use strict';

const fs = require('node:fs');
const { difference, judge, lastSaved, load, open, problem } = require('./harness.cjs');

/** Runs in the page. Every name that a form, the window, the document or any object answers to, with all that they inherit. */
function names() {
  const found = new Set();
  for (const start of [document.createElement('form'), document.createElement('input'), document, window, {}, [], () => {}]) {
    for (let at = start; at !== null; at = Object.getPrototypeOf(at)) for (const name of Object.getOwnPropertyNames(at)) found.add(name);
  }
  return [...found];
}

async function list({ browser, site }, out) {
  const page = await browser.newPage();
  site.pages.set('/empty', '<!doctype html><title>-</title>');
  await page.goto(`${site.origin}/empty`);
  const found = await page.evaluate(names);
  fs.writeFileSync(out, JSON.stringify(found));
  return `${found.length} names`;
}

/** One section at a time: on by each button to the end, where the answers are shown, and back to all of it. */
async function oneByOne(page) {
  await page.evaluate(() => document.getElementById('paged').click());
  const seen = await page.evaluate(() => {
    const shown = () => [...document.querySelectorAll('#form .sec, #form .finish')].filter((each) => each.checkVisibility()).map((each) => each.id);
    const all = [shown()];
    for (let on = document.querySelector('#steps .main'); on !== null && all.length < 9; on = document.querySelector('#steps .main')) { on.click(); all.push(shown()); }
    return { all, review: document.querySelectorAll('#review:not([hidden]) dd').length };
  });
  if (seen.all.some((one) => one.length !== 1) || new Set(seen.all.flat()).size < 4 || seen.review === 0) problem(`${page.told}: one section at a time shows ${JSON.stringify(seen)}`);
  await page.evaluate(() => document.getElementById('paged').click());
}

/** Everything that a form does is done, and comes out right. */
async function used({ browser, site }, { form, posts, wanted }) {
  const html = fs.readFileSync(form, 'utf8');
  const page = await open(browser, site.put('form.html', html), { told: posts ? 'posted' : 'saved' });
  await page.evaluate(() => { for (const choice of document.querySelectorAll('#form [value=yes], #form [type=checkbox]')) choice.click(); });
  let all = wanted;
  const holds = async (told) => {
    await page.evaluate(() => document.getElementById('save').click());
    const saved = Object.fromEntries(Object.entries(await lastSaved(page)).filter(([key]) => !key.startsWith('_')));
    for (const line of difference(saved, all)) problem(`${page.told}, ${told}: ${line}`);
  };
  await holds('filled in');
  await oneByOne(page);
  await holds('gone through');
  await page.waitForFunction(() => localStorage.length > 0);
  await page.reload();
  await holds('after a reload');
  await page.evaluate(() => document.getElementById('forget').click());
  await load(page, wanted);
  await holds('from a file');
  // Last year's file has nothing of its own: what all objects have is no answer.
  const last = await load(page, { _edition: 2024, s__remark: 'then' });
  if (last.refused || last.listed.length > 0) problem(`${page.told}: last year's file with one answer is told as ${last.says}`);
  all = { ...wanted, s__remark: 'then' };
  const press = () => page.evaluate(() => document.querySelector('#form button[type=submit]').click());
  await press();
  if (!await page.evaluate(() => document.activeElement.closest('#review'))) problem(`${page.told}: the answers are not shown before they are handed in`);
  await press();
  if (!posts) { await holds('handed in'); return; }
  await page.waitForSelector('#received');
  const posted = JSON.parse(Object.fromEntries(site.posted.pop().fields)._answers || '{}');
  for (const line of difference(Object.fromEntries(Object.entries(posted).filter(([key]) => !key.startsWith('_'))), all)) problem(`posted: ${line}`);
}

judge('codes', async (all) => {
  if (all.job.out) return list(all, all.job.out);
  for (const form of all.job.forms) await used(all, form);
  return `${Object.keys(all.job.forms[0].wanted).length} answers`;
});
