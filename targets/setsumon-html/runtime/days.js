// Days and months in words, in one style everywhere on the page.

import { dateOf, dayOf } from "./calendar.js";
import { MONTHS } from "./normalise.js";
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

/** A time of day, with its day; a dash where what was kept is no time. @type {(time: number) => string} */
export function clock(time) {
  const at = new Date(time);
  if (Number.isNaN(at.getTime())) { return "–"; }
  const day = sure(dayOf(at.getFullYear(), at.getMonth() + 1, at.getDate()));
  return `${dayWords(day)} ${at.toLocaleTimeString(document.documentElement.lang, { timeStyle: "short" })}`;
}
