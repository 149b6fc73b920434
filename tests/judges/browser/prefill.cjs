// Last year's answers in the page, and files of every sort: what is filled in, what is told apart, what is refused.
'use strict';

const fs = require('node:fs');
const { forget, judge, lastSaved, load, open, problem, same } = require('./harness.cjs');
const { press } = require('./keys.cjs');

const LAST = { _survey: 'yearly', _edition: 2024, shop__guests: 120, shop__chairs: 30, shop__kind: 'bar', shop__plans: 'A terrace' };

function check(holds, words, found) {
  if (!holds) problem(`${words}${found === undefined ? '' : `: ${JSON.stringify(found)}`}`);
}

async function saved(page) {
  await page.evaluate(() => document.getElementById('save').click());
  return lastSaved(page);
}

const value = (page, name) => page.evaluate((wanted) => document.getElementsByName(wanted)[0].value, name);

/** Everything that the page says of last year. */
const told = (page) => page.evaluate(() => [...document.querySelectorAll('#form .last')].filter((each) => !each.hidden).map((each) => each.textContent).join('\n'));

async function filledIn(page, where) {
  check(await value(page, 'shop__guests') === '', `${where}: the figure that is to be given anew is filled in`, await value(page, 'shop__guests'));
  check((await told(page)).includes('120'), `${where}: last year's figure does not stand beside its blank`, await told(page));
  check(await value(page, 'shop__seats') === '30', `${where}: the answer to a renamed question is not filled in`, await value(page, 'shop__seats'));
  check(/A bar|bar/u.test(await told(page)), `${where}: an option that is offered no more is not told`, await told(page));
}

/** Unchanged, confirmed and changed are told apart in the file. */
async function toldApart(page, where) {
  let file = await saved(page);
  check(same(file._carried, ['shop__seats']) && !(file._confirmed?.length > 0), `${where}: what was left as it was is not listed as carried over`, file);
  await page.focus('[name=shop__guests]');
  await page.keyboard.type('120');
  await press(page, 'Tab');
  file = await saved(page);
  check(file._confirmed?.includes('shop__guests') && file.shop__guests === 120, `${where}: the same figure given anew is not listed as confirmed`, file);
  const button = await page.evaluate(() => { document.querySelector('.fold button').focus(); return document.activeElement.matches('.fold button'); });
  check(button, `${where}: a section with answers carried over has no button for "nothing has changed"`);
  await press(page, 'Enter');
  file = await saved(page);
  check(file._confirmed?.includes('shop__seats') && !file._carried?.includes('shop__seats'), `${where}: the button for "nothing has changed" confirms nothing`, file);
  await page.focus('[name=shop__seats]');
  await press(page, 'Control+A');
  await page.keyboard.type('31');
  await press(page, 'Tab');
  file = await saved(page);
  check(file.shop__seats === 31 && ![...(file._carried ?? []), ...(file._confirmed ?? [])].includes('shop__seats'), `${where}: what was changed is listed as last year's`, file);
  return file;
}

async function inPage({ browser, site }, html, screen) {
  const page = await open(browser, site.put('form.html', html, { last: LAST }), { screen, told: `brought by the page (${screen})` });
  await filledIn(page, page.told);
  const file = await toldApart(page, page.told);
  // The lists outlive the draft and the file.
  await page.waitForFunction(() => localStorage.length > 0);
  await page.reload();
  const again = await saved(page);
  check(same(again, file), `${page.told}: after a reload the file is another`, [file, again]);
  await page.context().close();
  const fresh = await open(browser, site.put('fresh.html', html), { screen, told: `a file with lists (${screen})` });
  await load(fresh, file);
  check(same((await saved(fresh))._confirmed, file._confirmed), 'a file loaded again loses what was confirmed', await saved(fresh));
  await fresh.context().close();
}

async function fromFile({ browser, site }, html) {
  const page = await open(browser, site.put('form.html', html), { told: 'loaded from a file' });
  const dialog = await load(page, LAST);
  check(dialog.says.includes('2024') && !dialog.refused, 'a file of the edition before is not said to be one', dialog);
  check(dialog.listed.some((line) => line.includes('bar')), 'what does not fit this year is not listed before it is taken in', dialog);
  await filledIn(page, page.told);
  await toldApart(page, page.told);
  await page.context().close();
}

