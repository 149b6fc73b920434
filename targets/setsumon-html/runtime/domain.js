// What a variable may hold: type, range, codes, length and shape, exactly as the reference defines them.

/** The white space of the language, and no other character. */
const WHITE_SPACE = " \u3000\t\n\r";
/** Whether a text has a character that is not white space. */
const hasWords = (text) => [...text].some((character) => !WHITE_SPACE.includes(character));

/** What is wrong with a value of this type: the name of a message, or null. */
function domainProblem(type, value) {
  switch (type[0]) {
    case "code": return type[1].includes(value) ? null : "wrong_code";
    case "tick": return value === true ? null : "wrong_type";
    case "rank": return integerProblem(value, 1, type[1]);
    case "integer": return integerProblem(value, type[1], type[2]);
    case "decimal": return decimalProblem(value, type);
    case "month": return countProblem(typeof value === "string" ? parseMonth(value) : null, type, "wrong_month");
    case "date": return countProblem(typeof value === "string" ? parseDay(value) : null, type, noDay(value));
    case "text": return textProblem(value, type);
    default: throw new Error("unknown type " + type[0]);
  }
}

/** Why a value is no day: it is none, the calendar has none such, or it may be one of two. */
function noDay(value) {
  const text = typeof value === "string" ? plain(value) : "";
  return datesIn(text).length === 0 ? "wrong_date" : ["wrong_date_none", "wrong_date", "wrong_date_two"][daysIn(text).length];
}

function integerProblem(value, min, max) {
  if (typeof value !== "number" || !Number.isInteger(value)) { return "wrong_integer"; }
  return value < min ? "too_small" : value > max ? "too_large" : null;
}

/** A JSON number as the reference reads it: null where it has more digits than any variable. */
function numberOf(value) {
  const number = typeof value === "number" && Number.isFinite(value) ? parseRatio(String(value)) : null;
  const places = number === null ? null : placesOf(number);
  if (places === null || places > 18) { return null; }
  const units = number.n * (10n ** BigInt(places) / number.d);
  return units >= -(2n ** 63n) && units < 2n ** 63n ? number : null;
}

function decimalProblem(value, [, digits, min, max]) {
  const number = numberOf(value);
  if (number === null) { return "wrong_number"; }
  if ((placesOf(number) ?? Infinity) > digits) { return "too_many_places"; }
  if (compareRatio(number, parseRatio(min)) < 0) { return "too_small"; }
  return compareRatio(number, parseRatio(max)) > 0 ? "too_large" : null;
}

function countProblem(count, [, min, max], wrong) {
  if (count === null) { return wrong; }
  return count < min ? "too_early" : count > max ? "too_late" : null;
}

function textProblem(value, [, shape, maxLength, lines, picture]) {
  if (typeof value !== "string" || value.includes("\0") || !hasWords(value)) { return "wrong_text"; }
  if (!lines && /[\n\r]/u.test(value)) { return "line_break"; }
  if (maxLength !== null && [...value].length > maxLength) { return "too_long"; }
  return shapeHolds(shape, value, picture) ? null : "wrong_" + shape;
}

function shapeHolds(shape, text, picture) {
  switch (shape) {
    case "free": return true;
    case "email": return /^[!-?A-~]+@[!-?A-~]+$/u.test(text) && text.slice(text.indexOf("@") + 2, -1).includes(".");
    case "tel": return /^[+0-9][0-9-]{5,19}$/u.test(text);
    case "postal_ja": return /^[0-9]{3}-[0-9]{4}$/u.test(text);
    case "postal_any": return /^[A-Za-z0-9](?:[A-Za-z0-9\x20-]{0,8}[A-Za-z0-9])$/u.test(text);
    // eslint-disable-next-line no-control-regex
    case "url": return /^https?:\/\/[^\u0000-\u0020\u007f-\u009f\u3000]+$/u.test(text);
    case "picture": return pictureHolds(picture, text);
    default: throw new Error("unknown shape " + shape);
  }
}

function pictureHolds(picture, text) {
  const wanted = [...picture];
  const found = [...text];
  return wanted.length === found.length && wanted.every((sign, index) => {
    const character = found[index];
    return sign === "9" ? character >= "0" && character <= "9" : sign === "A" ? character >= "A" && character <= "Z" : character === sign;
  });
}
