// Last year's answers on the page: filled in where they are kept, beside the empty blank where a figure is to be given anew.

import { handedIn, optionWords, reading } from "./branching.js";
import { captionOfVariable, titled, unitWords } from "./captions.js";
import { MARKER_UPDATED, carriedIn, formerNames, provenance, standing } from "./carry.js";
import { isPresent } from "./conditions.js";
import { extras } from "./changes.js";
import { putIn } from "./controls.js";
import { describe, element, find } from "./elements.js";
import { fieldOf, plainNumber, typed, typedIn } from "./fields.js";
import { model } from "./model.js";
import { addOccurrence, clearRoster, mostOf, rosters } from "./rosters.js";
import { units } from "./units.js";
import { isObject, own, rosterCalled, variableCalled } from "./verdict.js";
import { say } from "./words.js";

/** @import { Before, Brought, Field, Foreign, Occurrence, Standing, Unfit, Unit, Values, VariableId } from "./types" */

/** What last year's file brought (`carryOver`), or null. @type {Before | null} */
export let before = null;
/** Keys of units in which the respondent has confirmed the answers, or gone over them. @type {Set<string>} */
export const confirmed = new Set();
/** Names of fields that last year's file filled in and that have not been asked since: nobody misses their answers. @type {Set<string>} */
export const unseen = new Set();

/** From now on this is what is known of last year. @type {(known: Before | null) => void} */
export const rememberLast = (known) => { before = known; };

/** The place of an occurrence on the page. @type {(occurrence: Occurrence) => number} */
export const positionOf = (occurrence) => typed.repeats[occurrence.roster].indexOf(occurrence);
/** What a field held last year. @type {(field: Field) => unknown} */
export function formerly({ variable, occurrence }) {
  if (!occurrence) { return before?.main[variable]; }
  return before?.repeats[occurrence.roster][before.of[occurrence.roster][occurrence.number]]?.[variable];
}

/** Ties the occurrences on the page to last year's, in their order; they stay tied when one of them is removed. @type {() => Before["of"]} */
const tied = () => typed.repeats.map((all) => Object.fromEntries(all.map((occurrence, at) => [occurrence.number, at])));
/** Takes what a file brought for last year's. @type {(brought: Brought | Before) => Before} */
export const tieOccurrences = (brought) => before = { ...brought, of: tied() };
// Beside an entry that is made anew stands what the next of last year's said that has none.
extras.push({
  enrol: (_, on) => {
    if (!before || !on) { return; }
    const tie = before.of[on.roster];
    const next = before.repeats[on.roster].findIndex((_values, at) => !Object.values(tie).includes(at));
    if (next >= 0) { tie[on.number] ??= next; }
  },
});
/** @type {(unit: Unit) => boolean} */
export const isUpdated = (unit) => unit.fields.some(({ variable }) => model.marker[variable] === MARKER_UPDATED);

/** How a unit stands to last year, by what is handed in now. @type {(unit: Unit) => Standing} */
function standingOf(unit) {
  return standing(unit.fields.map(formerly), unit.fields.map(handedIn), isUpdated(unit), unit.fields.some(({ name }) => confirmed.has(name)));
}

/**
 * What last year's file brought, by the names of variables and rosters: their places are others when the form is published anew.
 * @type {() => object | null}
 */
export function namedBefore() {
  if (before === null) { return null; }
  /** @type {(values: Values) => Foreign} */
  const named = (values) => Object.fromEntries(Object.entries(values).map(([variable, value]) => [model.names[Number(variable)], value]));
  /** @type {(all: unknown[]) => Foreign} */
  const byRoster = (all) => Object.fromEntries(model.repeats.map(({ name }, index) => [name, all[index]]));
  return { edition: before.edition, main: named(before.main), repeats: byRoster(before.repeats.map((all) => all.map(named))), of: byRoster(before.of), unfit: before.unfit.map(([variable, value, at]) => [model.names[variable], value, at]) };
}

/**
 * The same from its names; null where it is nothing of the sort. What has no place any more was told at last year's answers once.
 * @type {(named: unknown) => Before | null}
 */
