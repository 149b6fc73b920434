// What is kept in this browser, for this survey, edition, respondent and address.

import { model } from "./model.js";

/** Under which name the draft is kept: the respondent is who the page's host says, the address tells apart what hosts serve to each. */
export let draftKey = "";

/** Names the draft. @type {(respondent: unknown) => void} */
export function nameDraft(respondent) {
  draftKey = ["setsumon", model.survey, model.edition, respondent ?? "", location.pathname + location.search].join(":");
}

/** JSON of somebody else's; undefined where it is none. @type {(text: string) => unknown} */
export function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
