// What stands or changes as one: the ticks of a question or of a table's row, a value with the answers in its place, a cell.

import { near } from "./elements.js";
import { isMark } from "./fields.js";
import { sure } from "./sure.js";

/** @import { Control, Unit } from "./types" */

/** Units by the name of their first field. @type {Map<string, Unit>} */
export const units = new Map();
/** Units by their element. @type {Map<Element, Unit>} */
const rooted = new Map();

/** The element that holds a control's unit: its question; in a table the row of its marks, or the cell of its blank. @type {(control: Control) => HTMLElement} */
function unitRoot(control) {
  const question = sure(near(control, ".q"));
  const row = near(control, "tr");
  if (!row || near(row, ".q") !== question) { return question; }
  return isMark(control) ? row : sure(near(control, "td"));
}

/** The unit to which a field of this name belongs. @type {(name: string, control: Control) => Unit} */
export function unitOf(name, control) {
  const root = unitRoot(control);
  let unit = rooted.get(root);
  if (!unit) {
    unit = { key: name, root, fields: [], standing: "none", told: null };
    rooted.set(root, unit);
    units.set(name, unit);
  }
  return unit;
}

/** Forgets a unit. @type {(unit: Unit) => void} */
export function forgetUnit({ key, root }) {
  units.delete(key);
  rooted.delete(root);
}

/** Where a unit is spoken of: its question, or its row of a table. @type {(unit: Unit) => HTMLElement} */
export const placeOfUnit = ({ root }) => (root.matches("td") ? sure(near(root, "tr")) : root);
/** @type {(unit: { root: HTMLElement }) => boolean} */
export const isShown = (unit) => !near(unit.root, "[hidden]");
