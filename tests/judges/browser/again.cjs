// What comes into a page, in every pair and order: typed, from the host, from files, from drafts, and into a form that was published anew.
//
// Every answer carries the mark of its question, so that one that stands anywhere else is seen at once, whatever brought it there.
'use strict';

const fs = require('node:fs');
const { judge, lastSaved, load, open, problem, sample } = require('./harness.cjs');

/** Runs in the page. Types into a blank as a hand does: it is entered, changed and left. */
function typeInto([name, text]) {
  const [control] = document.getElementsByName(name);
  control.focus();
  control.value = text;
  control.dispatchEvent(new Event('input', { bubbles: true }));
  control.blur();
  control.dispatchEvent(new Event('change', { bubbles: true }));
}

/** Runs in the page. What is said of last year and of what is known, each with the name of the blank it stands at. */
function said() {
  const at = (each) => each.closest('.q, tr, td')?.querySelector('[name]')?.name ?? '';
  return [...document.querySelectorAll('#form .last')].filter((each) => !each.hidden && each.textContent !== '').map((each) => [at(each), each.textContent]);
}

/** Marks: in the answers of a question all digits but the last two are its own. */
const own = (job, name) => job.marks[name.split('.')[0]];
const markOf = (value) => Math.floor(Number(value) / 100);

function right(job, told, name, value) {
  const mark = own(job, name);
  if (mark === undefined) { problem(`${told}: ${name} is nobody's name`); return; }
  if (markOf(value) !== mark) problem(`${told}: ${name} holds ${value}, which is not its own`);
}

/** Everything in the page stands where it belongs. */
async function inPlace(page, job, told) {
  await page.evaluate(() => document.getElementById('save').click());
  const file = await lastSaved(page);
  for (const [name, value] of Object.entries(file)) {
    if (name.startsWith('_')) continue;
    if (Array.isArray(value)) value.forEach((one) => Object.entries(one).forEach(([inner, answer]) => right(job, told, inner, answer)));
    else if (name in job.marks) right(job, told, name, value);
  }
  for (const [name, words] of await page.evaluate(said)) {
    const number = /\d{4,}/u.exec(words)?.[0];
    if (number !== undefined) right(job, `${told}, of last year`, name, number);
  }
  const known = await page.evaluate(() => [...document.querySelectorAll('[data-answer]')].map((each) => each.textContent));
  job.known.forEach((name, index) => { if (known[index] !== '–') right(job, `${told}, known before`, name, known[index]); });
  await page.evaluate(() => { window.saved.length = 0; });
  return file;
}

/** The files, by what they are; `n` tells their answers apart. */
function fileOf(job, publication, edition, n) {
  const file = { _survey: 'again', _edition: edition };
  for (const name of job.names[publication]) {
    const [roster, inner] = name.split('>');
    if (inner) file[roster] = [{ ...file[roster]?.[0], [inner]: job.then[inner] * 100 + n }, { ...file[roster]?.[1], [inner]: job.then[inner] * 100 + n + 1 }];
    else file[name] = job.then[name] * 100 + n;
  }
  return file;
}

