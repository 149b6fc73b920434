// What people type, brought into the form that answer files hold. It mirrors `setsumon_core::normalize` case by case:
// what it does not understand it leaves as it is, so that the domain of the variable can complain of it.

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

/** Year, month and perhaps day as numbers; null where it is no date. */
function dateParts(text) {
  const pieces = text.replace(/[月日]$/u, "").split(/[年月/.-]/u);
  const bare = pieces[0].startsWith("西暦") ? pieces[0].slice(2) : pieces[0];
  const year = /^[0-9]{4}$/u.test(bare) ? Number(bare) : eraYear(pieces[0]);
  if (year === null || !pieces.slice(1).every((piece) => /^[0-9]{1,2}$/u.test(piece))) { return null; }
  return [year, ...pieces.slice(1).map(Number)];
}

function monthText(text) {
  const packed = /^([0-9]{4})([0-9]{2})$/u.exec(text);
  const [year, month, more] = dateParts(text) ?? (packed ? packed.slice(1).map(Number) : []);
  return more === undefined && month >= 1 && month <= 12 ? `${padded(year, 4)}-${padded(month, 2)}` : null;
}

function dateText(text) {
  const packed = /^([0-9]{4})([0-9]{2})([0-9]{2})$/u.exec(text);
  const parts = dateParts(text) ?? (packed ? packed.slice(1).map(Number) : []);
  const day = parts.length === 3 ? dayOf(...parts) : null;
  return day === null ? null : writeDay(day);
}

/** Brackets and spaces are hyphens, and there is one between two numbers. */
const telText = (text) => text.replace(/[-()\x20\t]+/gu, "-").replace(/^-|-$/gu, "");

function postalText(text) {
  const bare = unspaced(text.replaceAll("〒", ""));
  return /^[0-9]{7}$/u.test(bare) ? `${bare.slice(0, 3)}-${bare.slice(3)}` : bare;
}

/** A host without its scheme is one of the secure web. */
const urlText = (text) => (/^[\w-]+(?:\.[\w-]+)+(?:[/?#]|$)/.test(text) ? "https://" + text : text);

function pictureText(picture, text) {
  if (pictureHolds(picture, text)) { return text; }
  const narrowed = plain(text);
  const capital = narrowed.replace(/[a-z]/gu, (letter) => letter.toUpperCase());
  return !pictureHolds(picture, narrowed) && pictureHolds(picture, capital) ? capital : narrowed;
}

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
function normalText(input, text, picture) {
  const bare = trimmed(text);
  switch (input) {
    case "text": return bare.replace(/\r\n|[\r\n]/gu, " ");
    case "longtext": return bare.replace(/\r\n?/gu, "\n");
    case "email": return narrow(bare);
    case "url": return urlText(narrow(bare));
    case "number": return numberText(plain(bare)) ?? plain(bare);
    case "year": return yearText(unspaced(plain(bare))) ?? unspaced(plain(bare));
    case "month": return monthText(unspaced(plain(bare))) ?? unspaced(plain(bare));
    case "date": return dateText(unspaced(plain(bare))) ?? unspaced(plain(bare));
    case "tel": return telText(plain(bare));
    case "postal_ja": return postalText(plain(bare));
    case "postal_any": return plain(bare);
    case "picture": return pictureText(picture, bare);
    default: throw new Error("unknown input " + input);
  }
}

/** The value of what was typed, and the words to show in its place. A number that a file could not hold exactly stays words. */
function normalise(kind, type, text) {
  const input = inputOf(kind, type);
  const shown = normalText(input, text, type[4]);
  if (shown === "") { return { value: undefined, shown }; }
  if (input !== "number" && input !== "year") { return { value: shown, shown }; }
  const wanted = parseRatio(shown);
  const held = wanted === null ? null : parseRatio(String(Number(shown)));
  const exact = held !== null && compareRatio(held, wanted) === 0;
  return { value: exact ? Number(shown) : shown, shown };
}
