// Answer files: out as a download, in after a check whose result is shown first.

import { ask } from "./announce.js";
import { putFile } from "./answers.js";
import { reading } from "./branching.js";
import { captionOfVariable } from "./captions.js";
import { MARKER_UPDATED, carriedIn, carryOver } from "./carry.js";
import { Reading, isPresent } from "./conditions.js";
import { undoable } from "./drafts.js";
import { element } from "./elements.js";
import { fields, rawOf, typed } from "./fields.js";
import { bringLast, ownLists, unfitOf } from "./last.js";
import { notesOf, tell } from "./messages.js";
import { model } from "./model.js";
import { parsed } from "./store.js";
import { byTodaysNames, isObject, readFile, readLast, verdict, writeFile } from "./verdict.js";
import { say } from "./words.js";

/** @import { Foreign, Inspected, Told, Values, VariableId } from "./types" */

/** The answers as a file, with what is the file's own. @type {(told: Told[]) => Foreign} */
export const fileNow = (told) => writeFile(model, reading, { _notes: notesOf(told), ...ownLists() });

/** What the answer file is called; what is not handed in says so, or one would be sent for the other. @type {(draft: boolean) => string} */
export const fileName = (draft) => `${model.survey}-${model.edition}${draft ? "-draft" : ""}.json`;

/** Whether all that must be answered is, and rightly. */
export const isWhole = () => verdict(model, reading, true).every(({ hard }) => !hard);

/** Saves the answers as they stand. @type {(draft: boolean) => void} */
export function saveFile(draft) {
  const blob = new Blob([JSON.stringify(fileNow(tell()), null, 2) + "\n"], { type: "application/json" });
  const link = element("a", { href: URL.createObjectURL(blob), download: fileName(draft) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/** Looks at a file that was picked: why it is refused, in words, or what it is, how much of it can be taken and what cannot. @type {(text: string) => Inspected} */
function inspected(text) {
  const file = parsed(text);
  if (!isObject(file)) { return { refused: say("file_wrong") }; }
  const { _survey: survey, _edition: edition = model.edition } = file;
  if (survey !== undefined && survey !== model.survey) { return { refused: say("file_other", { survey }) }; }
  return Number(edition) < model.edition ? inspectedLast(file, Number(edition)) : inspectedOwn(byTodaysNames(model, file), edition);
}

/** The variables of answers. @type {(each: Values) => VariableId[]} */
const variablesIn = (each) => Object.keys(each).map(Number);

/** A file of an earlier edition. @type {(file: Foreign, edition: number) => Inspected} */
function inspectedLast(file, edition) {
  const brought = carryOver(model, file);
  const found = [brought.main, ...brought.repeats.flat()].flatMap(variablesIn);
  const updated = found.filter((variable) => model.marker[variable] === MARKER_UPDATED).length;
  const unfit = unfitOf(brought);
  const what = [say(edition === model.follows ? "file_last" : "file_older", { edition, now: model.edition, follows: model.follows ?? "" })];
  const counts = [say("file_kept", { n: found.length - updated })];
  if (updated > 0) { counts.push(say("file_updated", { n: updated })); }
  const take = () => {
    readLast(model, typed.main, file);
    bringLast(brought);
  };
  return { refused: found.length + unfit.length === 0 ? say("file_nothing") : null, what, counts: [...counts, say("file_stays")], unfit, unknown: brought.unknown, take };
}

/** A file of this edition, or of a later one. @type {(file: Foreign, edition: unknown) => Inspected} */
function inspectedOwn(file, edition) {
  const read = readFile(model, file);
  const count = [read.main, ...read.repeats.flat()].flatMap(variablesIn).length;
  const last = carriedIn(model, file);
  const wrong = verdict(model, new Reading(model, read.main, read.repeats), false, read.misshapen).filter(({ kind }) => kind === "domain");
  const unfit = wrong.map(({ variable, occurrence }) => captionOfVariable(variable) + (occurrence < 0 ? "" : ` (${occurrence + 1})`)).concat(unfitOf(last));
  const what = [Number(edition) === model.edition ? say("file_own", { edition }) : say("file_newer", { edition, now: model.edition })];
  /** @type {(known: Values, filled: Values | undefined) => number} */
  const due = (known, filled) => variablesIn(known).filter((variable) => model.marker[variable] === MARKER_UPDATED && !isPresent(filled?.[variable])).length;
  const updated = last === null ? 0 : due(last.main, read.main) + last.repeats.reduce((sum, all, roster) => sum + all.reduce((inner, each, at) => inner + due(each, read.repeats[roster][at]), 0), 0);
  const counts = [say("file_kept", { n: count }), ...(updated > 0 ? [say("file_updated", { n: updated })] : []), ...([...fields.values()].some((field) => rawOf(field) !== "") ? [say("file_replaces")] : [])];
  return { refused: count === 0 && !last ? say("file_nothing") : null, what, counts, unfit, unknown: read.unknown, take: () => putFile(file) };
}

/** Reads a file that was picked, shows what is in it, and takes it in if that is wanted. @type {(picked: File) => Promise<void>} */
export async function loadFile(picked) {
  const found = inspected(await picked.text());
  const { refused, what = [], counts = [], take } = found;
  const words = refused === null ? [...what, ...counts] : [element("p", { class: "err" }, refused), ...what];
  ask(say("file_check"), [picked.name, ...words], found, refused === null && take ? () => undoable(take, "file_loaded") : null);
}
