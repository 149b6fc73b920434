// What people type, brought into the form that answer files hold. It mirrors `setsumon_core::normalize` case by case:
// what it does not understand it leaves as it is typed, so that the domain of the variable can complain of it.

import { dayOf, padded, writeDay } from "./calendar.js";
import { compareRatio, parseRatio } from "./rational.js";
import { shapeHolds } from "./shapes.js";

/** @import { Input, Shape, ValueType } from "./types" */

/** Name, letter, ligature, and first year. @type {[string, string, string, number][]} */
const ERAS = [["令和", "r", "㋿", 2019], ["平成", "h", "㍻", 1989], ["昭和", "s", "㍼", 1926], ["大正", "t", "㍽", 1912], ["明治", "m", "㍾", 1868]];

/** Without white space of the language at either end. @type {(text: string) => string} */
const trimmed = (text) => text.replace(/^[\x20\u3000\t\n\r]+|[\x20\u3000\t\n\r]+$/gu, "");
/** @type {(text: string) => string} */
const unspaced = (text) => text.replace(/[\x20\u3000\t\n\r]/gu, "");

/** Full-width letters, digits and signs as ASCII, the ideographic space as a space. @type {(text: string) => string} */
const narrow = (text) => text.replace(/\u3000/gu, " ")
  .replace(/[\uff01-\uff5e]/gu, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));

/** The same where numbers are meant: dashes are hyphens, and 「。」「、」「・」 the signs they share a key with. @type {(text: string) => string} */
export const plain = (text) => narrow(text.replace(/[\u2010-\u2015\u2212\ufe63\u2500ーｰ]/gu, "-")
  .replace(/[。｡]/gu, ".").replace(/[、､]/gu, ",").replace(/[・･]/gu, "/"));

/** A number without what is typed along: the words that stand beside its blank, or, where none do, the sign of a currency. @type {(text: string, beside: string[]) => string} */
function alone(text, beside) {
  let rest = text;
  for (const words of beside.map((each) => trimmed(plain(each)))) {
    if (rest.endsWith(words)) { rest = rest.slice(0, rest.length - words.length); } else if (rest.startsWith(words)) { rest = rest.slice(words.length); }
    rest = trimmed(rest);
  }
  return beside.length > 0 ? rest : trimmed(rest.replace(/^[$£€¥￥]|[$£€¥￥]$/u, ""));
}

/** `-1,234.50` as `-1234.5`; null where it is no number. @type {(text: string) => string | null} */
function numberText(text) {
  const [, sign, whole, , fraction = ""] = /^([-△▲+]?)([0-9,]*)(\.([0-9]*))?$/u.exec(text) ?? [];
  if (whole === undefined || (whole.includes(",") && !/^[0-9]{1,3}(?:,[0-9]{3})+$/u.test(whole))) { return null; }
  if (whole === "" && fraction === "") { return null; }
  const digits = whole.replaceAll(",", "").replace(/^0+/u, "") || "0";
  const behind = fraction.replace(/0+$/u, "");
  const negative = sign !== "" && sign !== "+" && !(digits === "0" && behind === "");
  return (negative ? "-" : "") + digits + (behind ? "." + behind : "");
}

/** A year of an era by its name, letter or ligature; null where it is none. @type {(text: string) => number | null} */
function eraYear(text) {
  for (const [name, letter, ligature, first] of ERAS) {
    const era = [name, letter, letter.toUpperCase(), ligature].find((each) => text.startsWith(each));
    if (era === undefined) { continue; }
    const number = text.slice(era.length);
    if (number === "元") { return first; }
    return /^[0-9]{1,2}$/u.test(number) && Number(number) > 0 ? first + Number(number) - 1 : null;
  }
  return null;
}

