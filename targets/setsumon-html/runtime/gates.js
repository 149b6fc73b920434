// Filters that may end the survey. While one is not answered, all that lies behind it would be asked of everybody; so as not to be
// answered by those whom it does not concern, it stays closed until the filter is answered or the respondent opens it.

import { announce } from "./announce.js";
import { changed } from "./changes.js";
import { element, enclosing, find, findAll, near, pushButton } from "./elements.js";
import { fields, form, rawOf } from "./fields.js";
import { say } from "./words.js";

/** The filter that keeps what lies behind it closed; null where none does. @type {HTMLElement | null} */
export let closing = null;
/** Filters behind which the respondent has looked without answering. @type {Set<HTMLElement>} */
export const opened = new Set();

/** @type {(gate: HTMLElement) => boolean} */
const isDecided = (gate) => find(gate, "input:checked") !== null;
/** Whether something behind an element is answered. @type {(root: HTMLElement) => boolean} */
const isAnsweredBehind = (root) => [...fields.values()].some((field) => rawOf(field) !== ""
  && (root.compareDocumentPosition(field.controls[0]) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 && !root.contains(field.controls[0]));

/** Closes what lies behind the first filter that is not answered, and opens it again. */
export function tellGates() {
  const gate = findAll(form, ".gate:has(.ends)").find((each) => !isDecided(each) && !near(each, "[hidden]") && !opened.has(each)) ?? null;
  const now = gate !== null && isAnsweredBehind(gate) ? null : gate;
  if (now === closing) { return; }
  for (const each of findAll(form, ".waiting")) { each.classList.remove("waiting"); }
  find(form, ".waits")?.remove();
  closing = now;
  if (now === null) { return; }
  /** @type {Element | null} */
  let at = now;
  for (; at !== null; at = enclosing(at, "#form *")) {
    for (let next = at.nextElementSibling; next; next = next.nextElementSibling) {
      if (!next.matches(".finish")) { next.classList.add("waiting"); }
    }
  }
  const open = pushButton({}, say("gate_open"), () => {
    openGate();
    changed();
    announce(say("gate_opened"));
  });
  // Within the filter, so that it is shown where the filter is.
  now.append(element("p", { class: "waits" }, say("gate_waits"), " ", open));
}

/** Opens what waits for an answer. */
export function openGate() {
  if (closing === null) { return; }
  opened.add(closing);
  tellGates();
}
