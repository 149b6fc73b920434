// What follows when answers change. Whoever changes them says so here and knows no more; who follows, and in which order, `main.js` says.

/** @import { Extra } from "./types" */

/** What only some forms have. @type {Extra[]} */
export const extras = [];

/** What is done when answers have changed; `closes` is false where they are only being handed in. @type {((closes: boolean) => void)[]} */
const followers = [];
/** What keeps them. @type {(() => void)[]} */
const keepers = [];

/** What is to follow from now on, behind all that follows already. @type {(...acts: ((closes: boolean) => void)[]) => void} */
export const follow = (...acts) => { followers.push(...acts); };
/** What is to keep the answers. @type {(keep: () => void) => void} */
export const keepBy = (keep) => { keepers.push(keep); };

/** Brings the page in line with what is typed. @type {(closes?: boolean) => void} */
export function changed(closes = true) {
  for (const act of followers) { act(closes); }
}

/** Keeps what is typed, a moment after the last change. */
export function keepDraft() {
  for (const keep of keepers) { keep(); }
}
