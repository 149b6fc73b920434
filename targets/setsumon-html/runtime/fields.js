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

/** The words that stand in front of a blank and behind it, the example apart: they may be typed along. @type {(control: Control) => { front: string[], behind: string[] }} */
function besideOf(control) {
  const blank = isTyped(control) ? near(control, ".blank, td") : null;
  const units = blank ? findAll(blank, ":scope > .unit") : [];
  /** @type {(some: HTMLElement[]) => string[]} */
  const words = (some) => some.map((unit) => [...unit.childNodes].filter((node) => node.nodeName !== "SMALL").map(textOf).join("").trim()).filter(Boolean);
  /** @type {(unit: HTMLElement) => boolean} */
  const isBehind = (unit) => (control.compareDocumentPosition(unit) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  return { front: words(units.filter((unit) => !isBehind(unit))), behind: words(units.filter(isBehind)) };
}

/** Words in English that are left out behind 1, as the sentences of the survey do: `1`, not `1 rooms`. */
const PLURAL = /^(?:people|children|men|women|feet|mice|geese|teeth|\p{L}{2,}(?<!s)s)(?!\p{L})/iu;

/** A figure with the words that stand around its blank: `£250 per week`, `12%`, `3名`. @type {(field: Field, number: number) => string} */
export function figureWords({ controls: [control] }, number) {
  const isJapanese = document.documentElement.lang === "ja";
  const { front, behind } = besideOf(control);
  const written = plainNumber(number);
  /** @type {(words: string, isLetter: RegExp) => string} */
  const gap = (words, isLetter) => (isJapanese || !isLetter.test(words) ? "" : " ");
  return front.map((words) => words + gap(words, /[\p{L}\p{N}.]$/u)).join("") + written
    + behind.filter((words) => isJapanese || Math.abs(number) !== 1 || !PLURAL.test(words)).map((words) => gap(words, /^[\p{L}\p{N}(]/u) + words).join("");
}

/** The value of a field; `shown` are the words it should stand in the page with. @type {(field: Field) => { value: string | number | true | undefined, shown: string }} */
export function readField(field) {
  const raw = rawOf(field);
  if (raw === "" || raw === true) { return { value: raw || undefined, shown: "" }; }
  if (field.type[0] === "code") { return { value: raw, shown: raw }; }
  if (field.beside === undefined) {
    const { front, behind } = besideOf(field.controls[0]);
    field.beside = [...front, ...behind];
  }
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