/** @type {(text: string) => string | null} */
function yearText(text) {
  const bare = text.endsWith("年度") ? text.slice(0, -2) : text.endsWith("年") ? text.slice(0, -1) : text;
  const era = eraYear(bare);
  if (era !== null) { return String(era); }
  const digits = bare.startsWith("西暦") ? bare.slice(2) : bare;
  return /^[0-9]+$/u.test(digits) && Number(digits) < 2 ** 32 ? digits.replace(/^0+(?=.)/u, "") : null;
}

/** @type {(text: string) => boolean} */
const isShort = (text) => /^[0-9]{1,2}$/u.test(text);
/** @type {(text: string | undefined) => text is string} */
const isFourDigits = (text) => text !== undefined && /^[0-9]{4}$/u.test(text);
/** A year and numbers of one or two digits as numbers; null where one of them is none. @type {(year: number | null, rest: string[]) => number[] | null} */
const numbered = (year, rest) => (year !== null && rest.every(isShort) ? [year, ...rest.map(Number)] : null);

/** Year, month and perhaps day, the year with four digits or an era; null where it is no date. @type {(text: string) => number[] | null} */
function yearFirst(text) {
  const [first, ...rest] = text.replace(/[月日]$/u, "").split(/[年月/.-]/u);
  const bare = first.startsWith("西暦") ? first.slice(2) : first;
  return numbered(isFourDigits(bare) ? Number(bare) : eraYear(first), rest);
}

/** The same with the year behind: `31/1/2025`. @type {(text: string) => number[] | null} */
function yearLast(text) {
  const rest = text.split(/[/.-]/u);
  const year = rest.pop();
  return numbered(isFourDigits(year) ? Number(year) : null, rest);
}

export const MONTHS = "january february march april may june july august september october november december".split(" ");
/** The same with the English name of the month, whole or cut after three letters or more: `Jan 31st, 2025`. @type {(text: string) => number[] | null} */
function withName(text) {
  /** @type {number[]} */
  const found = [];
  for (const word of text.toLowerCase().split(/[\x20\t,.\/-]+/u).filter(Boolean)) {
    const month = word.length < 3 ? -1 : MONTHS.findIndex((name) => name.startsWith(word));
    const day = word.replace(/([0-9])(?:st|nd|rd|th)$/u, "$1");
    /** @type {[number, string | number]} */
    const [place, number] = isFourDigits(word) ? [0, word] : month >= 0 ? [1, month + 1] : [2, day];
    if (found[place] !== undefined || (place === 2 && !isShort(day))) { return null; }
    found[place] = Number(number);
  }
  return found[0] !== undefined && found[1] !== undefined ? found : null;
}

/** Digits without signs, in pieces of so many; null where they are others. @type {(text: string, pieces: RegExp) => number[] | null} */
const inDigits = (text, pieces) => pieces.exec(text)?.slice(1).map(Number) ?? null;

/** @type {(text: string) => string | null} */
function monthText(text) {
  const bare = unspaced(text);
  const [year, month, ...more] = yearFirst(bare) ?? yearLast(bare) ?? withName(text) ?? inDigits(bare, /^([0-9]{4})([0-9]{2})$/u) ?? [];
  return more.length === 0 && month >= 1 && month <= 12 ? `${padded(year, 4)}-${padded(month, 2)}` : null;
}

/** Year, month and day as a text may be read, whether or not the calendar has the day. @type {(text: string) => number[][]} */
export function datesIn(text) {
  const bare = unspaced(text);
  const inOrder = yearFirst(bare) ?? withName(text) ?? inDigits(bare, /^([0-9]{4})([0-9]{2})([0-9]{2})$/u);
  if (inOrder !== null) { return inOrder.length === 3 ? [inOrder] : []; }
  const [year, a, b, ...more] = yearLast(bare) ?? [];
  return b === undefined || more.length > 0 ? [] : [[year, b, a], [year, a, b]];
}

/** The days that a text may mean. `1/2/2025` may mean two: nothing says which number is the month. @type {(text: string) => number[]} */
export const daysIn = (text) => [...new Set(datesIn(text).map(([year, month, day]) => dayOf(year, month, day)))].filter((day) => day !== null);