export function beforeNamed(named) {
  if (!isObject(named)) { return null; }
  /** @type {(all: unknown) => Values} */
  const values = (all) => {
    /** @type {Values} */
    const found = {};
    for (const [name, value] of Object.entries(isObject(all) ? all : {})) {
      const variable = variableCalled(model, name);
      if (variable !== undefined) { found[variable] = value; }
    }
    return found;
  };
  /** @type {Before} */
  const brought = { edition: named.edition, main: values(named.main), repeats: model.repeats.map(() => []), of: model.repeats.map(() => ({})), unfit: [] };
  const ties = isObject(named.of) ? named.of : {};
  for (const [name, all] of Object.entries(isObject(named.repeats) ? named.repeats : {})) {
    const roster = rosterCalled(model, name);
    if (roster < 0 || !Array.isArray(all)) { continue; }
    brought.repeats[roster] = all.map(values);
    const places = own(ties, name);
    for (const [number, place] of Object.entries(isObject(places) ? places : {})) { brought.of[roster][Number(number)] = Number(place); }
  }
  for (const [name, value, at] of Array.isArray(named.unfit) ? named.unfit.filter(Array.isArray) : []) {
    const variable = variableCalled(model, name);
    // A draft from before the page kept whose it is: within a roster that is nobody's then, and nobody is shown another's.
    if (variable !== undefined) { brought.unfit.push([variable, value, typeof at === "number" ? at : -1]); }
  }
  return brought;
}

/** Takes in what last year's file brought and fills in what is kept, where nothing stands yet. @type {(brought: Brought) => void} */
export function bringLast(brought) {
  for (const [index, all] of brought.repeats.entries()) {
    const roster = rosters.get(index);
    // Of an entry that is to be given anew nobody said that there is one.
    const said = 1 + all.map((values) => Object.keys(values).some((key) => model.marker[Number(key)] !== MARKER_UPDATED)).lastIndexOf(true);
    if (!roster || said === 0 || typed.repeats[index].some((occurrence) => Object.values(occurrence).some(isPresent))) { continue; }
    clearRoster(roster);
    for (let count = 0; count < Math.min(said, mostOf(roster)); count += 1) { addOccurrence(roster); }
  }
  tieOccurrences(brought);
  for (const unit of units.values()) {
    if (isUpdated(unit) || unit.fields.some((field) => isPresent(typedIn(field)))) { continue; }
    for (const field of unit.fields) {
      const value = formerly(field);
      if (isPresent(value)) { putIn(field, value); unseen.add(field.name); }
    }
  }
}

/**
 * What an answer file says it carried over, confirmed, and knows of last year is taken for last year's, where last year's own file is
 * not at hand. What it has not filled in is filled in as from there: it waits unseen where it is not asked.
 * @type {(file: Foreign) => void}
 */
export function bringOwnLists(file) {
  const brought = carriedIn(model, file);
  if (brought === null) { return; }
  if (before === null || file._last !== undefined) {
    bringLast(brought);
    knowLast(brought);
  } else {
    const { main, repeats } = before;
    const all = repeats.map((each) => [...each]);
    brought.repeats.forEach((each, roster) => each.forEach((values, at) => { all[roster][at] = { ...values, ...all[roster][at] }; }));
    tieOccurrences({ ...before, main: { ...brought.main, ...main }, repeats: all });
  }
  const stated = new Set(Array.isArray(file._confirmed) ? file._confirmed : []);
  for (const unit of units.values()) {
    if (unit.fields.some(({ variable }) => stated.has(model.names[variable]))) { confirmed.add(unit.key); }
  }
}

/** Gives the rules that compare with last year what was brought under today's names. @type {(brought: Brought) => void} */
function knowLast(brought) {
  for (const [variable, name] of model.lastNames) {
    const now = model.names.findIndex((_, other) => model.role[other] === 0 && formerNames(model, other)[0] === name);
    const value = brought.main[now];
    if (value !== undefined) { typed.main[variable] = value; }
  }
}