/** A draft that `setsumon prefill` made of last year's file is taken in as that file itself: the same answers, the same sentences. */
async function fromDraft({ browser, site }, { told: survey, form, last, draft }) {
  const html = fs.readFileSync(form, 'utf8');
  const taken = [];
  for (const [what, file] of [["last year's own file", last], ['the draft made of it', draft]]) {
    const page = await open(browser, site.put('form.html', html), { told: `${survey}: ${what}` });
    const dialog = await load(page, file);
    check(!dialog.refused, `${page.told} is refused`, dialog);
    if (process.env.SETSUMON_KEEP) await page.screenshot({ path: `${process.env.SETSUMON_KEEP}/${survey.replaceAll('/', '-')}-${taken.length}.png` });
    taken.push({ file: await saved(page), told: await told(page) });
    await page.context().close();
  }
  const served = await open(browser, site.put('served.html', html, { answers: draft }), { told: `${survey}: the draft, served with the page` });
  taken.push({ file: await saved(served), told: await told(served) });
  await served.context().close();
  const [own, ...drafts] = taken;
  check(own.told !== '', `${survey}: nothing is said of last year`);
  for (const other of drafts) {
    check(same(other.file, own.file), `${survey}: a draft gives other answers than last year's own file`, [own.file, other.file]);
    check(other.told === own.told, `${survey}: a draft says something else of last year than last year's own file`, [own.told, other.told]);
  }
}

/** Answers of last year to what is not asked before others are given again: nobody is told that they have lost them. */
async function unseen({ browser, site }, { told: survey, form, last }) {
  const page = await open(browser, site.put('form.html', fs.readFileSync(form, 'utf8')), { told: `${survey}: last year's figures alone` });
  await load(page, Object.fromEntries(Object.entries(last).filter(([name, value]) => name.startsWith('_') || typeof value === 'number')));
  const [hidden, says] = await page.evaluate(() => {
    const filled = [...document.querySelectorAll('#form input[type=text], #form input:not([type])')].filter((each) => each.value !== '');
    return [filled.filter((each) => !each.checkVisibility()).length, document.getElementById('off').hidden ? '' : document.getElementById('off').textContent];
  });
  await page.context().close();
  check(says === '', `${survey}: what has not been asked yet is said to be asked no more`, says);
  return hidden;
}

/** A section without anything new is folded away, but not where an answer of last year has no place any more: it is to be given anew. */
async function folds({ browser, site }, { form, last, lost }) {
  const html = fs.readFileSync(form, 'utf8');
  for (const [answers, folded] of [[last, true], [{ ...last, ...lost }, false]]) {
    const told = `with ${JSON.stringify(answers)}`;
    const page = await open(browser, site.put('folds.html', html, { last: answers }), { told });
    const now = await page.evaluate(() => [...document.querySelectorAll('.sec')].map((each) => each.classList.contains('folded')));
    check(now.length === 1 && now[0] === folded, `${told}: the section is ${folded ? 'not ' : ''}folded away`, now);
    const [name] = Object.keys(lost);
    const seen = await page.evaluate((wanted) => document.getElementsByName(wanted)[0].checkVisibility(), name);
    check(seen !== folded, `${told}: what is to be given anew is ${seen ? '' : 'not '}in sight`);
    await page.context().close();
  }
}

/** Runs in the page. What is said of last year in each entry of the roster. */
const inEntries = () => [...document.querySelectorAll('.occ')].map((entry) => [...entry.querySelectorAll('.last')].filter((each) => !each.hidden).map((each) => each.textContent).filter((words) => words.includes('time:')));

/** Nobody is shown another's answer of last year: each entry has its own, and nothing where there was none, wherever it comes from. */
async function entries({ browser, site }, { form, last, draft, wanted, dialog: said, figure }) {
  const html = fs.readFileSync(form, 'utf8');
  for (const [what, file] of [["last year's own file", last], ['the draft made of it', draft]]) {
    const page = await open(browser, site.put('entries.html', html), { told: `a roster, and ${what}` });
    const dialog = await load(page, file);
    if (file === last) for (const line of said) check(dialog.listed.includes(line), `${page.told}: "${line}" is not listed before it is taken in`, dialog.listed);
    const own = (found, people) => found.length === people.length && people.every((words, at) => found[at].length === words.length && words.every((each, place) => found[at][place].startsWith(each)));
    let found = await page.evaluate(inEntries);
    check(own(found, wanted), `${page.told}: the entries are not each shown their own answers of last year`, found);
    const beside = await told(page);
    check(beside.includes(figure.words) && beside.split('\n').filter((line) => line.includes(figure.words)).every((line) => !line.includes('not among')), `${page.told}: what is counted otherwise today is not told as ${figure.words}, or for another reason`, beside);
    await page.waitForFunction(() => localStorage.length > 0);
    await page.reload();
    found = await page.evaluate(inEntries);
    check(own(found, wanted), `${page.told}: after a reload the entries are not each shown their own answers of last year`, found);
    await page.evaluate(() => { document.querySelector('.occ .remove').click(); document.querySelector('.add').click(); });
    found = await page.evaluate(inEntries);
    check(own(found, [...wanted.slice(1), []]), `${page.told}: with the first taken away and one added, the entries are not each shown their own answers`, found);
    await page.context().close();
  }
}

