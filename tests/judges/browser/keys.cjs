// Filling in by keyboard alone: Tab, arrows, Space, and what is typed. The page is only looked at, never touched.
'use strict';

const { problem } = require('./harness.cjs');

/** What has the focus: the one thing that is read from the page while it is filled in. */
function focused() {
  const at = document.activeElement;
  if (at === null || at === document.body) return null;
  const roster = at.matches('.add') ? at.closest('[data-roster]') : null;
  const folded = at.getAttribute('aria-expanded') === 'false' ? at.closest('.folded') : null;
  return {
    tag: at.tagName, type: at.type, name: at.name, value: at.value, checked: at.checked, disabled: at.disabled, id: at.id,
    inRow: at.closest('tr') !== null, chosen: at.type === 'radio' && document.querySelector(`[name="${at.name}"]:checked`) !== null,
    inForm: at.form?.id === 'form', said: at.textContent?.slice(0, 40), confirm: at.closest('.confirm') !== null,
    // What a folded section holds, as far as it is asked: name of control → its value.
    folded: folded && Object.fromEntries([...folded.querySelectorAll('[name]:enabled')].filter((control) => !['radio', 'checkbox'].includes(control.type) || control.checked)
      .map((control) => [control.name, control.type === 'checkbox' ? true : control.value])),
    roster: roster && { index: Number(roster.dataset.roster), there: roster.querySelectorAll('.occ').length },
    // A control that nobody can see must not take the focus.
    seen: at.checkVisibility() && at.getClientRects().length > 0,
  };
}

const focus = (page) => page.evaluate(focused);

/** Presses keys one after the other. */
async function press(page, ...keys) {
  for (const key of keys) await page.keyboard.press(key);
}

/** Goes from the top of the page into the form by the link past the contents. */
async function skipToForm(page) {
  await press(page, 'Tab');
  const link = await focus(page);
  if (link?.tag !== 'A') problem(`${page.told}: the first stop of Tab is not the link past the contents, but ${JSON.stringify(link)}`);
  await press(page, 'Enter');
}

/** Chooses a round button: Space on the first, arrows to the others, as far as the group goes. */
async function choose(page, at, wanted) {
  if (at.checked && at.value === wanted) return true;
  if (at.value === wanted) { await press(page, 'Space'); return (await focus(page)).checked; }
  const seen = new Set();
  for (let now = at; !seen.has(now.value);) {
    seen.add(now.value);
    await press(page, 'ArrowDown');
    now = await focus(page);
    if (now?.name !== at.name) { problem(`${page.told}: an arrow left the choice ${at.name} for ${now?.name}`); return false; }
    if (now.value === wanted) return now.checked;
  }
  return false;
}

/** Chooses from a list by its arrows. */
async function pick(page, at, wanted) {
  let before = null;
  for (let now = at.value; now !== wanted; now = (await focus(page)).value) {
    if (now === before) return false;
    before = now;
    await press(page, wanted === '' || (now !== '' && Number(now) > Number(wanted)) ? 'ArrowUp' : 'ArrowDown');
  }
  return true;
}

/** A day, as the browser's own field for days takes it in Japanese and in English. */
async function typeDay(page, day) {
  const [year, month, date] = day.split('-');
  const lang = await page.evaluate(() => navigator.language);
  const keys = lang.startsWith('ja') ? [year, 'ArrowRight', month, date] : [month, date, year];
  for (const piece of keys) {
    if (piece === 'ArrowRight') await press(page, piece); else await page.keyboard.type(piece);
  }
}

/** Takes a choice back: its button stands beside it, before a table's row and behind other choices. */
async function clear(page, at) {
  for (const key of [at.inRow ? 'Shift+Tab' : 'Tab', 'Enter']) await press(page, key);
  const now = await focus(page);
  if (now?.name !== at.name) problem(`${page.told}: the choice ${at.name} cannot be taken back by its button, which stands ${at.inRow ? 'before' : 'behind'} it`);
  if (now?.chosen) problem(`${page.told}: the choice ${at.name} was not taken back`);
}

