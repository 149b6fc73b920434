// The verdict on an answer file, rule by rule, and what a form keeps of what was typed. Neither knows a page.

import { Reading, isPresent, rosterOfConditions, variablesOf } from "./conditions.js";
import { domainProblem } from "./domain.js";
import { hasWords } from "./shapes.js";

/** @import { Answers, Finding, Foreign, Model, ReadFile, RosterId, Rule, UnknownKey, ValueType, Values, VariableId, WrittenModel } from "./types" */

/** What a variable is for: nothing special, known before, kept for its history, last year's value. */
export const ROLE_GIVEN = 1;
export const ROLE_LAST = 3;

/** Completes a model as it was read from the page: tables that follow from others. @type {(written: WrittenModel) => Model} */
export function prepare(written) {
  let before = "";
  const names = written.names.split(" ").filter(Boolean).map((coded) => {
    const dot = coded.indexOf(".");
    before = before.slice(0, Number(coded.slice(0, dot))) + coded.slice(dot + 1);
    return before;
  });
  /** @type {(pairs: [VariableId, number][], otherwise: number) => number[]} */
  const spread = (pairs, otherwise) => {
    const table = new Array(names.length).fill(otherwise);
    for (const [index, value] of pairs) { table[index] = value; }
    return table;
  };
  const roster = spread(written.rosterOf, -1);
  const role = spread(written.roles, 0);
  const turns = new Map(written.markers);
  let marker = 0;
  const index = new Map();
  names.forEach((name, variable) => { if (role[variable] !== ROLE_LAST) { index.set(name, variable); } });
  // Names that are nobody's today: a form that is published anew in the middle of the field may call a question otherwise.
  const formerly = new Map();
  for (const [variable, ...all] of written.was) { for (const name of all) { formerly.set(name, variable); } }
  const offers = new Map();
  for (const [variable, code, when] of written.offered) { offers.set(variable, (offers.get(variable) ?? new Map()).set(code, when)); }
  return {
    ...written,
    names,
    roster,
    role,
    index,
    formerly,
    offers,
    condRoster: rosterOfConditions(written.conds, roster),
    marker: names.map((_, variable) => { marker = turns.get(variable) ?? marker; return marker; }),
    was: new Map(written.was.map(([variable, ...all]) => [variable, all])),
    shapes: new Map(written.shapes.map(([variable, ...codes]) => [variable, codes])),
  };
}

/** The variable of this name, or of one that had it before. @type {(model: Model, name: string) => VariableId | undefined} */
export const variableCalled = (model, name) => model.index.get(name) ?? model.formerly.get(name);
/** The roster of this name, or of one whose questions had it before; -1 where there is none. @type {(model: Model, name: string) => RosterId} */
export function rosterCalled(model, name) {
  const index = model.repeats.findIndex((repeat) => repeat.name === name);
  const inside = index < 0 ? [...model.formerly].find(([was, variable]) => was.startsWith(name + "__") && model.roster[variable] >= 0) : undefined;
  return inside ? model.roster[inside[1]] : index;
}
/** A value of a variable, its code by the name it has today. @type {(model: Model, variable: VariableId, value: unknown) => unknown} */
export const codeNow = (model, variable, value) => model.codes.find(([of, was]) => of === variable && was === value)?.[2] ?? value;

/** What stands in an object of somebody else's under a name: its own, never what all objects have. @type {(object: Foreign, name: string) => unknown} */
export const own = (object, name) => (Object.hasOwn(object, name) ? object[name] : undefined);
/** @type {(value: unknown) => value is Foreign} */
export const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/** A file of this edition by the names of today: that it was published anew since does not lose an answer. @type {(model: Model, file: Foreign) => Foreign} */
export function byTodaysNames(model, file) {
  /** @type {(all: Foreign) => Foreign} */
  const one = (all) => Object.fromEntries(Object.entries(all).map(([key, value]) => {
    const variable = variableCalled(model, key);
    if (variable === undefined) { return [key, value]; }
    const name = model.names[variable];
    const fits = !domainProblem(model.types[model.type[variable]], value);
    return [Object.hasOwn(all, name) ? key : name, fits ? value : codeNow(model, variable, value)];
  }));
  /** @type {Foreign} */
  const read = Object.fromEntries(Object.entries(one(file)).map(([key, value]) => {
    const name = model.repeats[rosterCalled(model, key)]?.name ?? key;
    return Array.isArray(value) && !key.startsWith("_") ? [Object.hasOwn(file, name) ? key : name, value.map((each) => (isObject(each) ? one(each) : each))] : [key, value];
  }));
  /** @type {(name: unknown) => unknown} */
  const now = (name) => {
    const variable = typeof name === "string" ? variableCalled(model, name) : undefined;
    return variable === undefined ? name : model.names[variable];
  };
  for (const key of ["_carried", "_confirmed"]) {
    const list = read[key];
    if (Array.isArray(list)) { read[key] = list.map(now); }
  }
  if (isObject(read._notes)) { read._notes = one(read._notes); }
  if (isObject(read._last)) { read._last = byTodaysNames(model, read._last); }
  return read;
}