const sorts = (job) => ({
  typed: async (state) => {
    for (const [name, value] of Object.entries(job.typed[state.publication])) {
      await state.page.evaluate(typeInto, [name, String(value)]);
    }
    state.expected = { ...state.expected, ...job.typed[state.publication] };
  },
  reloaded: async (state) => state.show(),
  republished: async (state) => {
    state.publication = 1 - state.publication;
    await state.show();
  },
  'given by the host': async (state) => {
    state.brings = { ...state.brings, answers: { ...state.brings.answers, ...job.given[state.publication] } };
    await state.show();
  },
  'served answers': async (state) => {
    state.brings = { ...state.brings, answers: { ...fileOf(job, state.publication, 2025, 10), ...job.given[state.publication] } };
    await state.show();
  },
  'served last year': async (state) => {
    state.brings = { ...state.brings, last: fileOf(job, 2, 2024, 20) };
    await state.show();
  },
  'served of another survey': async (state) => {
    const brings = state.brings;
    const foreign = (file) => ({ ...file, _survey: 'another' });
    state.brings = { ...brings, answers: foreign(fileOf(job, state.publication, 2025, 60)), last: foreign(fileOf(job, 2, 2024, 70)) };
    await state.show();
    const said = await state.page.evaluate(() => document.body.textContent.includes('belongs to another survey'));
    if (!said) problem('the answers to another survey were taken from the host without a word');
    state.brings = brings;
    await state.show();
  },
  'own file': async (state) => { await load(state.page, fileOf(job, state.publication, 2025, 30)); },
  'own file of the other publication': async (state) => { await load(state.page, fileOf(job, 1 - state.publication, 2025, 40)); },
  "last year's file": async (state) => { await load(state.page, fileOf(job, 2, 2024, 50)); },
  'saved and loaded': async (state) => {
    await state.page.evaluate(() => document.getElementById('save').click());
    const file = await lastSaved(state.page);
    if (Object.keys(file).some((key) => !key.startsWith('_'))) await load(state.page, file);
  },
  undone: async (state) => { await state.page.evaluate(() => [...document.querySelectorAll('#status button')].find((each) => each.textContent === 'Undo')?.click()); },
});

/** A page that is opened again and again at one address. */
async function sitting({ browser, site }, job, told) {
  const context = await browser.newContext();
  const state = { publication: 0, brings: {}, page: null };
  const put = () => site.put('form.html', job.html[state.publication], state.brings);
  state.page = await open(browser, put(), { context, told });
  state.show = async () => {
    await state.page.waitForTimeout(450);
    put();
    await state.page.reload();
    // What has no place any more is told, and then put away.
    await state.page.evaluate(() => document.querySelector('dialog[open] button')?.click());
  };
  return { state, context };
}

/** A form that is published anew keeps every answer that still has a place, by its name, and tells the others. */
async function lost(all, job) {
  const { state, context } = await sitting(all, job, 'published anew');
  await load(state.page, fileOf(job, 0, 2025, 30));
  await state.page.waitForTimeout(450);
  state.publication = 1;
  all.site.put('form.html', job.html[1]);
  await state.page.reload();
  const dialog = await state.page.evaluate(() => document.querySelector('dialog[open]')?.textContent ?? '');
  for (const [index, name] of job.gone.entries()) if (!dialog.includes(job.words[index]) || dialog.includes(name)) problem(`the answer to ${name}, which was taken out, is not told in the words of then: ${dialog}`);
  await state.page.evaluate(() => document.querySelector('dialog[open] button')?.click());
  const file = await inPlace(state.page, job, 'published anew');
  for (const [then, now] of Object.entries(job.renamed)) {
    if (Math.floor(Number(file[now]) / 100) !== job.marks[now]) problem(`published anew: the answer to ${then} is not found at ${now}: ${JSON.stringify(file)}`);
  }
  for (const name of job.names[1].filter((each) => job.names[0].includes(each))) {
    const [roster, inner] = name.split('>');
    if ((inner ? file[roster]?.[1]?.[inner] : file[name]) === undefined) problem(`published anew: the answer to ${name} is lost`);
  }
  // What was taken out and comes back has its answer again.
  state.publication = 0;
  await state.show();
  const back = await inPlace(state.page, job, 'published as before');
  for (const name of job.gone) if (back[name] === undefined) problem(`published as before: the answer to ${name} is lost`);
  await context.close();
}

