// What things on the page are called, in the page's own words.

import { isPresent } from "./conditions.js";
import { optionWords } from "./branching.js";
import { anchored, bareWords, enclosing, find, near } from "./elements.js";
import { fieldOf, isList, isMark, plainNumber } from "./fields.js";
import { model } from "./model.js";
import { placeOfUnit } from "./units.js";
import { say } from "./words.js";

/** @import { Field, Unit, VariableId } from "./types" */

/** What a field is called: its section's number, its caption, its row. @type {(spot: { field?: Field, place: HTMLElement }, inFull?: boolean) => string} */
export function captionOf({ field, place }, inFull = true) {
  const question = near(place, ".q") ?? place;
  const outer = enclosing(question, ".group, .q");
  const around = inFull ? near(question, ".sec") : null;
  const caption = bareWords(find(question, ":scope > legend, :scope > .cap, :scope > label, :scope > .o label"));
  const row = place.matches("tr") ? bareWords(place.firstElementChild) : "";
  const cell = place.matches("tr") && field && !isMark(field.controls[0]) ? near(field.controls[0], "td") : null;
  const column = cell ? bareWords(find(cell, ".cl")) : "";
  const outside = outer ? bareWords(find(outer, ":scope > legend, :scope > .cap")) : "";
  const inner = [outside, caption, row, column].filter(Boolean).join(" › ");
  const number = around ? bareWords(find(around, "h2 .no, h3 .no")) : "";
  // 「（１２）1 参加施設数」; "1. 1 Overview".
  return number ? `${number}${document.documentElement.lang === "ja" ? "" : " "}${inner}` : inner;
}

/** What a unit is called. @type {(unit: Unit, inFull?: boolean) => string} */
export const captionOfUnit = (unit, inFull) => captionOf({ field: unit.fields[0], place: placeOfUnit(unit) }, inFull);

/** What a variable is called on the page; by its name where it has no place there. @type {(variable: VariableId) => string} */
export function captionOfVariable(variable) {
  const field = fieldOf(variable, null);
  const gone = model.retired.find((each) => each[1] === variable);
  const place = field ? placeOfUnit(field.unit) : gone && anchored("q" + gone[0]);
  return (place && captionOf({ field, place })) || model.names[variable];
}

/** What fields hold, in words: options by their labels, all else as it is written. @type {(unit: Unit, valueOf: (field: Field) => unknown) => string} */
export function unitWords(unit, valueOf) {
  const words = unit.fields.flatMap((field) => {
    const value = valueOf(field);
    if (!isPresent(value)) { return []; }
    const [control] = field.controls;
    if (control.type === "checkbox") { return [optionWords(control)]; }
    if (control.type === "radio") { return [optionWords(field.controls.find((each) => each.value === String(value)) ?? control)]; }
    const written = typeof value === "number" ? plainNumber(value) : String(value);
    return [isList(control) ? `${optionWords(control)} ${written}` : written];
  });
  return words.join(say("between"));
}
