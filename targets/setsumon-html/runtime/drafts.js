// Drafts: what is typed is kept in this browser, for this survey, edition, respondent and address, until it is deleted.

import { announce, ask } from "./announce.js";
import { clearAll, isGiven, placeless, takeGiven } from "./answers.js";
import { branch } from "./branching.js";
import { captionOf, captionOfUnit, fieldWords, titled } from "./captions.js";
import { changed, keepBy, keepDraft } from "./changes.js";
import { isPresent } from "./conditions.js";
import { putIn } from "./controls.js";
import { domainProblem } from "./domain.js";
import { byId } from "./elements.js";
import { fields, rawOf, typed, typedIn } from "./fields.js";
import { startFolds } from "./folds.js";
import { before, beforeNamed, confirmed, namedBefore, rememberLast } from "./last.js";
import { notes, touched } from "./messages.js";
import { model } from "./model.js";
import { whenStill } from "./press.js";
import { addOccurrence, fillUp, mostOf, rosters } from "./rosters.js";
import { draftKey, parsed } from "./store.js";
import { codeNow, isObject, readLast, rosterCalled, variableCalled } from "./verdict.js";
import { clock } from "./days.js";
import { say } from "./words.js";

/** @import { Draft, Field, Foreign, Placeless, RosterId, VariableId } from "./types" */

let draftTimer = 0;
/** Whether nothing can be kept. */
export let draftFails = false;
/** What rules read of last year's file that the host brought, by the names of then. @type {Foreign} */
let lastKnown = {};

/** Takes in what rules read of last year's file that the host brought. @type {(last: Foreign) => void} */
export function knowLastFile(last) {
  lastKnown = last;
  readLast(model, typed.main, last);
}

// A draft is kept a moment after the last change.
keepBy(() => {
  clearTimeout(draftTimer);
  draftTimer = setTimeout(writeDraft, 400);
});

/** What fields are called, as it was found once. @type {WeakMap<Field, string>} */
const keptCaptions = new WeakMap();

/** What is said of an answer where its question is gone when the draft is read again: what that was called, and the label of an option. @type {(field: Field, raw: unknown) => string[]} */
function keptWords(field, raw) {
  const caption = keptCaptions.get(field) ?? captionOfUnit(field.unit);
  keptCaptions.set(field, caption);
  return ["radio", "checkbox"].includes(field.controls[0].type) ? [caption, fieldWords(field, raw)] : [caption];
}

/** Everything on the page that is not in the page as it was served, by names: the form may be published anew before it is read again. @type {() => Draft & { time: number }} */
export function snapshot() {
  /** @type {Foreign} */
  const values = {};
  /** @type {Foreign} */
  const says = {};
  /** @type {Foreign} */
  const words = {};
  for (const field of fields.values()) {
    const raw = rawOf(field);
    if (raw !== "") { values[field.name] = raw; says[field.name] = field.says; words[field.name] = keptWords(field, raw); }
  }
  /** @type {(pairs: [VariableId, ...names: string[]][]) => Foreign} */
  const known = (pairs) => Object.fromEntries(pairs.filter(([variable]) => isPresent(typed.main[variable])).map(([variable, name]) => [name, typed.main[variable]]));
  return {
    time: Date.now(),
    values,
    says,
    words,
    placeless: Object.fromEntries(placeless),
    rosters: Object.fromEntries(typed.repeats.map((all, index) => [model.repeats[index].name, all.map((occurrence) => occurrence.number)])),
    known: known(model.names.flatMap((name, variable) => (isGiven(variable) ? [[variable, name]] : []))),
    lastKnown: known(model.lastNames),
    notes: [...notes],
    last: namedBefore(),
    confirmed: [...confirmed],
  };
}

export function writeDraft() {
  clearTimeout(draftTimer);
  draftTimer = 0;
  const draft = snapshot();
  try {
    localStorage.setItem(draftKey, JSON.stringify(draft));
    draftFails = false;
    whenStill("draft", () => { byId("draft").textContent = say("draft_saved", { time: clock(draft.time) }); });
  } catch {
    tellNoDrafts();
  }
}

/** Keeps what waits to be kept. */
export function writeDue() {
  if (draftTimer) { writeDraft(); }
}

/** In a private window, or where the browser's room is used up, nothing can be kept: it is said once, and stays in the bar. */
function tellNoDrafts() {
  const first = !draftFails;
  draftFails = true;
  whenStill("draft", () => {
    byId("draft").textContent = say("draft_off_short");
    if (first) { announce(say("draft_off"), { urgent: true }); }
  });
}

/** The name that a field of a draft has now; undefined where it has none. @type {(name: string) => string | undefined} */
function fieldNow(name) {
  const [stem, ...number] = name.split(".");
  const variable = variableCalled(model, stem);
  return variable === undefined ? undefined : [model.names[variable], ...number].join(".");
}

/** What stands in an object, if it is one. @type {(value: unknown) => [string, unknown][]} */
const entries = (value) => Object.entries(isObject(value) ? value : {});
/** What stands in a list, if it is one. @type {(value: unknown) => unknown[]} */
const items = (value) => (Array.isArray(value) ? value : []);

