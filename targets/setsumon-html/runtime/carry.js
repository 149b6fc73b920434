// Last year's answers: what of a file of the edition before is filled in or shown, and how an answer stands to it. Knows no page.

import { isPresent } from "./conditions.js";
import { domainProblem } from "./domain.js";
import { ROLE_GIVEN, ROLE_LAST, codeNow, isObject, own, readFile } from "./verdict.js";

/** @import { Brought, Foreign, Model, Standing, Values, VariableId } from "./types" */

/** The markers of a variable. */
const MARKER_NEW = 1;
export const MARKER_UPDATED = 2;

/** The names under which a variable may stand in a file of the edition before. @type {(model: Model, variable: VariableId) => string[]} */
export const formerNames = (model, variable) => model.was.get(variable) ?? [model.names[variable]];

/**
 * A value of then as one of today: a code that bears another name, a tick that was a code or a code that was a tick. Undefined where it
 * is none of this variable's.
 * @type {(model: Model, variable: VariableId, place: number, value: unknown) => unknown}
 */
function asToday(model, variable, place, value) {
  const codes = model.shapes.get(variable);
  if (codes === undefined) { return codeNow(model, variable, value); }
  if (typeof value === "string") { return codes.includes(value) ? true : undefined; }
  return value === true ? codes[place] : undefined;
}

/**
 * Whether several that became one answer were given, so that none is the answer of today: more than one figure, more than one option of
 * which one alone may be chosen, or texts and codes that are not the same.
 * @type {(model: Model, variable: VariableId, names: string[], from: Foreign) => boolean}
 */
function areSeveral(model, variable, names, from) {
  const given = names.map((name) => own(from, name)).filter(isPresent);
  const [kind] = model.types[model.type[variable]];
  if (kind === "tick") { return false; }
  if (kind === "integer" || kind === "decimal" || model.shapes.has(variable)) { return given.length > 1; }
  return new Set(given.map((value) => codeNow(model, variable, value))).size > 1;
}

/** Whether a value stays what it was: it fits, and its option says what it said. @type {(model: Model, variable: VariableId, value: unknown) => boolean} */
const staysAsItWas = (model, variable, value) => model.role[variable] === 0 && !domainProblem(model.types[model.type[variable]], value) && !model.reworded.some(([of, code]) => of === variable && (code === true || code === value));

/**
 * What a file of the edition before brings: `main` and `repeats` by variable, `unfit` for values that are offered no more, do
 * not fit today or would say something else, and the keys it has that nothing here is called or was called.
 * @type {(model: Model, file: Foreign) => Brought}
 */
export function carryOver(model, file) {
  /** @type {Brought} */
  const brought = { edition: file._edition ?? model.follows, main: {}, repeats: model.repeats.map(() => []), unfit: [], unknown: [] };
  /** @type {(variable: VariableId, from: Foreign, into: Values, used: Set<string>, at: number) => void} */
  const take = (variable, from, into, used, at) => {
    const role = model.role[variable];
    if (role === ROLE_GIVEN || role === ROLE_LAST || model.marker[variable] === MARKER_NEW) { return; }
    const names = formerNames(model, variable);
    const several = names.length > 1 && areSeveral(model, variable, names, from);
    for (const [place, name] of names.entries()) {
      const then = own(from, name);
      if (then === undefined) { continue; }
      if (!isPresent(then)) { used.add(name); continue; }
      const value = asToday(model, variable, place, then);
      if (value === undefined) { continue; }
      used.add(name);
      if (into[variable] !== undefined) { continue; }
      if (!several && staysAsItWas(model, variable, value)) { into[variable] = value; } else { brought.unfit.push([variable, value, at]); }
    }
  };
  /** @type {Set<string>} */
  const used = new Set();
  model.names.forEach((_, variable) => { if (model.roster[variable] < 0) { take(variable, file, brought.main, used, -1); } });
  model.repeats.forEach((repeat, index) => {
    const names = new Set(repeat.variables.flatMap((variable) => formerNames(model, variable)));
    /** @type {(entry: [string, unknown]) => boolean} */
    const fits = ([key, value]) => Array.isArray(value) && (key === repeat.name || value.some((each) => isObject(each) && Object.keys(each).some((name) => names.has(name))));
    const [key, all] = Object.entries(file).find(fits) ?? [];
    if (key === undefined || !Array.isArray(all)) { return; }
    used.add(key);
    for (const each of all.filter(isObject)) {
      /** @type {Values} */
      const into = {};
      /** @type {Set<string>} */
      const inside = new Set();
      for (const variable of repeat.variables) { take(variable, each, into, inside, brought.repeats[index].length); }
      brought.repeats[index].push(into);
      brought.unknown.push(...Object.keys(each).filter((name) => !inside.has(name)).map((name) => `${key} › ${name}`));
    }
  });
  // What was known before a year ago is not what is known now.
  brought.unknown.unshift(...Object.keys(file).filter((key) => !used.has(key) && !/^(?:_|given__)/u.test(key)));
  return brought;
}