/** @type {(text: string) => string | null} */
function dateText(text) {
  const days = daysIn(text);
  return days.length === 1 ? writeDay(days[0]) : null;
}

/** Brackets, points, strokes and spaces are hyphens, and there is one between two numbers. @type {(text: string) => string} */
const telText = (text) => text.replace(/[-().\/\x20\t]+/gu, "-").replace(/^-|-$/gu, "");

/** @type {(text: string) => string} */
function postalText(text) {
  const bare = unspaced(text.replaceAll("〒", ""));
  return /^[0-9]{7}$/u.test(bare) ? `${bare.slice(0, 3)}-${bare.slice(3)}` : bare;
}

/** A host without its scheme is one of the secure web. @type {(text: string) => string} */
const urlText = (text) => (/^[\w-]+(?:\.[\w-]+)+(?:[/?#]|$)/.test(text) ? "https://" + text : text);

/** How something typed in a blank of this kind is read. @type {(kind: string, type: ValueType) => Input} */
function inputOf(kind, type) {
  /** @type {Record<Shape, Input>} */
  const ofShape = { free: "text", email: "email", url: "url", tel: "tel", postal_ja: "postal_ja", postal_any: "postal_any", picture: "picture" };
  switch (kind) {
    case "integer": case "decimal": case "scale": case "rank": return "number";
    case "year": case "fiscal_year": return "year";
    case "email": case "url": case "month": case "date": case "tel": case "longtext": return kind;
    default: return type[0] === "text" ? ofShape[type[1]] : "text";
  }
}

/** What was typed as an answer file holds it, still as words; empty where it is no answer. @type {(input: Input, text: string, picture?: string, beside?: string[]) => string} */
export function normalText(input, text, picture, beside = []) {
  const bare = trimmed(text);
  const easy = plain(bare);
  /** @type {(shape: Shape, ...all: string[]) => string | undefined} */
  const shaped = (shape, ...all) => all.find((each) => shapeHolds(shape, each, picture));
  const understood = () => {
    switch (input) {
      case "text": return bare.replace(/\r\n|[\r\n]/gu, " ");
      case "longtext": return bare.replace(/\r\n?/gu, "\n");
      case "email": return shaped(input, narrow(bare));
      case "url": return shaped(input, urlText(narrow(bare)));
      case "number": return numberText(alone(easy, beside));
      case "year": return yearText(unspaced(easy));
      case "month": return monthText(easy);
      case "date": return dateText(easy);
      case "tel": return shaped(input, telText(easy));
      case "postal_ja": return shaped(input, postalText(easy));
      case "postal_any": return shaped(input, easy);
      case "picture": return shaped(input, bare, easy, easy.replace(/[a-z]/gu, (letter) => letter.toUpperCase()));
      default: throw new Error("unknown input " + input);
    }
  };
  return understood() ?? bare;
}

/** The value of what was typed, and the words to show in its place: a telephone number as it was parted, an amount with the zeros behind its point. A number that a file could not hold exactly stays words. @type {(kind: string, type: ValueType, text: string, beside: string[]) => { value: string | number | undefined, shown: string }} */
export function normalise(kind, type, text, beside) {
  const input = inputOf(kind, type);
  const normal = normalText(input, text, type[0] === "text" ? type[4] : undefined, beside);
  const bare = trimmed(text);
  if (normal === "") { return { value: undefined, shown: normal }; }
  if (input !== "number" && input !== "year") { return { value: normal, shown: input === "tel" && normal !== bare ? plain(bare) : normal }; }
  const wanted = parseRatio(normal);
  const held = parseRatio(String(Number(normal)));
  const exact = wanted !== null && held !== null && compareRatio(held, wanted) === 0;
  const [, zeros] = /\.[0-9]*?(0+)$/u.exec(alone(plain(bare), beside)) ?? [];
  return { value: exact ? Number(normal) : normal, shown: exact && zeros ? normal + (normal.includes(".") ? "" : ".") + zeros : normal };
}
