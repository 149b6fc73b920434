// The fields of the page and what stands in them: the one place that knows how an answer looks on the page.

import { byId, findAll, near, textOf } from "./elements.js";
import { model } from "./model.js";
import { normalise } from "./normalise.js";
import { parseRatio, writeRatio } from "./rational.js";

/** @import { Answers, Control, Entered, Field, Occurrence, VariableId } from "./types" */

/** The part of the page that the form stands in. The form itself is asked nothing (see `enclosing`). */
export const form = byId("main");
/** What is typed, whether asked or not: for each roster its occurrences in page order. @type {Answers<Occurrence>} */
export const typed = { main: [], repeats: model.repeats.map(() => []) };
/** Fields by name. @type {Map<string, Field>} */
export const fields = new Map();
/** Fields by each of their controls. @type {Map<EventTarget | null, Field>} */
export const enrolled = new Map();

/** Whether a control is a round button or a box. @type {(control: Control) => control is HTMLInputElement} */
export const isMark = (control) => control.type === "radio" || control.type === "checkbox";
/** @type {(control: Control) => control is HTMLSelectElement} */
export const isList = (control) => control.tagName === "SELECT";
/** Whether words are typed in a control. @type {(control: Control) => control is HTMLInputElement | HTMLTextAreaElement} */
export const isTyped = (control) => !isMark(control) && !isList(control);
/** Whether a round button or a box is marked. @type {(control: Control) => boolean} */
export const isMarked = (control) => isMark(control) && control.checked;

/** What stands in a field, as its controls have it: words, `true`, or nothing. @type {(field: Field) => Entered} */
export function rawOf(field) {
  const [first] = field.controls;
  if (first.type === "checkbox") { return isMarked(first) || ""; }
  if (first.type === "radio") { return field.controls.find(isMarked)?.value ?? field.words ?? ""; }
  return first.value;
}

/** The words that stand beside a blank, the example apart: they may be typed along. @type {(control: Control) => string[]} */
function besideOf(control) {
  const blank = isTyped(control) ? near(control, ".blank") : null;
  const units = blank ? findAll(blank, ":scope > .unit") : [];
  return units.map((unit) => [...unit.childNodes].filter((node) => node.nodeName !== "SMALL").map(textOf).join("").trim()).filter(Boolean);
}

/** The value of a field; `shown` are the words it should stand in the page with. @type {(field: Field) => { value: string | number | true | undefined, shown: string }} */
export function readField(field) {
  const raw = rawOf(field);
  if (raw === "" || raw === true) { return { value: raw || undefined, shown: "" }; }
  if (field.type[0] === "code") { return { value: raw, shown: raw }; }
  field.beside ??= besideOf(field.controls[0]);
  return normalise(field.kind, field.type, raw, field.beside);
}

/** What is typed in a field, whether asked or not. @type {(field: Field) => unknown} */
export const typedIn = ({ variable, occurrence }) => (occurrence ?? typed.main)[variable];

/** A number of a file as people write it. @type {(number: number) => string} */
export function plainNumber(number) {
  const ratio = parseRatio(String(number));
  return ratio === null ? String(number) : writeRatio(ratio);
}

/** The name of a variable's field, in an occurrence of its roster where it has one. @type {(variable: VariableId, occurrence: Occurrence | null) => string} */
export const nameOf = (variable, occurrence) => model.names[variable] + (occurrence ? "." + occurrence.number : "");
/** @type {(variable: VariableId, occurrence: Occurrence | null) => Field | undefined} */
export const fieldOf = (variable, occurrence) => fields.get(nameOf(variable, occurrence));