/** The lists for the answer file: what was carried over and left, what was confirmed. */
export function ownLists() {
  /** @type {[VariableId, Standing][]} */
  const pairs = [];
  for (const unit of before === null ? [] : units.values()) {
    const [{ occurrence: on }] = unit.fields;
    const isSameRoster = on === null || reading.occurrences(on.roster).length === before?.repeats[on.roster].length;
    const how = isSameRoster ? standingOf(unit) : "changed";
    for (const field of unit.fields) {
      if (isPresent(handedIn(field))) { pairs.push([field.variable, how]); }
    }
  }
  return provenance(model, pairs);
}

/** What of last year cannot be filled in today, in the words of then: an option by its label, a figure with its unit or scale. @type {(unfit: Unfit) => string} */
function wordsOfThen([variable, value]) {
  const option = model.retired.find((each) => each[1] === variable && each[2] === value);
  const [, behind, front] = model.counted.find((each) => each[0] === variable) ?? [variable, "", ""];
  const offered = fieldOf(variable, null)?.controls.find((each) => each.type === "radio" && each.value === value);
  return option?.[3] ?? (offered && optionWords(offered)) ?? front + (typeof value === "number" ? plainNumber(value) : String(value)) + behind;
}

/** Whether it is of a question that offers options today, as it did then: what fits of it no more is not offered. @type {(unfit: Unfit) => boolean} */
const isOption = ([variable]) => ["code", "tick", "rank"].includes(model.types[model.type[variable]][0]) && !model.counted.some((each) => each[0] === variable);

/** What was brought and does not fit, in words. @type {(brought: Brought | null) => string[]} */
export const unfitOf = (brought) => (brought?.unfit ?? []).map((each) => titled(captionOfVariable(each[0]) + (each[2] < 0 ? "" : ` (${each[2] + 1})`), wordsOfThen(each)));

/** What last year's file holds of a unit, in its own occurrence, and cannot be filled in today: told at its question. @type {(unit: Unit) => Unfit[]} */
export function unfitAt(unit) {
  const inside = new Set(unit.fields.map(({ variable }) => variable));
  const [, question] = /^q(\d+)/u.exec(unit.root.id) ?? [];
  const [{ occurrence }] = unit.fields;
  const place = occurrence === null ? -1 : before?.of[occurrence.roster][occurrence.number];
  return (before?.unfit ?? []).filter(([variable, value, at]) => at === place && (inside.has(variable)
    || model.retired.some((each) => each[1] === variable && each[2] === value && String(each[0]) === question)));
}

/** Brings what is said of last year in line with the answers. */
export function tellLast() {
  for (const unit of units.values()) {
    const unfitting = before === null ? [] : unfitAt(unit);
    const unfit = unfitting.map(wordsOfThen).join(say("between"));
    unit.standing = before === null ? "none" : standingOf(unit);
    const isAsBefore = ["none", "carried", "confirmed"].includes(unit.standing);
    const name = unfit !== "" && isAsBefore ? "unfit" : unit.standing === "none" ? null : unit.standing;
    const sentence = name === "unfit" && !unfitting.some(isOption) ? "unlike" : name;
    const words = name === "unfit" ? unfit : [unitWords(unit, formerly), unfit].filter(Boolean).join(say("between"));
    // In a table "as last year" would stand in every row.
    const quiet = name === null || (name !== "due" && name !== "changed" && name !== "unfit" && !isUpdated(unit) && !unit.root.matches(".q"));
    tellFormer(unit, name ?? "", quiet ? "" : say(isUpdated(unit) && name === "confirmed" ? "last_same" : "last_" + sentence, { words }));
  }
}

/** Shows a sentence about last year at a unit, or takes it away. @type {(unit: Unit, name: string, words: string) => void} */
function tellFormer(unit, name, words) {
  if ((unit.told?.textContent ?? "") === words) { return; }
  const [control] = unit.fields[0].controls;
  const target = unit.root.matches("fieldset") ? unit.root : control;
  if (unit.told === null) {
    unit.told = element("span", { id: "w-" + unit.key });
    const legend = find(unit.root, ":scope > legend");
    const place = find(unit.root, ":scope .blank") ?? unit.root.firstElementChild;
    if (legend) { legend.after(unit.told); } else { place?.append(unit.told); }
  }
  unit.told.textContent = words;
  unit.told.className = "last " + name;
  unit.told.hidden = words === "";
  describe(target, unit.told.id, words !== "");
}