/**
 * What a file of this edition says of the one before, in the same shape: what it has filled in from there, and under `_last` what it
 * has not. Null where it says nothing.
 * @type {(model: Model, file: Foreign) => Brought | null}
 */
export function carriedIn(model, file) {
  /** @type {unknown[]} */
  const names = [file._carried, file._confirmed].filter(Array.isArray).flat();
  if (names.length === 0 && !isObject(file._last)) { return null; }
  const brought = carryOver(model, {});
  const now = readFile(model, file);
  const last = readFile(model, isObject(file._last) ? file._last : {});
  /** @type {(variable: VariableId, value: unknown, into: Values, at: number) => void} */
  const put = (variable, value, into, at) => {
    if (!isPresent(value) || into[variable] !== undefined) { return; }
    // Of several that became one answer all stand there, and none is the whole.
    if (Array.isArray(value)) { brought.unfit.push(...value.map((one) => /** @type {[VariableId, unknown, number]} */ ([variable, one, at]))); return; }
    if (staysAsItWas(model, variable, value)) { into[variable] = value; } else { brought.unfit.push([variable, value, at]); }
  };
  const stated = new Set(names.map((name) => (typeof name === "string" ? model.index.get(name) : undefined)));
  /** @type {(values: Values, visit: (variable: VariableId, value: unknown) => void) => void} */
  const each = (values, visit) => { for (const [variable, value] of Object.entries(values)) { visit(Number(variable), value); } };
  each(now.main, (variable, value) => { if (stated.has(variable)) { put(variable, value, brought.main, -1); } });
  each(last.main, (variable, value) => put(variable, value, brought.main, -1));
  brought.repeats.forEach((all, index) => {
    for (let at = 0; at < Math.max(now.repeats[index].length, last.repeats[index].length); at += 1) {
      all.push({});
      each(now.repeats[index][at] ?? {}, (variable, value) => { if (stated.has(variable)) { put(variable, value, all[at], at); } });
      each(last.repeats[index][at] ?? {}, (variable, value) => put(variable, value, all[at], at));
    }
  });
  return brought;
}

/**
 * How the answers of one question stand to last year's: `none` where there were none, `carried` where they stand untouched,
 * `confirmed` where the respondent said so or gave the same figure again, `due` where it is still to be given anew, else `changed`.
 * @type {(before: unknown[], now: unknown[], updated: boolean, confirmed: boolean) => Standing}
 */
export function standing(before, now, updated, confirmed) {
  /** @type {(value: unknown) => unknown} */
  const held = (value) => (isPresent(value) ? value : undefined);
  if (!before.some(isPresent)) { return "none"; }
  if (before.every((value, index) => held(value) === held(now[index]))) { return updated || confirmed ? "confirmed" : "carried"; }
  return updated && !now.some(isPresent) ? "due" : "changed";
}

/** The lists of an answer file, of pairs of a variable and its standing: a variable of a roster stands as all its occurrences do. @type {(model: Model, pairs: [VariableId, Standing][]) => { _carried: string[], _confirmed: string[] }} */
export function provenance(model, pairs) {
  /** @type {Map<VariableId, Set<Standing>>} */
  const all = new Map();
  for (const [variable, how] of pairs) { all.set(variable, (all.get(variable) ?? new Set()).add(how)); }
  /** @type {(wanted: (how: Set<Standing>) => boolean) => string[]} */
  const names = (wanted) => [...all].filter(([, how]) => wanted(how)).map(([variable]) => variable).sort((a, b) => a - b).map((variable) => model.names[variable]);
  return {
    _carried: names((how) => how.size === 1 && how.has("carried")),
    _confirmed: names((how) => how.has("confirmed") && [...how].every((each) => each === "confirmed" || each === "carried")),
  };
}
