// Branching: what is not asked is hidden and disabled, so that it leaves the tab order and the submission; its answer stays in memory.

import { writeDay, writeMonth } from "./calendar.js";
import { Reading, isPresent, variablesOfTerm } from "./conditions.js";
import { domainProblem } from "./domain.js";
import { bareWords, findAll, near, textOf } from "./elements.js";
import { fieldOf, fields, plainNumber, typed } from "./fields.js";
import { model } from "./model.js";
import { compareRatio, parseRatio, roundRatio, writeRatio } from "./rational.js";
import { sure } from "./sure.js";
import { settle } from "./verdict.js";

/** @import { Calc, CondId, Control, Field, Occurrence, Values, VariableId } from "./types" */
/** @typedef {{ element: HTMLElement, cond: CondId, occurrence: Occurrence | null, hidden: boolean }} Conditional */
/** @typedef {{ element: HTMLElement, otherwise: string, occurrence: Occurrence | null }} Spoken */
/** @typedef {(cond: CondId, occurrence: Occurrence | null) => boolean} Asks */

/** Elements that a condition shows. @type {Conditional[]} */
let conditional = [];
/** Boxes of early ends. @type {Conditional[]} */
let ends = [];
/** Texts with an answer or a derived value in them. @type {Spoken[]} */
let spoken = [];
/** What is asked of what is typed: nothing is known until `branch` has looked. */
export let reading = new Reading(model, [], typed.repeats);

/** Takes in what depends on conditions below an element. @type {(root: HTMLElement, occurrence?: Occurrence | null) => void} */
export function enrolConditions(root, occurrence = null) {
  /** @type {(selector: string) => HTMLElement[]} */
  const found = (selector) => findAll(root, selector).filter((element) => occurrence !== null || !near(element, "[data-occurrence]"));
  for (const element of found("[data-if]")) {
    conditional.push({ element, cond: Number(element.dataset.if), occurrence, hidden: false });
  }
  for (const element of found("[data-end]")) {
    ends.push({ element, cond: Number(element.dataset.end), occurrence, hidden: false });
  }
  for (const element of found("[data-answer], [data-calc]")) {
    spoken.push({ element, otherwise: textOf(element), occurrence });
  }
}

/** @type {(occurrence: Occurrence) => void} */
export function dismissConditions(occurrence) {
  /** @type {(entry: { occurrence: Occurrence | null }) => boolean} */
  const others = (entry) => entry.occurrence !== occurrence;
  conditional = conditional.filter(others);
  ends = ends.filter(others);
  spoken = spoken.filter(others);
}

/** The settled occurrence of one on the page; null where its roster is not asked. @type {(occurrence: Occurrence | null) => Values | null} */
export function settledOf(occurrence) {
  if (occurrence === null) { return null; }
  return reading.occurrences(occurrence.roster)[typed.repeats[occurrence.roster].indexOf(occurrence)] ?? null;
}

/** What is handed in of a field. @type {(field: Field) => unknown} */
export const handedIn = ({ variable, occurrence }) => reading.value(variable, settledOf(occurrence));

/** Shows what is asked now. */
export function branch() {
  reading = settle(model, typed);
  /** @type {Map<Occurrence | null, Values | null>} */
  const settled = new Map([[null, null]]);
  for (const all of typed.repeats) {
    for (const occurrence of all) { settled.set(occurrence, settledOf(occurrence)); }
  }
  /** @type {(occurrence: Occurrence | null) => Values | null} */
  const within = (occurrence) => settled.get(occurrence) ?? null;
  /** @type {Asks} */
  const asks = (cond, occurrence) => {
    const inside = within(occurrence);
    return (occurrence === null || inside !== null) && reading.holds(cond, inside);
  };
  for (const entry of conditional) {
    const hidden = !asks(entry.cond, entry.occurrence);
    if (hidden !== entry.hidden) { entry.hidden = hidden; entry.element.hidden = hidden; }
  }
  for (const field of fields.values()) { disable(field, asks); }
  let over = false;
  for (const entry of ends) {
    const fires = asks(entry.cond, entry.occurrence);
    // The box appears where it is reached; whoever goes on needs no telling.
    entry.element.hidden = over || !fires;
    entry.element.classList.toggle("fired", fires);
    over = over || fires;
  }
  for (const entry of spoken) { speak(entry, within(entry.occurrence)); }
}