/** Data of any shape stops nothing. */
async function anyShape({ browser, site }, job) {
  const shapes = ['null', '5', '"x"', 'true', '[]', '[[]]', '{', '', '{"__proto__":{"a":1}}', '{"constructor":1,"toString":2}', '{"_carried":5,"_confirmed":{"a":1},"_last":[1],"_notes":"x","_respondent":{"a":[]},"_edition":[],"_survey":{}}',
    '{"_edition":"2024","_last":{"__proto__":1},"_notes":{"a":{}},"_carried":[null,{}]}', ...job.names[0].map((name) => name.split('>')[0]).flatMap((name) => ['{}', '[]', '[null,5,[],{"__proto__":1}]', '1e999', '"x"', 'true', 'null'].map((value) => `{"${name}":${value}}`))];
  const context = await browser.newContext();
  const html = job.html[0];
  const page = await open(browser, site.put('any.html', html), { context, told: 'data of any shape' });
  const alive = async (told) => {
    if (!await page.evaluate(() => document.documentElement.matches('.js') && document.getElementById('progress').textContent !== '')) problem(`${told}: the script has stopped`);
    await page.evaluate(() => document.querySelector('dialog[open] button:not(.main)')?.click());
  };
  const drafts = [...shapes.slice(0, 12), ...['values', 'placeless', 'rosters', 'known', 'lastKnown', 'notes', 'last', 'confirmed', 'says', 'words', 'time'].flatMap((part) => ['null', '5', '"x"', '[]', '[[1]]', '{"__proto__":5}', '{"a":{"b":1}}', '{"main":5,"repeats":{"s__crew":[5]},"of":3,"unfit":[[]]}'].map((value) => `{"${part}":${value}}`))];
  const reloaded = async (told) => {
    await page.reload();
    await page.waitForFunction(() => document.getElementById('progress').textContent !== '', null, { timeout: 4000 }).catch(() => {});
    await alive(told);
  };
  const brought = (id) => async (text) => {
    const at = html.lastIndexOf('<script type="application/json" id="words"');
    site.pages.set('/any.html', `${html.slice(0, at)}<script type="application/json" id="${id}">${text}</script>${html.slice(at)}`);
    await page.evaluate(() => localStorage.clear());
    await reloaded(`${id} as ${text}`);
    site.put('any.html', html);
  };
  const filed = async (text) => {
    await load(page, text, { take: null });
    await page.evaluate(() => document.querySelector('dialog[open] button').click());
    await alive(`a file of ${text}`);
  };
  const drafted = async (text) => {
    await page.evaluate(([name, draft]) => localStorage.setItem(name, draft), [job.key + new URL(page.url()).pathname, text]);
    await reloaded(`the draft ${text}`);
  };
  const ways = [[brought('answers'), shapes], [brought('last'), shapes], [filed, shapes], [drafted, drafts]];
  let tried = 0;
  for (const [at, [act, texts]] of ways.entries()) {
    for (const text of sample(texts, job.shapes, job.seed + at)) {
      await act(text);
      tried += 1;
    }
  }
  await context.close();
  return tried;
}

judge('again', async (all) => {
  const { job } = all;
  job.html = job.forms.map((form) => fs.readFileSync(form, 'utf8'));
  await lost(all, job);
  const named = Object.entries(sorts(job));
  let pairs = 0;
  // In each round every source comes first once and second once.
  for (const round of sample([...named.keys()], job.rounds, job.seed)) {
    for (const [at, [first, one]] of named.entries()) {
      const [second, other] = named[(at + round) % named.length];
      const { state, context } = await sitting(all, job, `${first}, then ${second}`);
      for (const [told, act] of [[first, one], [`${first}, then ${second}`, other]]) {
        await act(state);
        await inPlace(state.page, job, told);
      }
      // And whatever it was, it outlives a reload.
      const before = await inPlace(state.page, job, `${first}, then ${second}`);
      await state.show();
      const after = await inPlace(state.page, job, `${first}, then ${second}, then reloaded`);
      if (JSON.stringify(before) !== JSON.stringify(after)) problem(`${first}, then ${second}: a reload changes ${JSON.stringify(before)} to ${JSON.stringify(after)}`);
      await context.close();
      pairs += 1;
    }
  }
  const shapes = await anyShape(all, job);
  return `seed ${job.seed}, ${pairs} pairs, ${shapes} shapes of data`;
});