/** Adds the occurrences that a draft has, under their numbers. @type {(draft: Draft, names: (string | undefined)[]) => void} */
function putOccurrences(draft, names) {
  /** @type {Map<RosterId, Set<number>>} */
  const numbers = new Map();
  /** @type {(roster: RosterId, number: unknown) => void} */
  const count = (roster, number) => { if (roster >= 0 && typeof number === "number" && Number.isInteger(number) && number > 0) { numbers.set(roster, (numbers.get(roster) ?? new Set()).add(number)); } };
  for (const [name, all] of entries(draft.rosters)) { for (const number of items(all)) { count(rosterCalled(model, name), number); } }
  for (const name of names) {
    const [stem, number] = name?.split(".") ?? [];
    const variable = number ? model.index.get(stem) : undefined;
    if (variable !== undefined) { count(model.roster[variable], Number(number)); }
  }
  for (const [index, all] of numbers) {
    const roster = rosters.get(index);
    if (!roster) { continue; }
    for (const number of [...all].slice(0, mostOf(roster))) { roster.next = number; addOccurrence(roster); }
    roster.next = Math.max(roster.next, ...typed.repeats[index].map((occurrence) => occurrence.number + 1));
  }
}

/** Puts the page back to a snapshot, or to whatever else stands in the place of one; gives back in words what has no place, and which questions say something else. @type {(draft: Draft) => Placeless} */
function putBack(draft) {
  clearAll();
  for (const key of items(draft.confirmed)) {
    const name = fieldNow(String(key));
    if (name !== undefined) { confirmed.add(name); }
  }
  /** @type {(wasLost: boolean) => (entry: [string, unknown]) => { former: string, name: string | undefined, raw: unknown, wasLost: boolean }} */
  const named = (wasLost) => ([former, raw]) => ({ former, name: fieldNow(former), raw, wasLost });
  const values = [...entries(draft.placeless).map(named(true)), ...entries(draft.values).map(named(false))];
  putOccurrences(draft, values.map(({ name }) => name));
  for (const [name, value] of entries(draft.known)) {
    const variable = variableCalled(model, name);
    if (variable !== undefined) { takeGiven(variable, value); }
  }
  readLast(model, typed.main, { ...lastKnown, ...(isObject(draft.lastKnown) ? draft.lastKnown : {}) });
  const lost = [];
  /** @type {Set<string>} */
  const anew = new Set();
  const said = new Map(entries(draft.says));
  const words = new Map(entries(draft.words));
  for (const { former, name, raw, wasLost } of values) {
    const field = name === undefined ? undefined : fields.get(name);
    if (field && (putIn(field, raw) || putIn(field, codeNow(model, field.variable, raw)))) {
      if (domainProblem(field.type, typedIn(field) ?? "")) { touched.add(field.name); }
      if ((said.get(former) ?? field.says) !== field.says) { anew.add(captionOf({ place: field.own })); }
      continue;
    }
    placeless.set(former, raw);
    const [caption, option] = items(words.get(former)).map(String);
    if (!wasLost) { lost.push(titled(field ? captionOfUnit(field.unit) : caption ?? former, option ?? (raw === true ? "✓" : String(raw)))); }
  }
  for (const [key, words] of items(draft.notes).filter(Array.isArray)) { if (typeof words === "string") { notes.set(String(key).replace(/^\S+/u, (name) => fieldNow(name) ?? name), words); } }
  rememberLast(beforeNamed(draft.last));
  return { unfit: lost, anew: [...anew] };
}

/** Puts the page back to a snapshot and brings everything in line with it. @type {(draft: Draft) => void} */
export function goBack(draft) {
  putBack(draft);
  refresh();
  keepDraft();
}

/** Brings everything in line after answers were put in from elsewhere. */
function refresh() {
  for (const roster of rosters.values()) { fillUp(roster); }
  branch();
  startFolds();
  changed();
}

/** Does something to the whole page that can be taken back. @type {(act: () => void, name: string, keeps?: boolean) => void} */
export function undoable(act, name, keeps = true) {
  const draft = snapshot();
  act();
  refresh();
  if (keeps) { keepDraft(); }
  announce(say(name), { undo: () => goBack(draft) });
}

/** Goes on with the draft of this browser, if there is one; `served` is the page as it was without it. @type {(served: Draft) => void} */
export function restoreDraft(served) {
  let text = null;
  try {
    text = localStorage.getItem(draftKey);
  } catch {
    tellNoDrafts();
  }
  const draft = text === null ? null : parsed(text);
  if (!isObject(draft)) { return; }
  const lists = putBack(draft);
  // A draft from before the page brought last year's answers.
  if (before === null) { rememberLast(beforeNamed(served.last)); }
  const time = clock(Number(draft.time));
  byId("draft").textContent = say("draft_saved", { time });
  announce(say("draft_restored", { time }), { act: [say("draft_anew"), () => undoable(() => { putBack(served); deleteDraft(); }, "draft_gone", false)] });
  if (Object.values(lists).flat().length > 0) { ask(say("draft_changed"), [], lists); }
}

export function deleteDraft() {
  clearTimeout(draftTimer);
  draftTimer = 0;
  try {
    localStorage.removeItem(draftKey);
  } catch {
    // There is none where none can be kept.
  }
  byId("draft").textContent = "";
}

/** Another window with the same draft would be overwritten, and would overwrite this one. @type {(event: StorageEvent) => void} */
export function onStorage({ key, newValue }) {
  if (key === draftKey && newValue !== null) { whenStill("twice", () => announce(say("draft_twice"), { urgent: true })); }
}