/** Puts one answer into the control that has the focus. */
async function enter(page, at, wanted, spell) {
  if (at.type === 'radio') {
    if (wanted === undefined) { if (at.checked) await clear(page, at); return; }
    if (!await choose(page, at, String(wanted))) problem(`${page.told}: ${at.name} cannot be set to ${wanted} by the arrows`);
  } else if (at.type === 'checkbox') {
    if (at.checked !== (wanted === true)) await press(page, 'Space');
    if ((await focus(page))?.checked !== (wanted === true)) problem(`${page.told}: Space does not set ${at.name}`);
  } else if (at.tag === 'SELECT') {
    if (!await pick(page, at, String(wanted ?? ''))) problem(`${page.told}: ${at.name} cannot be set to ${wanted} by the arrows`);
  } else if (at.type === 'date') {
    if (wanted !== undefined && at.value !== wanted) await typeDay(page, wanted);
  } else if (at.value !== String(wanted ?? '')) {
    if (at.value !== '') await press(page, 'Control+A', 'Delete');
    if (wanted !== undefined) await page.keyboard.type(spell(wanted));
  }
}

/**
 * Fills the form in from where the focus is to the button that hands it in, by Tab; gives back the names that were passed.
 * `wanted` is name of control → value; `rosters` says how many occurrences each is to have.
 */
async function fillIn(page, wanted, { spell = String, rosters = [], most = 6000 } = {}) {
  const passed = new Set();
  const confirms = [];
  for (let step = 0; step < most; step += 1) {
    await press(page, 'Tab');
    const at = await focus(page);
    if (at === null) { problem(`${page.told}: Tab left the form before its button was reached`); return passed; }
    if (!at.seen) problem(`${page.told}: ${at.name || at.id} has the focus and cannot be seen`);
    if (at.type === 'submit') { finished(page, wanted, passed); return passed; }
    if (at.roster && at.roster.there < (rosters[at.roster.index] ?? 0)) {
      await press(page, 'Enter');
      const first = await focus(page);
      if (first?.name && !passed.has(first.name)) { passed.add(first.name); await enter(page, first, wanted[first.name], spell); }
      continue;
    }
    if (at.folded) {
      // A section stays folded where last year's answers still hold; else it is opened, and gone through.
      if (asFolded(at.folded, wanted)) Object.keys(at.folded).forEach((name) => passed.add(name)); else await press(page, 'Enter');
      continue;
    }
    if (at.confirm) { confirms.push(at); continue; }
    if (!at.inForm || !at.name || at.tag === 'BUTTON') continue;
    if (passed.has(at.name) && at.type !== 'radio') problem(`${page.told}: Tab came to ${at.name} a second time`);
    passed.add(at.name);
    await enter(page, at, wanted[at.name], spell);
  }
  problem(`${page.told}: the button that hands the form in was not reached within ${most} steps`);
  return passed;
}

/** Whether a folded section holds what is wanted: last year's sections bring nothing else. */
function asFolded(held, wanted) {
  const stem = (name) => name.split('__')[0];
  const sections = new Set(Object.keys(held).map(stem));
  const names = new Set([...Object.keys(held).filter((name) => held[name] !== ''), ...Object.keys(wanted).filter((name) => sections.has(stem(name)))]);
  return [...names].every((name) => wanted[name] !== undefined && String(held[name]) === String(wanted[name]));
}

function finished(page, wanted, passed) {
  const missed = Object.keys(wanted).filter((name) => !passed.has(name));
  if (missed.length > 0) problem(`${page.told}: Tab never came to ${missed.length} of the fields to be filled in: ${missed.slice(0, 12).join(', ')}`);
}

/** An answer file as the names and values of controls, and how many occurrences its rosters have. */
function flattened(answers, names) {
  const wanted = {};
  const rosters = names.map(() => 0);
  for (const [key, value] of Object.entries(answers)) {
    const index = names.indexOf(key);
    if (index < 0) { wanted[key] = value; continue; }
    rosters[index] = value.length;
    value.forEach((occurrence, at) => {
      for (const [inner, answer] of Object.entries(occurrence)) wanted[`${inner}.${at + 1}`] = answer;
    });
  }
  return { wanted, rosters };
}

/** Half-width digits and signs as a Japanese keyboard gives them. */
const fullWidth = (value) => (typeof value === 'number'
  ? String(value).replace(/[0-9.-]/gu, (sign) => (sign === '-' ? '−' : String.fromCharCode(sign.charCodeAt(0) + 0xfee0)))
  : String(value));

module.exports = { enter, fillIn, flattened, focus, fullWidth, press, skipToForm };
