// What people type, brought into the form that answer files hold. It mirrors `setsumon_core::normalize` case by case:
// what it does not understand it leaves as it is typed, so that the domain of the variable can complain of it.

const ERAS = [["令和", "r", "㋿", 2019], ["平成", "h", "㍻", 1989], ["昭和", "s", "㍼", 1926], ["大正", "t", "㍽", 1912], ["明治", "m", "㍾", 1868]];

/** Without white space of the language at either end. */
const trimmed = (text) => text.replace(/^[\x20\u3000\t\n\r]+|[\x20\u3000\t\n\r]+$/gu, "");
const unspaced = (text) => text.replace(/[\x20\u3000\t\n\r]/gu, "");

/** Full-width letters, digits and signs as ASCII, the ideographic space as a space. */
const narrow = (text) => text.replace(/\u3000/gu, " ")
  .replace(/[\uff01-\uff5e]/gu, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));

/** The same where numbers are meant: dashes are hyphens, and 「。」「、」「・」 the signs they share a key with. */
const plain = (text) => narrow(text.replace(/[\u2010-\u2015\u2212\ufe63\u2500ーｰ]/gu, "-")
  .replace(/[。｡]/gu, ".").replace(/[、､]/gu, ",").replace(/[・･]/gu, "/"));

/** A number without what is typed along: the words that stand beside its blank, or, where none do, the sign of a currency. */
function alone(text, beside) {
  let rest = text;
  for (const words of beside.map((each) => trimmed(plain(each)))) {
    if (rest.endsWith(words)) { rest = rest.slice(0, rest.length - words.length); } else if (rest.startsWith(words)) { rest = rest.slice(words.length); }
    rest = trimmed(rest);
  }
  return beside.length > 0 ? rest : trimmed(rest.replace(/^[$£€¥￥]|[$£€¥￥]$/u, ""));
}

/** `-1,234.50` as `-1234.5`; null where it is no number. */
function numberText(text) {
  const [, sign, whole, , fraction = ""] = /^([-△▲+]?)([0-9,]*)(\.([0-9]*))?$/u.exec(text) ?? [];
  if (whole === undefined || (whole.includes(",") && !/^[0-9]{1,3}(?:,[0-9]{3})+$/u.test(whole))) { return null; }
  if (whole === "" && fraction === "") { return null; }
  const digits = whole.replaceAll(",", "").replace(/^0+/u, "") || "0";
  const behind = fraction.replace(/0+$/u, "");
  const negative = sign !== "" && sign !== "+" && !(digits === "0" && behind === "");
  return (negative ? "-" : "") + digits + (behind ? "." + behind : "");
}

/** A year of an era by its name, letter or ligature; null where it is none. */
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

function yearText(text) {
  const bare = text.endsWith("年度") ? text.slice(0, -2) : text.endsWith("年") ? text.slice(0, -1) : text;
  const era = eraYear(bare);
  if (era !== null) { return String(era); }
  const digits = bare.startsWith("西暦") ? bare.slice(2) : bare;
  return /^[0-9]+$/u.test(digits) && Number(digits) < 2 ** 32 ? digits.replace(/^0+(?=.)/u, "") : null;
}

const isShort = (text) => /^[0-9]{1,2}$/u.test(text);
const isFourDigits = (text) => /^[0-9]{4}$/u.test(text);
/** A year and numbers of one or two digits as numbers; null where one of them is none. */
const numbered = (year, rest) => (year !== null && rest.every(isShort) ? [year, ...rest.map(Number)] : null);

/** Year, month and perhaps day, the year with four digits or an era; null where it is no date. */
function yearFirst(text) {
  const [first, ...rest] = text.replace(/[月日]$/u, "").split(/[年月/.-]/u);
  const bare = first.startsWith("西暦") ? first.slice(2) : first;
  return numbered(isFourDigits(bare) ? Number(bare) : eraYear(first), rest);
}

/** The same with the year behind: `31/1/2025`. */
function yearLast(text) {
  const rest = text.split(/[/.-]/u);
  const year = rest.pop();
  return numbered(isFourDigits(year) ? Number(year) : null, rest);
}

const MONTHS = "january february march april may june july august september october november december".split(" ");
/** The same with the English name of the month, whole or cut after three letters or more: `Jan 31st, 2025`. */
function withName(text) {
  const found = [];
  for (const word of text.toLowerCase().split(/[\x20\t,.\/-]+/u).filter(Boolean)) {
    const month = word.length < 3 ? -1 : MONTHS.findIndex((name) => name.startsWith(word));
    const day = word.replace(/([0-9])(?:st|nd|rd|th)$/u, "$1");
    const [place, number] = isFourDigits(word) ? [0, word] : month >= 0 ? [1, month + 1] : [2, day];
    if (found[place] !== undefined || (place === 2 && !isShort(day))) { return null; }
    found[place] = Number(number);
  }
  return found[0] !== undefined && found[1] !== undefined ? found : null;
}

