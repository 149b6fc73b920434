// What people type, as the file holds it: full-width digits, commas, eras, postal marks. It never guesses at words.

/** Full-width letters, digits and signs as their narrow twins; every kind of dash as a hyphen. */
function narrow(text) {
  return text
    .replace(/[\uff01-\uff5e]/gu, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\u2010-\u2015\u2212\u30fc\uff70\ufe63]/gu, "-")
    .replace(/\u3000/gu, " ")
    .replace(/[\uffe5]/gu, "\u00a5")
    .trim();
}

const ERAS = [["令和", "R", 2019], ["平成", "H", 1989], ["昭和", "S", 1926], ["大正", "T", 1912], ["明治", "M", 1868]];

/** A year as digits, era years translated: `令和６年` and `R6` are 2024. Null where it is neither. */
function yearOf(text) {
  const match = /^(?:(令和|平成|昭和|大正|明治|[RHSTM])\.?\s*(元|\d{1,2})|(\d{4}))\s*(?:年度?)?$/iu.exec(text);
  if (!match) { return null; }
  if (match[3]) { return Number(match[3]); }
  const era = ERAS.find(([name, letter]) => name === match[1] || letter === match[1].toUpperCase());
  return era[2] + (match[2] === "元" ? 1 : Number(match[2])) - 1;
}

/** A number as it is written in a file, or null. Commas are taken where thousands have them. */
function numberText(text) {
  const bare = text.replace(/\s/gu, "").replace(/^\+/u, "");
  const grouped = /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/u.test(bare) ? bare.replaceAll(",", "") : bare;
  if (!/^-?(?:\d+\.?\d*|\.\d+)$/u.test(grouped)) { return null; }
  const [, sign, digits, fraction] = /^(-?)0*(\d*)\.?(\d*?)0*$/u.exec(grouped.includes(".") ? grouped : grouped + ".");
  const number = (digits || "0") + (fraction ? "." + fraction : "");
  return number === "0" ? "0" : sign + number;
}

/** Year, month and day out of a date however parted; `parts` is 2 or 3. */
function datedText(text, parts) {
  const bare = text.replace(/\s/gu, "").replace(/日$/u, "");
  const packed = (parts === 3 ? /^(\d{4})(\d\d)(\d\d)$/u : /^(\d{4})(\d\d)$/u).exec(bare);
  const pieces = packed ? packed.slice(1) : bare.replace(/月$/u, "").split(/年|月|[-/.](?=\d)/u);
  if (pieces.length !== parts) { return null; }
  const year = yearOf(pieces[0]);
  const rest = pieces.slice(1).map((piece) => (/^\d{1,2}$/u.test(piece) ? padded(Number(piece), 2) : null));
  return year === null || rest.includes(null) ? null : [padded(year, 4), ...rest].join("-");
}

/**
 * The value of what was typed, and the words to show in its place: `{ value, shown }`; `bad` where it is none of its kind.
 * `kind` is the kind of blank, `type` what its variable may hold.
 */
function normalise(kind, type, typed) {
  if (!hasWords(typed)) { return { value: undefined, shown: "" }; }
  const text = narrow(typed);
  const worded = (value) => ({ value, shown: value });
  const numbered = (digits) => {
    if (digits === null || !Number.isFinite(Number(digits))) { return { value: typed, shown: typed, bad: true }; }
    return { value: Number(digits), shown: digits };
  };
  switch (kind) {
    case "integer": case "decimal": case "scale": case "rank": return numbered(numberText(text));
    case "year": case "fiscal_year": return numbered(yearOf(text)?.toString() ?? numberText(text));
    case "month": return worded(datedText(text, 2) ?? typed);
    case "date": return worded(datedText(text, 3) ?? typed);
    case "email": return worded(text);
    case "url": return worded(/^[\w-]+(?:\.[\w-]+)+(?:[/?#]|$)/u.test(text) ? "https://" + text : text);
    case "tel": return worded(text.replace(/^\((\d+)\)\s*/u, "$1-").replace(/\((\d+)\)\s*/gu, "-$1-").replace(/\s+/gu, "-").replace(/-+/gu, "-"));
    case "postal": {
      const bare = text.replace(/^〒\s*/u, "").trim();
      return worded(type[1] === "postal_ja" ? bare.replace(/[\s-]/gu, "").replace(/^(\d{3})(\d{4})$/u, "$1-$2") : bare);
    }
    case "longtext": return worded(typed.replace(/\r\n?/gu, "\n"));
    default: return worded(type[1] === "picture" ? picturedText(type[4], text) : typed);
  }
}

/** Lower case becomes upper case where the picture has a letter. */
function picturedText(picture, text) {
  const wanted = [...picture];
  return [...text].map((character, index) => (wanted[index] === "A" ? character.toUpperCase() : character)).join("");
}