/** White space is no answer where words may stand; where none may, it is a value of another type like any other. @type {(type: ValueType, value: unknown) => unknown} */
const held = ([kind], value) => (typeof value === "string" && !hasWords(value) && !["code", "month", "date", "text"].includes(kind) ? [] : value);

/** Reads an answer file raw. Keys the form does not know are told apart; those beginning with `_` are the file's own. @type {(model: Model, file: Foreign, last?: Foreign) => ReadFile} */
export function readFile(model, file, last = {}) {
  /** @type {unknown[]} */
  const main = [];
  /** @type {Values[][]} */
  const repeats = model.repeats.map(() => []);
  /** @type {string[]} */
  const unknown = [];
  // Rosters and occurrences that could not be read: that is all there is to say of them.
  const misshapen = new Set();
  const rosterKeys = new Map(model.repeats.map((repeat, index) => [repeat.name, index]));
  /** @type {(key: string, value: unknown, into: Values, roster: RosterId) => void} */
  const take = (key, value, into, roster) => {
    const variable = model.index.get(key);
    if (variable === undefined || model.role[variable] === ROLE_LAST || model.roster[variable] !== roster) { unknown.push(key); } else { into[variable] = held(model.types[model.type[variable]], value); }
  };
  for (const [key, value] of Object.entries(file)) {
    const roster = rosterKeys.get(key);
    if (key.startsWith("_")) { continue; }
    if (roster === undefined) { take(key, value, main, -1); continue; }
    if (!Array.isArray(value)) { unknown.push(key); misshapen.add(roster); continue; }
    repeats[roster] = value.map((each) => {
      /** @type {Values} */
      const occurrence = {};
      if (!isObject(each)) { unknown.push(key); misshapen.add(occurrence); return occurrence; }
      for (const [inner, answer] of Object.entries(each)) { take(inner, answer, occurrence, roster); }
      return occurrence;
    });
  }
  readLast(model, main, last);
  return { main, repeats, unknown, misshapen };
}

/** Puts last year's values in place, as far as rules read them: by the names they had then. @type {(model: Model, main: Values, last: Foreign) => void} */
export function readLast(model, main, last) {
  for (const [variable, ...names] of model.lastNames) {
    /** @type {(value: unknown) => boolean} */
    const fits = (value) => value !== undefined && !domainProblem(model.types[model.type[variable]], value);
    const value = names.map((name) => own(last, name)).find(fits);
    if (value === undefined) { delete main[variable]; } else { main[variable] = value; }
  }
}

/**
 * Everything wrong with the answers. `submission` binds the duties that a draft is free of.
 * @type {(model: Model, reading: Reading, submission: boolean, misshapen?: Set<unknown>) => Finding[]}
 */
export function verdict(model, reading, submission, misshapen = new Set()) {
  /** @type {Finding[]} */
  const found = [];
  // What is no value of its variable, by the occurrences it stands in: that is told first, and alone.
  /** @type {Map<VariableId, Set<number>>} */
  const misfits = new Map();
  /** @type {(roster: RosterId, visit: (occurrence: Values | null, at: number) => void) => void} */
  const each = (roster, visit) => (roster < 0 ? visit(null, -1) : reading.occurrences(roster).forEach(visit));
  model.names.forEach((_, variable) => {
    if (model.role[variable] === ROLE_LAST) { return; }
    each(model.roster[variable], (occurrence, at) => {
      const value = reading.value(variable, occurrence);
      if (value === undefined) { return; }
      const type = model.types[model.type[variable]];
      const problem = domainProblem(type, value);
      if (problem) {
        found.push({ kind: "domain", variable, occurrence: at, problem, type, value, hard: true });
        misfits.set(variable, (misfits.get(variable) ?? new Set()).add(at));
      }
      if (!isPresent(value)) { return; }
      if (!reading.holds(model.asked[variable], occurrence)) { found.push({ kind: "asked", variable, occurrence: at, hard: true }); }
      const offered = model.offers.get(variable)?.get(value);
      if (offered !== undefined && !reading.holds(offered, occurrence)) { found.push({ kind: "offered", variable, occurrence: at, hard: true }); }
    });
  });
  for (const rule of model.rules) {
    if (!submission && (rule.submission || rule.soft)) { continue; }
    if (rule.kind === "occurrences_min" && misshapen.has(model.roster[rule.at])) { continue; }
    each(rule.roster ?? -1, (occurrence, at) => {
      if (misshapen.has(occurrence)) { return; }
      if (reading.holds(rule.holds, occurrence) || (rule.kind === "check" && readsMisfit(model, rule, at, misfits))) { return; }
      found.push({ kind: rule.kind, variable: rule.at, occurrence: at, rule, hard: !rule.soft });
    });
  }
  return found;
}

