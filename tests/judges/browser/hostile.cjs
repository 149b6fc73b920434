// Hostile texts in surveys, answer files and drafts: shown as they are, nothing run, nothing fetched, the policy unbroken.
'use strict';

const fs = require('node:fs');
const { forget, judge, lastSaved, load, open, problem } = require('./harness.cjs');

const HOSTILE = '<script>window.hit=1</script>\'"><img src=x onerror=window.hit=1><!-- </textarea></style> &amp; \u202eשלום\u2069 👩‍⚕️ ' + '長'.repeat(300);

/** Runs in the page. What the page shows in words, and what of it must not be there. */
function shown() {
  const squeezed = (text) => text.replace(/[ \n\t\u3000]+/gu, ' ');
  const body = document.body.cloneNode(true);
  for (const script of body.querySelectorAll('script')) script.remove();
  for (const line of body.querySelectorAll('br')) line.replaceWith(' ');
  const attributes = [...body.querySelectorAll('[aria-label], [placeholder], [title]')].flatMap((each) => ['aria-label', 'placeholder', 'title'].map((name) => each.getAttribute(name) ?? ''));
  const rules = JSON.stringify(JSON.parse(document.getElementById('model').textContent));
  return {
    words: squeezed([document.title, body.textContent, ...attributes, JSON.stringify(document.getElementById('words').textContent)].join('\n')),
    rules,
    hit: window.hit ?? null,
    scripts: document.scripts.length,
    foreign: document.querySelectorAll('img, iframe, object, embed, svg, style:not(head style), link, base, textarea + script').length,
  };
}

const squeeze = (text) => text.replace(/[ \n\t\u3000]+/gu, ' ').trim();

async function unharmed(page, told, scripts = 3) {
  const seen = await page.evaluate(shown);
  if (seen.hit !== null) problem(`${told}: a script in a text was run (number ${seen.hit})`);
  if (seen.scripts !== scripts) problem(`${told}: there are ${seen.scripts} scripts in the page instead of ${scripts}`);
  if (seen.foreign !== 0) problem(`${told}: a text became ${seen.foreign} elements`);
  return seen;
}

async function asked({ browser, site }, job, thorough) {
  const html = fs.readFileSync(job.form, 'utf8');
  const page = await open(browser, site.put('form.html', html), { told: job.told });
  const seen = await unharmed(page, job.told);
  const missing = job.texts.filter((text) => !seen.words.includes(squeeze(text)) && !seen.rules.includes(JSON.stringify(text).slice(1, -1)));
  await page.evaluate(() => document.querySelector('#form button[type=submit]').click());
  await unharmed(page, `${job.told}, handed in`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) problem(`${job.told}: a long text makes the page ${wide} pixels wider than the screen`);
  const file = await answered(page, job.told);
  // Drafts and what a host brings go the same ways in every form: a few show it.
  if (thorough) await drafted(page, job.told);
  await page.context().close();
  if (thorough) await brought({ browser, site }, html, job.told, file);
  return { texts: job.texts.length, missing };
}

/** Texts in an answer file: in every blank, in keys, codes and notes. */
async function answered(page, told) {
  const names = await page.evaluate(() => [...document.querySelectorAll('#form [name]:not([name^="_"])')].filter((control) => !control.name.includes('.')).map((control) => [control.name, control.type]));
  const file = { _notes: { [HOSTILE]: HOSTILE }, [HOSTILE]: HOSTILE };
  for (const [name, type] of names) file[name] = type === 'checkbox' ? true : HOSTILE;
  const dialog = await load(page, file, { name: `${HOSTILE.slice(0, 60).replaceAll('/', '')}.json` });
  if (!dialog.listed.some((line) => line.includes(HOSTILE.slice(0, 40)))) problem(`${told}: the key of a file that has no place is not shown as it is`);
  await unharmed(page, `${told}, a hostile file taken in`);
  await page.evaluate(() => document.querySelector('#form button[type=submit]').click());
  await unharmed(page, `${told}, a hostile file handed in`);
  const other = await load(page, { _survey: HOSTILE, a: 1 });
  if (!other.refused || !other.says.includes(HOSTILE.slice(0, 40))) problem(`${told}: the file of a survey with a hostile name is not refused by its name`);
  await unharmed(page, `${told}, a file of another survey`);
  await page.evaluate(() => document.getElementById('save').click());
  const saved = await lastSaved(page);
  for (const [name, type] of names) {
    if (saved[name] !== undefined && type === 'text' && typeof saved[name] === 'string' && !HOSTILE.includes(saved[name].slice(0, 20)) && !saved[name].startsWith('<script>')) problem(`${told}: ${name} was to hold the hostile text, and holds ${saved[name].slice(0, 60)}`);
  }
  return file;
}

/** Drafts that hold such texts, and drafts that are none. */
async function drafted(page, told) {
  await page.waitForFunction(() => localStorage.length > 0);
  await page.reload();
  await unharmed(page, `${told}, a hostile draft`);
  const key = await page.evaluate(() => localStorage.key(0));
  for (const broken of ['{', '[]', '5', '"<script>window.hit=1</script>"', '{"rosters":5}', '{"time":"<img src=x>","values":{"<img>":"<img>"},"rosters":[[1]],"given":[],"notes":[]}']) {
    await page.evaluate(([name, text]) => localStorage.setItem(name, text), [key, broken]);
    await page.reload();
    await unharmed(page, `${told}, the draft ${broken}`);
  }
  await forget(page);
}

/** The same texts as last year's answers and as this year's, brought by the host. */
async function brought({ browser, site }, html, told, file) {
  for (const id of ['last', 'answers']) {
    const page = await open(browser, site.put('form.html', html, { [id]: { ...file, _respondent: HOSTILE } }), { told: `${told}, brought as ${id}` });
    await unharmed(page, `${told}, brought as ${id}`, 4);
    await page.context().close();
  }
}

judge('hostile', async (all) => {
  let [texts, missing] = [0, []];
  for (const [index, job] of all.job.pages.entries()) {
    const found = await asked(all, job, index % 6 === 0);
    texts += found.texts;
    missing = [...missing, ...found.missing.map((text) => `${job.told}: ${/⟦(\d+)⟧/u.exec(text)?.[1]}`)];
  }
  // A few places have no words on the page: those of paper, of the data, of what is retired.
  if (missing.length * 8 > texts) problem(`${missing.length} of ${texts} texts are nowhere on their page: ${missing.join('; ')}`);
  return `${texts} texts in ${all.job.pages.length} forms, ${missing.length} of them not on the page`;
});
