// Entries of a roster can be taken away; what was typed in one can be brought back.

import { announce } from "./announce.js";
import { changed, extras, keepDraft } from "./changes.js";
import { goBack, snapshot } from "./drafts.js";
import { findAll, listen } from "./elements.js";
import { fields, rawOf } from "./fields.js";
import { positionOf } from "./last.js";
import { addButton, renumber, rosters, takeAway } from "./rosters.js";
import { sure } from "./sure.js";
import { say } from "./words.js";

/** @import { Occurrence } from "./types" */

extras.push({
  enrol: (root, occurrence) => {
    if (occurrence) { for (const button of findAll(root, ".remove")) { listen(button, "click", () => removeOccurrence(occurrence)); } }
  },
});

/** @type {(occurrence: Occurrence) => void} */
function removeOccurrence(occurrence) {
  const roster = sure(rosters.get(occurrence.roster));
  const draft = snapshot();
  const isBlank = [...fields.values()].every((field) => field.occurrence !== occurrence || rawOf(field) === "");
  const at = positionOf(occurrence);
  takeAway(roster, [occurrence]);
  renumber(roster);
  changed();
  keepDraft();
  announce(say("removed", { n: at + 1 }), isBlank ? {} : { undo: () => goBack(draft) });
  addButton(roster).focus();
}
