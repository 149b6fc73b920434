// Answers that cannot stand together: what is given last stays, the others are taken back, told, and given back on demand.

import { optionWords } from "./branching.js";
import { captionOfUnit, fieldWords } from "./captions.js";
import { changed, keepDraft } from "./changes.js";
import { isPresent, variablesOf } from "./conditions.js";
import { putIn } from "./controls.js";
import { fieldOf, isMark, rawOf, typedIn } from "./fields.js";
import { model } from "./model.js";
import { say } from "./words.js";

/** @import { Entered, Field, VariableId } from "./types" */

/** For each variable those that give way to it. @type {Map<VariableId, Set<VariableId>>} */
const rivals = new Map();
for (const { kind, at: option, holds } of model.rules) {
  if (kind !== "exclusive" && kind !== "alternative") { continue; }
  const all = [...variablesOf(model, holds)];
  for (const one of all) {
    const others = all.filter((other) => other !== one && (kind === "alternative" || one === option || other === option));
    rivals.set(one, new Set([...(rivals.get(one) ?? []), ...others]));
  }
}

/**
 * Takes back what cannot stand beside the answer that was just given in place of `former`: what to say of it, and how to undo it; null
 * where nothing gave way.
 * @type {(field: Field, former: Entered | undefined) => { words: string, undo: () => void } | null}
 */
export function makeWay(field, former) {
  if (rawOf(field) === "") { return null; }
  const others = [...(rivals.get(field.variable) ?? [])].flatMap((variable) => fieldOf(variable, field.occurrence) ?? [])
    // A box that is being clicked is marked before anything hears of it: until it was taken in it is no answer that was given before.
    .filter((other) => !other.controls[0].disabled && rawOf(other) !== "" && isPresent(typedIn(other)));
  if (others.length === 0) { return null; }
  const before = new Map(others.map((other) => [other, rawOf(other)]));
  const names = others.map((other) => (isMark(other.controls[0]) ? optionWords(other.controls[0])
    : say("answer_named", { name: captionOfUnit(other.unit, false), words: fieldWords(other, typedIn(other)) })));
  for (const other of others) { putIn(other, undefined); }
  return {
    words: say("made_way", { n: others.length, words: names.slice(0, 3).join(say("between")) }),
    undo: () => {
      putIn(field, former);
      for (const [other, raw] of before) { putIn(other, raw); }
      changed();
      keepDraft();
      field.controls[0].focus();
    },
  };
}
