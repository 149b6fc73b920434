// All answers of the page at once: a file's put in their place, or all of them taken back.

import { putIn } from "./controls.js";
import { domainProblem } from "./domain.js";
import { byId } from "./elements.js";
import { fieldOf, fields, typed } from "./fields.js";
import { opened } from "./gates.js";
import { before, bringOwnLists, confirmed, tieOccurrences } from "./last.js";
import { attempt, notes, touched } from "./messages.js";
import { model } from "./model.js";
import { addOccurrence, clearRoster, mostOf, rosters } from "./rosters.js";
import { ROLE_GIVEN, isObject, readFile } from "./verdict.js";

/** @import { Foreign, Occurrence, VariableId } from "./types" */

/** What the page's host knows of the respondent, by variable; files and drafts do not change it. @type {Map<VariableId, unknown>} */
const knownBefore = new Map();
/** What a draft held that has no place in the form as it is now: kept for the case that it gets one again. @type {Map<string, unknown>} */
export const placeless = new Map();

/** @type {(variable: VariableId) => boolean} */
export const isGiven = (variable) => model.role[variable] === ROLE_GIVEN;

/** Takes in what is known before. What does not fit could be mended by nobody who fills the form in, and is left out. @type {(variable: VariableId, value: unknown) => void} */
export function takeGiven(variable, value) {
  if (isGiven(variable) && !knownBefore.has(variable) && !domainProblem(model.types[model.type[variable]], value)) { typed.main[variable] = value; }
}

/** Keeps what is known now as what the host brought. */
export function keepKnown() {
  typed.main.forEach((value, variable) => { if (isGiven(variable) && value !== undefined) { knownBefore.set(variable, value); } });
}

/** Takes back everything but what the host knew before the respondent began and what last year's file brought. */
export function clearAll() {
  model.role.forEach((_, variable) => { if (isGiven(variable)) { typed.main[variable] = knownBefore.get(variable); } });
  for (const roster of rosters.values()) { clearRoster(roster); }
  for (const field of fields.values()) { putIn(field, undefined); }
  for (const kept of [placeless, opened, notes, touched, confirmed]) { kept.clear(); }
  attempt.made = false;
  attempt.reminded = false;
  byId("summary").hidden = true;
}

/** Puts a file's answers in place of all others. @type {(file: Foreign) => void} */
export function putFile(file) {
  clearAll();
  const read = readFile(model, file);
  /** @type {(variable: VariableId, value: unknown, occurrence: Occurrence | null) => void} */
  const put = (variable, value, occurrence) => {
    const field = fieldOf(variable, occurrence);
    if (field) {
      putIn(field, value);
      touched.add(field.name);
    } else {
      takeGiven(variable, value);
    }
  };
  read.main.forEach((value, variable) => put(variable, value, null));
  read.repeats.forEach((all, index) => {
    const roster = rosters.get(index);
    if (!roster) { return; }
    for (const values of all.slice(0, mostOf(roster))) {
      const occurrence = addOccurrence(roster);
      for (const [variable, value] of Object.entries(values)) { put(Number(variable), value, occurrence); }
    }
  });
  // A file's note stands for every soft check that is told at its variable.
  for (const [name, words] of Object.entries(isObject(file._notes) ? file._notes : {})) { if (typeof words === "string") { notes.set(name, words); } }
  if (before !== null) { tieOccurrences(before); }
  bringOwnLists(file);
}