/** Nobody gave the entries of a roster that is asked anew: there are none until they are made, each beside what stood in last year's. */
async function anew({ browser, site }, { told: survey, form, last, draft, says, entries: wanted }) {
  for (const [what, file] of [["last year's own file", last], ['the draft made of it', draft]]) {
    const page = await open(browser, site.put('anew.html', fs.readFileSync(form, 'utf8')), { told: `${survey}: ${what}` });
    await load(page, file);
    const beside = await told(page);
    check(says.every((words) => beside.includes(words)), `${page.told}: of answers that became one not all stand beside the blank`, beside);
    const file0 = await saved(page);
    check(file0.s__show === undefined && file0.s__adults === undefined, `${page.told}: something is handed in that nobody gave`, file0);
    for (const words of wanted) {
      await page.evaluate(() => document.querySelector('.add').click());
      const [entry] = (await page.evaluate(inEntries)).slice(-1);
      check(entry.length === words.length && words.every((word, at) => entry[at].includes(word)), `${page.told}: a new entry is not shown ${words.join(' and ') || 'nothing'}`, entry);
    }
    await page.context().close();
  }
}

/** What is no answer file of this survey is refused in words, and changes nothing. */
async function refused({ browser, site }, html) {
  const page = await open(browser, site.put('form.html', html), { told: 'files of every sort' });
  await load(page, { _survey: 'yearly', _edition: 2025, shop__seats: 12, shop__guests: 7 });
  const before = await saved(page);
  check(before.shop__seats === 12, 'a file of this edition is not taken in', before);
  for (const [what, file] of [
    ['another survey', { _survey: 'other', shop__seats: 1 }], ['nothing', ''], ['half a file', '{"shop__seats": 1'], ['a list', '[1]'], ['a word', '"x"'], ['null', 'null'],
    ['no JSON', '\u0000\ufffd PNG'], ['an empty object', '{}'], ['another thing', '{"a": {"b": 1}}'],
  ]) {
    const dialog = await load(page, file);
    check(dialog.refused && dialog.says.length > 20, `a file with ${what} is not refused in words`, dialog);
    check(same(await saved(page), before), `a file with ${what} changes the answers`, await saved(page));
  }
  const unwanted = await load(page, { shop__seats: 99 }, { take: false });
  check(!unwanted.refused && same(await saved(page), before), 'a file that is not wanted after all changes the answers', await saved(page));
  const more = await load(page, { shop__seats: 13, shop__nothing: 1, shop__guests: 'many' });
  check(more.listed.some((line) => line.includes('shop__nothing')), 'a key without a place is not listed', more);
  check((await saved(page)).shop__seats === 13, 'a file with keys that have no place is not taken in as far as it goes', await saved(page));
  const newer = await load(page, { _survey: 'yearly', _edition: 2026, shop__seats: 14 });
  check(newer.says.includes('2026'), 'a file of a later edition is not said to be one', newer);
  await forget(page);
  const after = Object.keys(await saved(page)).filter((key) => !key.startsWith('_'));
  check(after.length === 0, 'answers are left after everything was taken back', after);
  await page.context().close();
}

judge('prefill', async (all) => {
  const html = fs.readFileSync(all.job.form, 'utf8');
  for (const screen of ['desktop', 'phone']) await inPage(all, html, screen);
  await fromFile(all, html);
  let hidden = 0;
  for (const step of all.job.steps) {
    await fromDraft(all, step);
    hidden += await unseen(all, step);
  }
  await folds(all, all.job.folds);
  await entries(all, all.job.entries);
  await fromDraft(all, all.job.anew);
  await anew(all, all.job.anew);
  check(hidden > 0, 'no answer of last year waits unseen');
  await refused(all, html);
});
