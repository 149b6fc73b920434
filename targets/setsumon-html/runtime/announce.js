// What is said to everybody, screen readers included, and what is asked in a dialog.

import { byId, element, listen, pushButton } from "./elements.js";
import { say } from "./words.js";

/** @import { Placeless } from "./types" */

/**
 * Says something; `undo` takes it back, `act` is a button `[words, what it does]`.
 * @type {(words: string, more?: { urgent?: boolean, undo?: (() => void) | null, act?: [string, () => void] | null }) => void}
 */
export function announce(words, { urgent = false, undo = null, act = null } = {}) {
  const status = byId("status");
  status.replaceChildren(element("span", {}, words));
  /** @type {(name: string, run?: () => void) => void} */
  const offer = (name, run) => status.append(" ", pushButton({}, name, () => {
    status.replaceChildren();
    byId("main").focus({ preventScroll: true });
    run?.();
  }));
  if (act) { offer(...act); }
  if (undo) { offer(say("undo"), undo); }
  offer(say("close"));
  status.classList.toggle("urgent", urgent);
}

/** What was said of something that is over by now goes; what is urgent stays until it is read. */
export function hush() {
  const status = byId("status");
  if (!status.matches(".urgent")) { status.replaceChildren(); }
}

/**
 * Shows words and lists of what has no place or another meaning; with `take` asks whether to go on.
 * @type {(heading: string, words: (string | HTMLElement)[], lists: Placeless, take?: (() => void) | null) => void}
 */
export function ask(heading, words, { unfit = [], unknown = [], anew = [] }, take = null) {
  const dialog = element("dialog", { "aria-labelledby": "check-title" }, element("h2", { id: "check-title" }, heading),
    ...words.map((each) => (typeof each === "string" ? element("p", {}, each) : each)));
  /** @type {(name: string, list: string[]) => void} */
  const enumerate = (name, list) => {
    if (list.length > 0) { dialog.append(element("h3", {}, say(name, { n: list.length })), element("ul", {}, ...list.map((each) => element("li", {}, each)))); }
  };
  enumerate("file_unfit", unfit);
  enumerate("file_unknown", unknown);
  enumerate("draft_words", anew);
  const buttons = element("p");
  /** @type {(name: string, style: { [name: string]: string }, act?: () => void) => void} */
  const offer = (name, style, act) => buttons.append(pushButton(style, name, () => { dialog.close(); act?.(); }), " ");
  if (take) { offer(say("file_yes"), { class: "main" }, take); }
  offer(say(take ? "file_no" : "close"), {});
  dialog.append(buttons);
  listen(dialog, "close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
