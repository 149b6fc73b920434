// Days and months of the proleptic Gregorian calendar, as counts: days from 1970-01-01, months from January of the year 0.

import { sure } from "./sure.js";

/** @type {(year: number) => boolean} */
const isLeapYear = (year) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
/** @type {(year: number, month: number) => number} */
const daysInMonth = (year, month) => (month === 2 ? (isLeapYear(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);

/** The day of these numbers, null where the calendar has none. @type {(year: number, month: number, day: number) => number | null} */
export function dayOf(year, month, day) {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) { return null; }
  const y = month <= 2 ? year - 1 : year;
  const cycle = Math.floor(y / 400);
  const yearOfCycle = y - cycle * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfCycle = yearOfCycle * 365 + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100) + dayOfYear;
  return cycle * 146097 + dayOfCycle - 719468;
}

/** Year, month and day of a day: Howard Hinnant's civil_from_days. @type {(day: number) => { year: number, month: number, day: number }} */
export function dateOf(day) {
  const days = day + 719468;
  const cycle = Math.floor(days / 146097);
  const dayOfCycle = days - cycle * 146097;
  const yearOfCycle = Math.floor(
    (dayOfCycle - Math.floor(dayOfCycle / 1460) + Math.floor(dayOfCycle / 36524) - Math.floor(dayOfCycle / 146096)) / 365,
  );
  const dayOfYear = dayOfCycle - (365 * yearOfCycle + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return { year: yearOfCycle + cycle * 400 + (month <= 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1 };
}

/** Reads `2025-01-31`. @type {(text: string) => number | null} */
export function parseDay(text) {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  return match ? dayOf(Number(match[1]), Number(match[2]), Number(match[3])) : null;
}

/** Reads `2025-01`. @type {(text: string) => number | null} */
export function parseMonth(text) {
  const match = /^(\d{4})-(\d\d)$/.exec(text);
  if (match === null) { return null; }
  const month = Number(match[2]);
  return month >= 1 && month <= 12 ? Number(match[1]) * 12 + month - 1 : null;
}

/** So many months later; a day that the month does not have becomes that month's last. @type {(day: number, months: number) => number} */
export function plusMonths(day, months) {
  const date = dateOf(day);
  const count = date.year * 12 + date.month - 1 + months;
  const year = Math.floor(count / 12);
  const month = count - year * 12 + 1;
  return sure(dayOf(year, month, Math.min(date.day, daysInMonth(year, month))));
}

/** Full years from one day to another; who is born on 29 February has the anniversary on 1 March in other years. @type {(from: number, to: number) => number} */
export function fullYears(from, to) {
  const a = dateOf(from);
  const b = dateOf(to);
  return b.year - a.year - (b.month < a.month || (b.month === a.month && b.day < a.day) ? 1 : 0);
}

/** @type {(number: number, width: number) => string} */
export const padded = (number, width) => String(number).padStart(width, "0");
/** Writes `2025-01-31`. @type {(count: number) => string} */
export function writeDay(count) {
  const { year, month, day } = dateOf(count);
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;
}
/** Writes `2025-01`. @type {(count: number) => string} */
export const writeMonth = (count) => `${padded(Math.floor(count / 12), 4)}-${padded((count % 12) + 1, 2)}`;