/** @type {(field: Field, asks: Asks) => void} */
function disable(field, asks) {
  const asked = asks(model.asked[field.variable], field.occurrence);
  const offers = model.offers.get(field.variable);
  if (field.asked === asked && !offers) { return; }
  field.asked = asked;
  for (const control of field.controls) {
    const offer = offers?.get(control.value);
    const disabled = !asked || (offer !== undefined && !asks(offer, field.occurrence));
    if (control.disabled !== disabled) { control.disabled = disabled; }
  }
}

/** Fills an answer given before, or a derived value, into a text. @type {(spoken: Spoken, occurrence: Values | null) => void} */
function speak({ element, otherwise, occurrence: on }, occurrence) {
  const words = element.dataset.calc === undefined
    ? answerWords(Number(element.dataset.answer), occurrence, on)
    : calcWords(model.calcs[Number(element.dataset.calc)], occurrence);
  const text = words ?? otherwise;
  if (element.textContent !== text) { element.textContent = text; }
}

/**
 * An answer in words: an option by its label, all else as it is written. Null where there is none.
 * @type {(variable: VariableId, occurrence: Values | null, on?: Occurrence | null) => string | null}
 */
export function answerWords(variable, occurrence, on = null) {
  const value = reading.value(variable, occurrence);
  if (!isPresent(value)) { return null; }
  if (typeof value === "number") { return plainNumber(value); }
  const field = fieldOf(variable, model.roster[variable] >= 0 ? on : null);
  const control = field?.controls.find((each) => each.type === "radio" && each.value === value);
  return control ? optionWords(control) : String(value);
}

/** The words beside a round button or box. @type {(control: Control) => string} */
export const optionWords = (control) => bareWords(control.labels?.[0]) || control.value;

/** The variables of derived values that were said once. @type {Map<Calc, VariableId[]>} */
const partsOf = new Map();

/**
 * Whether what a derived value is made of was refused: of half the figures nobody is told a total, nor of figures that are none. What
 * depends on the derived value is decided as in the answer file, by what stands there.
 * @type {(calc: Calc, occurrence: Values | null) => boolean}
 */
function isOfRefused(calc, occurrence) {
  const parts = partsOf.get(calc) ?? [...variablesOfTerm(model, calc.term)];
  partsOf.set(calc, parts);
  return parts.some((variable) => {
    const all = model.roster[variable] < 0 ? [reading.main] : reading.occurrences(model.roster[variable]);
    const own = occurrence !== null && all.includes(occurrence) ? [occurrence] : all;
    return own.some((values) => values[variable] !== undefined && domainProblem(model.types[model.type[variable]], values[variable]) !== null);
  });
}

/** A derived value in words; null where a part of it is missing or was refused. @type {(calc: Calc, occurrence: Values | null) => string | null} */
function calcWords(calc, occurrence) {
  const value = reading.holds(calc.asked, occurrence) && !isOfRefused(calc, occurrence) ? reading.term(calc.term, occurrence) : null;
  if (value === null) { return null; }
  /** @type {(bound: string) => number} */
  const beside = (bound) => compareRatio(value.number, sure(parseRatio(bound)));
  switch (calc.value[0]) {
    case "number": return writeRatio(roundRatio(value.number, calc.value[1]));
    case "date": return writeDay(Number(value.number.n));
    case "month": return writeMonth(Number(value.number.n));
    default: return calc.value[1].find(([low, high]) => (low === null || beside(low) >= 0) && (high === null || beside(high) <= 0))?.[2] ?? null;
  }
}