/** Whether a check reads what is no value: within a roster in its own occurrence, from outside in any. @type {(model: Model, rule: Rule, at: number, misfits: Map<VariableId, Set<number>>) => boolean | undefined} */
function readsMisfit(model, rule, at, misfits) {
  const reads = misfits.size === 0 ? [] : [...variablesOf(model, rule.holds)];
  return reads.some((variable) => (model.roster[variable] === (rule.roster ?? -1) ? misfits.get(variable)?.has(at) : misfits.has(variable)));
}

/** The verdict on an answer file as it was handed in. @type {(model: Model, file: Foreign, submission: boolean, last?: Foreign) => (Finding | UnknownKey)[]} */
export function evaluate(model, file, submission, last = {}) {
  const read = readFile(model, file, last);
  const reading = new Reading(model, read.main, read.repeats);
  const found = verdict(model, reading, submission, read.misshapen);
  return [...read.unknown.map((key) => /** @type {UnknownKey} */ ({ kind: "unknown", key, hard: true })), ...found];
}

/**
 * What is asked, in one pass: conditions look only back, so each variable is settled before anything reads it.
 * What was typed but is not asked, or chosen but not offered, stays out; the page keeps it in memory.
 * @type {(model: Model, typed: Answers) => Reading}
 */
export function settle(model, typed) {
  /** @type {unknown[]} */
  const main = [];
  /** @type {Values[][]} */
  const repeats = model.repeats.map(() => []);
  const reading = new Reading(model, main, repeats);
  /** @type {(variable: VariableId, from: Values, into: Values, occurrence: Values | null) => void} */
  const keep = (variable, from, into, occurrence) => {
    const value = from[variable];
    if (!isPresent(value)) { return; }
    if (!reading.holds(model.asked[variable], occurrence)) { return; }
    const offered = model.offers.get(variable)?.get(value);
    if (offered === undefined || reading.holds(offered, occurrence)) { into[variable] = value; }
  };
  const settled = new Set();
  model.role.forEach((role, variable) => { if (role === ROLE_LAST) { main[variable] = typed.main[variable]; } });
  model.names.forEach((_, variable) => {
    const roster = model.roster[variable];
    if (model.role[variable] === ROLE_LAST) { return; }
    if (roster < 0) { keep(variable, typed.main, main, null); return; }
    if (settled.has(roster)) { return; }
    settled.add(roster);
    if (!reading.holds(model.repeats[roster].asked)) { return; }
    const all = typed.repeats[roster];
    repeats[roster] = all.map(() => ({}));
    // A variable in all entries before the next: that may read what all of them come to.
    for (const inner of model.repeats[roster].variables) {
      repeats[roster].forEach((into, at) => { keep(inner, all[at], into, into); });
    }
  });
  return reading;
}

/** The answer file of a settled reading: flat, ticks `true`, a roster an array. `own` are keys of the file's own; empty ones are left out. @type {(model: Model, reading: Reading, own?: { [key: string]: object }) => Foreign} */
export function writeFile(model, reading, own = {}) {
  /** @type {Foreign} */
  const file = { _survey: model.survey, _edition: model.edition };
  const written = new Set();
  model.names.forEach((name, variable) => {
    const roster = model.roster[variable];
    if (model.role[variable] === ROLE_LAST) { return; }
    if (roster < 0) {
      if (isPresent(reading.main[variable])) { file[name] = reading.main[variable]; }
      return;
    }
    if (written.has(roster)) { return; }
    written.add(roster);
    if (reading.occurrences(roster).length === 0) { return; }
    file[model.repeats[roster].name] = reading.occurrences(roster).map((occurrence) => {
      const entries = model.repeats[roster].variables.filter((inner) => isPresent(occurrence[inner]));
      return Object.fromEntries(entries.map((inner) => [model.names[inner], occurrence[inner]]));
    });
  });
  for (const [key, value] of Object.entries(own)) {
    if (Object.keys(value).length > 0) { file[key] = value; }
  }
  return file;
}
