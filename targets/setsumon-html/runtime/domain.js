// What a variable may hold: type, range, codes, length and shape, exactly as the reference defines them.

import { parseDay, parseMonth } from "./calendar.js";
import { datesIn, daysIn, plain } from "./normalise.js";
import { compareRatio, numberOf, parseRatio, placesOf } from "./rational.js";
import { hasWords, shapeHolds } from "./shapes.js";
import { sure } from "./sure.js";

/** @import { CountType, DecimalType, TextType, ValueType } from "./types" */

/** What is wrong with a value of this type: the name of a message, or null. @type {(type: ValueType, value: unknown) => string | null} */
export function domainProblem(type, value) {
  switch (type[0]) {
    // A value that is no text is none of the codes.
    case "code": return type[1].includes(/** @type {string} */ (value)) ? null : "wrong_code";
    case "tick": return value === true ? null : "wrong_type";
    case "rank": return integerProblem(value, 1, type[1]);
    case "integer": return integerProblem(value, type[1], type[2]);
    case "decimal": return decimalProblem(value, type);
    case "month": return countProblem(typeof value === "string" ? parseMonth(value) : null, type, "wrong_month");
    case "date": return countProblem(typeof value === "string" ? parseDay(value) : null, type, noDay(value, type));
    case "text": return textProblem(value, type);
    default: throw new Error("unknown type " + type);
  }
}

/** Why a value is no day: it is none, the calendar has none such, or of those that it may be none may be given. @type {(value: unknown, type: CountType) => string} */
function noDay(value, type) {
  const text = typeof value === "string" ? plain(value) : "";
  const [problem, ...others] = daysIn(text).map((day) => countProblem(day, type, ""));
  return datesIn(text).length === 0 ? "wrong_date" : problem === undefined ? "wrong_date_none" : others.includes(null) ? "wrong_date" : problem ?? "wrong_date";
}

/** @type {(value: unknown, min: number, max: number) => string | null} */
function integerProblem(value, min, max) {
  if (typeof value !== "number" || !Number.isInteger(value)) { return "wrong_integer"; }
  return value < min ? "too_small" : value > max ? "too_large" : null;
}

/** @type {(value: unknown, type: DecimalType) => string | null} */
function decimalProblem(value, [, digits, min, max]) {
  const number = numberOf(value);
  if (number === null) { return "wrong_number"; }
  if ((placesOf(number) ?? Infinity) > digits) { return "too_many_places"; }
  if (compareRatio(number, sure(parseRatio(min))) < 0) { return "too_small"; }
  return compareRatio(number, sure(parseRatio(max))) > 0 ? "too_large" : null;
}

/** @type {(count: number | null, type: CountType, wrong: string) => string | null} */
function countProblem(count, [, min, max], wrong) {
  if (count === null) { return wrong; }
  return count < min ? "too_early" : count > max ? "too_late" : null;
}

/** @type {(value: unknown, type: TextType) => string | null} */
function textProblem(value, [, shape, maxLength, lines, picture]) {
  if (typeof value !== "string" || value.includes("\0") || !hasWords(value)) { return "wrong_text"; }
  if (!lines && /[\n\r]/u.test(value)) { return "line_break"; }
  if (maxLength !== null && [...value].length > maxLength) { return "too_long"; }
  return shapeHolds(shape, value, picture) ? null : "wrong_" + shape;
}