/** Digits without signs, in pieces of so many; null where they are others. */
const inDigits = (text, pieces) => pieces.exec(text)?.slice(1).map(Number) ?? null;

function monthText(text) {
  const bare = unspaced(text);
  const [year, month, ...more] = yearFirst(bare) ?? yearLast(bare) ?? withName(text) ?? inDigits(bare, /^([0-9]{4})([0-9]{2})$/u) ?? [];
  return more.length === 0 && month >= 1 && month <= 12 ? `${padded(year, 4)}-${padded(month, 2)}` : null;
}

/** Year, month and day as a text may be read, whether or not the calendar has the day. */
function datesIn(text) {
  const bare = unspaced(text);
  const inOrder = yearFirst(bare) ?? withName(text) ?? inDigits(bare, /^([0-9]{4})([0-9]{2})([0-9]{2})$/u);
  if (inOrder !== null) { return inOrder.length === 3 ? [inOrder] : []; }
  const [year, a, b, ...more] = yearLast(bare) ?? [];
  return b === undefined || more.length > 0 ? [] : [[year, b, a], [year, a, b]];
}

/** The days that a text may mean. `1/2/2025` may mean two: nothing says which number is the month. */
const daysIn = (text) => [...new Set(datesIn(text).map((parts) => dayOf(...parts)))].filter((day) => day !== null);

function dateText(text) {
  const days = daysIn(text);
  return days.length === 1 ? writeDay(days[0]) : null;
}

/** Brackets, points, strokes and spaces are hyphens, and there is one between two numbers. */
const telText = (text) => text.replace(/[-().\/\x20\t]+/gu, "-").replace(/^-|-$/gu, "");

function postalText(text) {
  const bare = unspaced(text.replaceAll("〒", ""));
  return /^[0-9]{7}$/u.test(bare) ? `${bare.slice(0, 3)}-${bare.slice(3)}` : bare;
}

/** A host without its scheme is one of the secure web. */
const urlText = (text) => (/^[\w-]+(?:\.[\w-]+)+(?:[/?#]|$)/.test(text) ? "https://" + text : text);

/** How something typed in a blank of this kind is read. */
function inputOf(kind, type) {
  const ofShape = { free: "text", email: "email", url: "url", tel: "tel", postal_ja: "postal_ja", postal_any: "postal_any", picture: "picture" };
  switch (kind) {
    case "integer": case "decimal": case "scale": case "rank": return "number";
    case "year": case "fiscal_year": return "year";
    case "email": case "url": case "month": case "date": case "tel": case "longtext": return kind;
    default: return type[0] === "text" ? ofShape[type[1]] : "text";
  }
}

/** What was typed as an answer file holds it, still as words; empty where it is no answer. */
function normalText(input, text, picture, beside = []) {
  const bare = trimmed(text);
  const easy = plain(bare);
  const shaped = (...all) => all.find((each) => shapeHolds(input, each, picture));
  const understood = () => {
    switch (input) {
      case "text": return bare.replace(/\r\n|[\r\n]/gu, " ");
      case "longtext": return bare.replace(/\r\n?/gu, "\n");
      case "email": return shaped(narrow(bare));
      case "url": return shaped(urlText(narrow(bare)));
      case "number": return numberText(alone(easy, beside));
      case "year": return yearText(unspaced(easy));
      case "month": return monthText(easy);
      case "date": return dateText(easy);
      case "tel": return shaped(telText(easy));
      case "postal_ja": return shaped(postalText(easy));
      case "postal_any": return shaped(easy);
      case "picture": return shaped(bare, easy, easy.replace(/[a-z]/gu, (letter) => letter.toUpperCase()));
      default: throw new Error("unknown input " + input);
    }
  };
  return understood() ?? bare;
}

/** The value of what was typed, and the words to show in its place. A number that a file could not hold exactly stays words. */
function normalise(kind, type, text, beside) {
  const input = inputOf(kind, type);
  const shown = normalText(input, text, type[4], beside);
  if (shown === "") { return { value: undefined, shown }; }
  if (input !== "number" && input !== "year") { return { value: shown, shown }; }
  const wanted = parseRatio(shown);
  const held = wanted === null ? null : parseRatio(String(Number(shown)));
  const exact = held !== null && compareRatio(held, wanted) === 0;
  return { value: exact ? Number(shown) : shown, shown };
}
