// Finding an entry of a long list: by its beginning, by a word in it, by kana or romaji where it is read so, and with one slip of the finger.

/** @type {{ [sound: string]: string }} */
const KANA = { "": "あいうえお", k: "かきくけこ", g: "がぎぐげご", s: "さしすせそ", z: "ざじずぜぞ", t: "たちつてと", d: "だぢづでど", n: "なにぬねの", h: "はひふへほ", b: "ばびぶべぼ", p: "ぱぴぷぺぽ", m: "まみむめも", y: "や ゆ よ", r: "らりるれろ", w: "わゐ ゑを", v: "  ゔ", "~": "ぁぃぅぇぉ", "~y": "ゃ ゅ ょ" };
/** @type {Map<string, string>} */
const ROMAJI = new Map();
for (const [sound, row] of Object.entries(KANA)) { [...row].forEach((kana, vowel) => ROMAJI.set(kana, sound + "aiueo"[vowel])); }
ROMAJI.set("ん", "n'").set("っ", "").set("ー", "");

/** Ways of writing the same sound, brought to one. */
const SOUNDS = [["sh", "s"], ["tch", "t"], ["ch", "t"], ["ts", "t"], ["f", "h"], ["j", "z"], ["d(?=[iuy])", "z"], ["([stz])y(?=i)", "$1"], ["m(?=[bpm])", "n"], ["'", ""], ["wo", "o"], ["ou", "o"], ["ei", "e"], ["(.)\\1+", "$1"]]
  .map(([from, to]) => ({ from: new RegExp(from, "gu"), to }));

/** Words as they are compared: without case, accents, width, and signs between them. @type {(text: string) => string} */
const folded = (text) => text.normalize("NFKC").toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/gu, "").normalize("NFC").replace(/[^\p{L}\p{N}ー']+/gu, " ").trim();

/** The same as it sounds: kana and romaji alike; kanji stay. @type {(text: string) => string} */
function sounded(text) {
  const hiragana = folded(text).replace(/[\u30a1-\u30f6]/gu, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
  let sound = [...hiragana].map((kana) => ROMAJI.get(kana) ?? kana).join("").replace(/[iu]~y/gu, "y").replace(/[aiueo]~/gu, "").replaceAll("~", "");
  // Romaji writes shi and cha where kana writes si and tya.
  sound = sound.replace(/(sh|ch|j)(?=[aueo])/gu, "$1y");
  for (const { from, to } of SOUNDS) { sound = sound.replace(from, to); }
  return sound;
}

/** Whether two words differ by no more than one letter: another, one more, one less, or two changed round. @type {(left: string, right: string) => boolean} */
function isNear(left, right) {
  let index = 0;
  while (index < left.length && left[index] === right[index]) { index += 1; }
  const [a, b] = [left.slice(index), right.slice(index)];
  return a.slice(1) === b.slice(1) || a === b.slice(1) || a.slice(1) === b || (a.slice(0, 2) === [...b.slice(0, 2)].reverse().join("") && a.slice(2) === b.slice(2));
}

/** Whether a word begins so, with one slip. @type {(word: string, begun: string) => boolean} */
const beginsNear = (word, begun) => [-1, 0, 1].some((more) => isNear(begun, word.slice(0, begun.length + more)));

/** What an entry is found by: its words, its reading, whatever else is known of it, in the language's own way. @type {(texts: (string | undefined)[], lang: string) => string[]} */
export function keysOf(texts, lang) {
  const ways = lang === "ja" ? [folded, sounded] : [folded];
  return [...new Set(texts.flatMap((text) => (text ? ways.map((way) => way(text)) : [])))];
}

/** How well an entry fits, from 0, the best; null where it does not. @type {(keys: string[], wanted: string[], slips: boolean) => number | null} */
function fit(keys, wanted, slips) {
  /** @type {(test: (key: string, query: string) => boolean) => boolean} */
  const some = (test) => keys.some((key) => wanted.some((query) => query !== "" && test(key, query)));
  /** @type {(text: string) => string[]} */
  const words = (text) => text.split(" ");
  if (some((key, query) => key === query)) { return 0; }
  if (some((key, query) => key.startsWith(query))) { return 1; }
  if (some((key, query) => words(query).every((part) => words(key).some((word) => word.startsWith(part))))) { return 2; }
  if (some((key, query) => key.includes(query))) { return 3; }
  /** @type {(key: string, query: string) => boolean} */
  const isSlip = (key, query) => query.length > 2 && [key, ...words(key)].some((word) => beginsNear(word, query));
  return slips && some(isSlip) ? 4 : null;
}

/** The places of the entries that fit, the best first; slips are forgiven where nothing else is found. @type {(entries: string[][], text: string, lang: string) => [how: number, place: number][]} */
export function search(entries, text, lang) {
  const wanted = keysOf([text], lang);
  /** @type {(slips: boolean) => [number, number][]} */
  const found = (slips) => entries.flatMap((keys, place) => {
    const how = fit(keys, wanted, slips);
    /** @type {[number, number][]} */
    const here = how === null ? [] : [[how, place]];
    return here;
  }).sort((left, right) => left[0] - right[0] || left[1] - right[1]);
  const plainly = found(false);
  return plainly.length > 0 ? plainly : found(true);
}
