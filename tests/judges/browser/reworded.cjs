// A form published anew under the same codes, with other words: a draft says which of its questions are to be looked at again.
'use strict';

const fs = require('node:fs');
const { judge, load, open, problem } = require('./harness.cjs');

/** What the dialog lists as reworded, by the label in it; empty where there is no dialog. */
const listed = (page) => page.evaluate(() => [...document.querySelectorAll('dialog[open] li')].map((each) => each.textContent.match(/K\d+/u)?.[0] ?? each.textContent));

judge('reworded', async ({ browser, site, job }) => {
  const [first, ...anew] = [job.first, ...job.anew.map(({ form }) => form)].map((form) => fs.readFileSync(form, 'utf8'));
  for (const [at, html] of anew.entries()) {
    const told = job.anew[at].form.split('/').pop();
    const context = await browser.newContext();
    const page = await open(browser, site.put('form.html', first), { context, told });
    await load(page, job.answers);
    await page.waitForFunction(() => localStorage.length > 0 && document.getElementById('draft').textContent !== '');
    await page.reload();
    const same = await listed(page);
    if (same.length > 0) problem(`${told}: nothing has changed, and told is ${same}`);
    site.put('form.html', html);
    await page.reload();
    const now = await listed(page);
    const wanted = job.anew[at].told;
    if (JSON.stringify([...now].sort()) !== JSON.stringify([...wanted].sort())) problem(`${told}: told is ${now}, to be told is ${wanted}`);
    await page.evaluate(() => document.querySelector('dialog[open] button')?.click());
    await context.close();
  }
  return `${anew.length} forms published anew`;
});
