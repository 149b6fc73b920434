// Takes answer files into real pages and writes down what the pages make of them; the test compares with the reference.
'use strict';

const fs = require('node:fs');
const { forget, judge, lastSaved, load, open, problem } = require('./harness.cjs');
const { kindOf, shownControls, summary } = require('./looked.cjs');

async function ask(page, file, told) {
  await forget(page);
  const { refused } = await load(page, file);
  await page.evaluate(() => document.getElementById('save').click());
  const saved = await lastSaved(page);
  const looked = await page.evaluate(shownControls);
  const catalogue = await page.evaluate(() => JSON.parse(document.getElementById('words').textContent));
  const { entries, faults } = await page.evaluate(summary);
  for (const fault of [...looked.faults, ...faults]) problem(`${told}: ${fault}`);
  await page.evaluate(() => { window.saved.length = 0; });
  return { refused, saved, shown: looked.shown, entries: entries.map((entry) => ({ ...entry, kind: kindOf(entry.says, catalogue) })) };
}

judge('agreement', async ({ browser, site, job }) => {
  const said = [];
  let page = null;
  let pairs = 0;
  for (const survey of job.surveys) {
    const url = site.put('form.html', fs.readFileSync(survey.form, 'utf8'));
    if (page === null) page = await open(browser, url);
    // One page for all surveys. As it goes it writes the draft of the one before, which is then told of in a dialog: without it the
    // page knows nothing of that.
    else {
      await page.goto(url);
      await page.evaluate(() => localStorage.clear());
      await page.reload();
    }
    page.told = survey.told;
    const found = [];
    for (const file of survey.files) { found.push(await ask(page, file, survey.told)); pairs += 1; }
    said.push(found);
  }
  fs.writeFileSync(job.out, JSON.stringify(said));
  return `${pairs} answer files in ${job.surveys.length} forms`;
});
