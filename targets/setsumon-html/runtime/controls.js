// The controls of the page: taken in, filled in, tidied, cleared.

import { parseDay } from "./calendar.js";
import { changed, keepDraft } from "./changes.js";
import { copyOf, element, enclosing, find, findAll, listen, near, pushButton, textOf } from "./elements.js";
import { enrolled, fields, isList, isMark, isTyped, plainNumber, rawOf, readField, typed } from "./fields.js";
import { model } from "./model.js";
import { sure } from "./sure.js";
import { forgetUnit, unitOf } from "./units.js";
import { say } from "./words.js";

/** @import { Control, Field, Occurrence } from "./types" */

/** Takes in the controls below an element, those of an occurrence with their own object. @type {(root: HTMLElement, occurrence?: Occurrence | null) => void} */
export function enrol(root, occurrence = null) {
  // What is around a question is looked for once for all that stands in it.
  /** @type {Map<HTMLElement, { own: HTMLElement, section: HTMLElement | null, question: HTMLElement, says: number }>} */
  const known = new Map();
  /** @type {NodeListOf<Control>} */
  const controls = root.querySelectorAll("input[name], select[name], textarea[name]");
  for (const control of controls) {
    const variable = model.index.get(control.name.split(".")[0]);
    if (variable === undefined || (occurrence === null && model.roster[variable] >= 0)) { continue; }
    let field = fields.get(control.name);
    if (!field) {
      const type = model.types[model.type[variable]];
      const own = sure(near(control, ".q"));
      let around = known.get(own);
      if (!around) {
        around = { own, section: near(control, ".sec"), question: outermost(own), says: sumOf(own) };
        known.set(own, around);
      }
      const unit = unitOf(control.name, control);
      field = { name: control.name, variable, occurrence, controls: [], kind: control.dataset.kind ?? "text", type, asked: true, unit, ...around };
      unit.fields.push(field);
      fields.set(control.name, field);
    }
    field.controls.push(control);
    enrolled.set(control, field);
    if (field.kind === "date" && "showPicker" in control && !near(control, "td")) { addCalendar(field); }
  }
}

/**
 * The words of a question as the page is served with them, with the codes they stand at, and those of the group around it, summed up: whether it is the question that a
 * draft answered. Its number may change, and so may the questions in it.
 * @type {(question: HTMLElement) => number}
 */
function sumOf(question) {
  let sum = 0;
  for (const part of [question, enclosing(question, ".group")?.firstElementChild]) {
    if (!part) { continue; }
    const copy = copyOf(part);
    for (const other of findAll(copy, ".q, .no, .who")) { other.remove(); }
    // Words that change places between codes are other words.
    const codes = Array.from(copy.querySelectorAll("[name]"), (control) => control.getAttribute("name")?.split("__").slice(-2) + (control.getAttribute("value") ?? ""));
    for (const sign of textOf(copy) + codes) { sum = (Math.imul(sum, 31) + sure(sign.codePointAt(0))) | 0; }
  }
  return sum;
}

/** A calendar beside a blank for a day: the browser's own, behind a button. The blank stays, for eras and for who is quicker with keys. @type {(field: Field) => void} */
function addCalendar(field) {
  const [blank] = field.controls;
  const picker = element("input", { type: "date", class: "vh", tabindex: -1, "aria-hidden": true });
  const button = pushButton({}, say("calendar"), () => {
    const { value } = readField(field);
    // What is no day yet is not one for the browser to complain of.
    picker.value = typeof value === "string" && parseDay(value) !== null ? value : "";
    picker.showPicker();
  });
  listen(picker, "change", () => {
    putIn(field, picker.value);
    blank.dispatchEvent(new Event("change", { bubbles: true }));
    blank.focus();
  });
  blank.after(element("span", {}, button, picker));
}

/** The question in which all others around one stand. @type {(question: HTMLElement) => HTMLElement} */
function outermost(question) {
  const outer = enclosing(question, ".q");
  return outer ? outermost(outer) : question;
}

/** Forgets the controls of an occurrence. @type {(occurrence: Occurrence) => void} */
export function dismiss(occurrence) {
  for (const field of [...fields.values()].filter((each) => each.occurrence === occurrence)) {
    forgetUnit(field.unit);
    fields.delete(field.name);
    for (const control of field.controls) { enrolled.delete(control); }
  }
}

/** Takes in what stands in a field. @type {(field: Field) => void} */
export function takeIn(field) {
  const { value } = readField(field);
  const into = field.occurrence ?? typed.main;
  if (value === undefined) { delete into[field.variable]; } else { into[field.variable] = value; }
  if (field.controls[0].type === "radio") { keepClearing(field); }
}

/** Puts a value, or the raw words of a draft, into a field. False where the page cannot show it. @type {(field: Field, value: unknown) => boolean} */
export function putIn(field, value) {
  const [first] = field.controls;
  const words = typeof value === "number" ? plainNumber(value) : typeof value === "string" ? value : "";
  let shown = words !== "";
  if (isMark(first)) {
    const isBox = first.type === "checkbox";
    shown = false;
    for (const control of field.controls.filter(isMark)) {
      control.checked = isBox ? value === true : words !== "" && control.value === words;
      shown ||= control.checked;
    }
    // A list that is searched shows what was typed and is not in it.
    if (field.words !== undefined) { field.words = shown ? "" : words; }
  } else {
    first.value = words;
    if (isList(first) && first.selectedIndex < 0) { first.selectedIndex = 0; shown = false; }
  }
  takeIn(field);
  return shown || value === undefined || value === "";
}

/** Puts what was typed into its normal form on the page. @type {(field: Field) => void} */
export function tidy(field) {
  const [control] = field.controls;
  if (!isTyped(control)) { return; }
  const { shown } = readField(field);
  if (shown !== control.value) { control.value = shown; }
}

/** A choice can be taken back, wherever it came from: a button beside it, as long as there is one. @type {(field: Field) => void} */
function keepClearing(field) {
  const [control] = field.controls;
  if (rawOf(field) === "") { field.clear?.remove(); field.clear = undefined; return; }
  if (field.clear || find(sure(near(control, ".q")), ":scope > legend .req")) { return; }
  const row = near(control, "tr");
  const place = row ? row.firstElementChild : near(control, ".long") ?? near(control, ".scale, .os");
  if (!place) { return; }
  field.clear = pushButton({ class: "clear" }, say("clear"), () => {
    control.focus();
    putIn(field, undefined);
    changed();
    keepDraft();
  });
  if (row) { place.append(field.clear); } else { place.after(field.clear); }
}
