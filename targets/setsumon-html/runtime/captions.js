// What things on the page are called, in the page's own words.

import { isPresent } from "./conditions.js";
import { optionWords } from "./branching.js";
import { timeWords } from "./days.js";
import { anchored, bareWords, enclosing, find, near } from "./elements.js";
import { fieldOf, figureWords, isList, isMark } from "./fields.js";
import { model } from "./model.js";
import { rosters } from "./rosters.js";
import { placeOfUnit } from "./units.js";
import { say } from "./words.js";

/** @import { Control, Field, Unit, VariableId } from "./types" */

/** What a field is called: its section's number, its caption, its row. @type {(spot: { field?: Pick<Field, "controls">, place: HTMLElement }, inFull?: boolean) => string} */
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

/** Words behind what they are said of. A question mark needs no colon behind it. @type {(caption: string, words: string) => string} */
export function titled(caption, words) {
  const between = /[?？!！:：。]$/u.test(caption) ? (document.documentElement.lang === "ja" ? "　" : " ") : say("colon");
  return [caption, words].filter(Boolean).join(between);
}

/** What a variable of a roster is called, whether or not there is somebody in it. @type {(variable: VariableId) => string} */
function captionInRoster(variable) {
  const roster = rosters.get(model.roster[variable]);
  if (!roster) { return ""; }
  /** @type {Control | null} */
  const control = roster.proto.querySelector(`[name="${model.names[variable]}.1"]`);
  const gone = model.retired.find((each) => each[1] === variable);
  const place = control ? near(control, "tr, .q") : find(roster.proto, `[id="q${gone?.[0]}-1"]`);
  if (!place) { return ""; }
  return [captionOf({ place: roster.root }), captionOf({ field: control ? { controls: [control] } : undefined, place }, false)].filter(Boolean).join(" › ");
}

/** What a variable is called on the page, or was while it was asked; by its name where it has neither. @type {(variable: VariableId) => string} */
export function captionOfVariable(variable) {
  const inside = captionInRoster(variable);
  if (inside !== "") { return inside; }
  const field = fieldOf(variable, null);
  const gone = model.retired.find((each) => each[1] === variable);
  const place = field ? placeOfUnit(field.unit) : gone && anchored("q" + gone[0]);
  return (place && captionOf({ field, place })) || model.titles.find((each) => each[0] === variable)?.[1] || model.names[variable];
}

/** What a field holds, in words: an option by its label, a figure with its unit, all else as it is written. @type {(field: Field, value: unknown) => string} */
export function fieldWords(field, value) {
  if (!isPresent(value)) { return ""; }
  const [control] = field.controls;
  if (control.type === "checkbox") { return optionWords(control); }
  if (control.type === "radio") { return optionWords(field.controls.find((each) => each.value === String(value)) ?? control); }
  const written = typeof value === "number" ? figureWords(field, value) : timeWords(field.type[0], String(value));
  return isList(control) ? `${optionWords(control)} ${written}` : written;
}

/** What the fields of a unit hold, in words. @type {(unit: Unit, valueOf: (field: Field) => unknown) => string} */
export const unitWords = (unit, valueOf) => unit.fields.map((field) => fieldWords(field, valueOf(field))).filter(Boolean).join(say("between"));
