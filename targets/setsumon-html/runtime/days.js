// Days and months in words, in one style everywhere on the page.

import { dateOf, dayOf, parseDay, parseMonth } from "./calendar.js";
import { MONTHS, datesIn, daysIn } from "./normalise.js";
import { sure } from "./sure.js";

const isJapanese = document.documentElement.lang === "ja";

/** A month as the sentences of the survey have it: `March 2025`, `2025年3月`. @type {(count: number) => string} */
export function monthWords(count) {
  const [year, month] = [Math.floor(count / 12), count % 12];
  return isJapanese ? `${year}年${month + 1}月` : `${MONTHS[month][0].toUpperCase()}${MONTHS[month].slice(1)} ${year}`;
}

/** A day in the same way: `12 March 2025`, `2025年3月12日`. @type {(count: number) => string} */
export function dayWords(count) {
  const { year, month, day } = dateOf(count);
  const inMonth = monthWords(year * 12 + month - 1);
  return isJapanese ? `${inMonth}${day}日` : `${day} ${inMonth}`;
}

/** A value of a file as it is read: a day or a month in words. @type {(type: string, value: string) => string} */
export function timeWords(type, value) {
  const count = type === "date" ? parseDay(value) : type === "month" ? parseMonth(value) : null;
  return count === null ? value : type === "date" ? dayWords(count) : monthWords(count);
}

/** The days that a text may be meant as. A year of two digits may be of this century or the last: it is asked about, and never guessed. @type {(text: string) => number[]} */
export const daysMeant = (text) => (datesIn(text).length > 0 ? daysIn(text)
  : ["20", "19"].flatMap((century) => daysIn(isJapanese ? century + text : text.replace(/(?=[0-9]{2}$)/u, century))));

/** A time of day, with its day; a dash where what was kept is no time. @type {(time: number) => string} */
export function clock(time) {
  const at = new Date(time);
  if (Number.isNaN(at.getTime())) { return "–"; }
  const day = sure(dayOf(at.getFullYear(), at.getMonth() + 1, at.getDate()));
  return `${dayWords(day)} ${at.toLocaleTimeString(document.documentElement.lang, { timeStyle: "short" })}`;
}
