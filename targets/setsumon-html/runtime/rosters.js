// Rosters: occurrences are copies of the first, with names and anchors of their own.

import { dismissConditions, enrolConditions } from "./branching.js";
import { changed, extras } from "./changes.js";
import { dismiss, enrol } from "./controls.js";
import { copyOf, find, findAll, listen } from "./elements.js";
import { form, typed } from "./fields.js";
import { sure } from "./sure.js";

/** @import { Occurrence, Roster, RosterId } from "./types" */

/** Rosters by their numbers. @type {Map<RosterId, Roster>} */
export const rosters = new Map();

/** The button that adds to a roster. @type {(roster: Roster) => HTMLButtonElement} */
export function addButton({ root }) {
  /** @type {HTMLButtonElement | null} */
  const button = root.querySelector(".add");
  return sure(button);
}

export function startRosters() {
  for (const root of findAll(form, "[data-roster]")) {
    const index = Number(root.dataset.roster);
    const place = sure(find(root, ".occs"));
    const [first] = findAll(place, ":scope > *");
    const roster = { root, index, place, proto: copyOf(first), next: 1, min: Number(root.dataset.min), max: Number(root.dataset.max) };
    rosters.set(index, roster);
    place.replaceChildren();
    listen(addButton(roster), "click", () => {
      const occurrence = addOccurrence(roster);
      changed();
      find(occurrence.element, "input, select, textarea")?.focus();
    });
    fillUp(roster);
  }
}

/** Adds occurrences until there are as many as must be. @type {(roster: Roster) => void} */
export function fillUp(roster) {
  while (typed.repeats[roster.index].length < roster.min) { addOccurrence(roster); }
}

/** So many occurrences are shown at most: more than any roster takes, so that too many are told as what they are. @type {(roster: Roster) => number} */
export const mostOf = (roster) => roster.max + 50;

/** Adds an occurrence at the end. @type {(roster: Roster) => Occurrence} */
export function addOccurrence(roster) {
  const number = roster.next;
  roster.next += 1;
  const copy = copyOf(roster.proto);
  for (const inner of [copy, ...findAll(copy, "*")]) {
    for (const attribute of [...inner.attributes]) {
      const value = renamed(attribute.name, attribute.value, number);
      if (value !== attribute.value) { inner.setAttribute(attribute.name, value); }
    }
  }
  // What is not enumerable is no answer. TypeScript does not follow what `defineProperties` defines.
  const occurrence = /** @type {Occurrence} */ (Object.defineProperties({}, { number: { value: number }, element: { value: copy }, roster: { value: roster.index } }));
  typed.repeats[roster.index].push(occurrence);
  roster.place.append(copy);
  enrol(copy, occurrence);
  enrolConditions(copy, occurrence);
  for (const extra of extras) { extra.enrol?.(copy, occurrence); }
  renumber(roster);
  return occurrence;
}

/** Names end in `.1`, anchors in `-1`. @type {(attribute: string, value: string, number: number) => string} */
function renamed(attribute, value, number) {
  if (attribute === "name") { return value.replace(/\.1$/u, "." + number); }
  if (["id", "for", "aria-labelledby", "aria-describedby"].includes(attribute)) {
    return value.split(" ").map((anchor) => anchor.replace(/-1$/u, "-" + number)).join(" ");
  }
  return value;
}

/** Takes occurrences of a roster away. @type {(roster: Roster, some: Occurrence[]) => void} */
export function takeAway(roster, some) {
  for (const occurrence of some) {
    dismiss(occurrence);
    dismissConditions(occurrence);
    occurrence.element.remove();
  }
  typed.repeats[roster.index] = typed.repeats[roster.index].filter((each) => !some.includes(each));
}

/** @type {(roster: Roster) => void} */
export const clearRoster = (roster) => takeAway(roster, typed.repeats[roster.index]);

/** @type {(roster: Roster) => void} */
export function renumber(roster) {
  const all = typed.repeats[roster.index];
  all.forEach((occurrence, index) => {
    for (const sign of findAll(occurrence.element, ".k")) { sign.textContent = String(index + 1); }
  });
  addButton(roster).disabled = all.length >= roster.max;
}
