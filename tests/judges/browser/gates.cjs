// A filter that may end the survey, left blank: what lies behind it stays closed, and the summary names the filter.
'use strict';

const fs = require('node:fs');
const { judge, lastSaved, open, problem } = require('./harness.cjs');
const { focus, press } = require('./keys.cjs');

function check(holds, words, found) {
  if (!holds) problem(`${words}${found === undefined ? '' : `: ${JSON.stringify(found)}`}`);
}

const seen = (page, name) => page.evaluate((wanted) => document.getElementsByName(wanted)[0].checkVisibility(), name);

async function handIn(page) {
  await page.focus('#form button[type=submit]');
  await press(page, 'Enter');
  return page.evaluate(() => ({
    shown: !document.getElementById('summary').hidden,
    first: document.querySelector('#summary:not([hidden]) a')?.textContent ?? '',
    open: [...document.querySelectorAll('#summary:not([hidden]) > ul li')].map((each) => each.textContent),
    behind: [...document.querySelectorAll('#summary:not([hidden]) details li')].map((each) => each.textContent),
    title: document.title,
  }));
}

judge('gates', async ({ browser, site, job }) => {
  const page = await open(browser, site.put('form.html', fs.readFileSync(job.form, 'utf8')));
  check(!await seen(page, 's__name') && !await seen(page, 't__more'), 'what lies behind a blank filter is open');
  check(await seen(page, 'first__who') && await seen(page, 'system'), 'what stands before a blank filter, or the filter itself, is closed');
  let said = await handIn(page);
  check(said.first.includes('Have you a system'), 'the summary does not begin with the filter', said);
  check(said.open.length === 0 && said.behind.length === 1, 'what lies behind the filter is told as if it were asked for, or not at all', said);
  check(said.title.startsWith('Error'), 'the title does not say that something is wrong', said.title);
  await press(page, 'Tab', 'Enter');
  check((await focus(page))?.name === 'system', 'the link does not lead to the filter', await focus(page));
  await press(page, 'ArrowDown');
  check((await focus(page))?.chosen, 'the filter cannot be answered');
  check(await lastSaved(page) === null, 'answers were handed in with a required answer missing');
  said = await handIn(page);
  check(!said.shown, 'who has answered that there is nothing is asked for more', said);
  check(!said.title.startsWith('Error'), 'the title says that something is wrong when nothing is', said.title);
  await page.focus('[name=system]:checked');
  await press(page, 'ArrowUp');
  check(await seen(page, 's__name') && await seen(page, 't__more'), 'what lies behind an answered filter is closed');
  said = await handIn(page);
  check(said.open.length === 1 && said.behind.length === 0, 'a required answer behind an answered filter is not told in its place', said);
  // What is asked no more is asked for no more.
  await page.evaluate(() => { const [, no] = document.getElementsByName('system'); no.click(); });
  const stale = await page.evaluate(() => [...document.querySelectorAll('#summary:not([hidden]) li')].map((each) => each.textContent));
  check(stale.length === 0, 'behind an early end the summary still asks for what is asked no more', stale);
  await page.evaluate(() => { const [yes] = document.getElementsByName('system'); yes.click(); });
  await page.evaluate(() => document.getElementById('forget').click());
  check(!await seen(page, 's__name'), 'what lies behind is open when everything is taken back');
  await page.focus('.waits button');
  await press(page, 'Enter');
  check(await seen(page, 's__name') && await seen(page, 't__more'), 'what lies behind a filter cannot be opened without an answer');
});
