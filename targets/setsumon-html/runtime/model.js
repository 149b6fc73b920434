// What the form asks, and by which rules: the model that the page carries.

import { byId, findAll, textOf } from "./elements.js";
import { prepare } from "./verdict.js";

/** @import { WrittenModel } from "./types" */

export const model = prepare(withNames(JSON.parse(textOf(byId("model")))));

/** Fills in the names that the model only counts, from the controls that bear them: `*2` as `0.s__a 0.s__b`. @type {(written: WrittenModel) => WrittenModel} */
function withNames(written) {
  const all = findAll(document, "#form [name]:not([name^=_])").map((control) => String(control.getAttribute("name")).split(".")[0]);
  const names = new Set(all).values();
  written.names = written.names.replace(/\*(\d+)/gu, (_, count) => Array.from({ length: count }, () => "0." + names.next().value).join(" "));
  return written;
}
