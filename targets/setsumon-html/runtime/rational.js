// Exact numbers: fractions of BigInts, so that 0.1 + 0.2 is 0.3 and a third is a third.

/** @import { Ratio } from "./types" */

/** The fraction n/d in lowest terms, d > 0. @type {(n: bigint, d: bigint) => Ratio} */
export function ratio(n, d) {
  if (d < 0n) { n = -n; d = -d; }
  let a = n < 0n ? -n : n;
  let b = d;
  while (b) { [a, b] = [b, a % b]; }
  return a > 1n ? { n: n / a, d: d / a } : { n, d };
}

/** A whole number as a fraction. @type {(n: bigint | number) => Ratio} */
export const whole = (n) => ({ n: BigInt(n), d: 1n });

/** Reads `-12.5` or `1e3`; null where it is no decimal number. @type {(text: string) => Ratio | null} */
export function parseRatio(text) {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text);
  if (!match) { return null; }
  const [, sign, digits, fraction = "", exponent = "0"] = match;
  const units = BigInt(sign + digits + fraction);
  const places = fraction.length - Number(exponent);
  return places > 0 ? ratio(units, 10n ** BigInt(places)) : whole(units * 10n ** BigInt(-places));
}

/** @type {(a: Ratio, b: Ratio) => Ratio} */
export const addRatio = (a, b) => ratio(a.n * b.d + b.n * a.d, a.d * b.d);
/** @type {(a: Ratio) => Ratio} */
export const negateRatio = (a) => ({ n: -a.n, d: a.d });
/** @type {(a: Ratio, b: Ratio) => Ratio} */
export const multiplyRatio = (a, b) => ratio(a.n * b.n, a.d * b.d);
/** a ÷ b; null where b is 0. @type {(a: Ratio, b: Ratio) => Ratio | null} */
export const divideRatio = (a, b) => (b.n === 0n ? null : ratio(a.n * b.d, a.d * b.n));

/** −1, 0 or 1. @type {(a: Ratio, b: Ratio) => number} */
export function compareRatio(a, b) {
  const left = a.n * b.d;
  const right = b.n * a.d;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Rounded to so many places, halves away from zero. @type {(a: Ratio, places: number) => Ratio} */
export function roundRatio(a, places) {
  const power = 10n ** BigInt(places);
  const negative = a.n < 0n;
  const scaled = (negative ? -a.n : a.n) * power;
  const rounded = (2n * scaled + a.d) / (2n * a.d);
  return ratio(negative ? -rounded : rounded, power);
}

/** How many decimal places the number has, null where they never end. @type {(a: Ratio) => number | null} */
export function placesOf(a) {
  let { d } = a;
  let twos = 0;
  let fives = 0;
  while (d % 2n === 0n) { d /= 2n; twos += 1; }
  while (d % 5n === 0n) { d /= 5n; fives += 1; }
  return d === 1n ? Math.max(twos, fives) : null;
}

/** The number as it is written; at most so many places where they never end. @type {(a: Ratio, most?: number) => string} */
export function writeRatio(a, most = 12) {
  const places = placesOf(a) ?? most;
  const rounded = roundRatio(a, places);
  const units = rounded.n * (10n ** BigInt(places) / rounded.d);
  const digits = String(units < 0n ? -units : units).padStart(places + 1, "0");
  const cut = digits.length - places;
  return (units < 0n ? "-" : "") + digits.slice(0, cut) + (places ? "." + digits.slice(cut) : "");
}

/** A JSON number as the reference reads it: null where it has more digits than any variable. @type {(value: unknown) => Ratio | null} */
export function numberOf(value) {
  const number = typeof value === "number" && Number.isFinite(value) ? parseRatio(String(value)) : null;
  if (number === null) { return null; }
  const places = placesOf(number);
  if (places === null || places > 18) { return null; }
  const units = number.n * (10n ** BigInt(places) / number.d);
  return units >= -(2n ** 63n) && units < 2n ** 63n ? number : null;
}
