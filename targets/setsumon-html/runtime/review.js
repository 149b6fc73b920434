// The end: what was answered is shown before it is handed in, section by section; afterwards, what happened and what is left to do.

import { handedIn } from "./branching.js";
import { captionOf, captionOfUnit, unitWords } from "./captions.js";
import { byId, element, find, findAll, listen, near, pushButton, textOf } from "./elements.js";
import { form, isMarked, typed } from "./fields.js";
import { fileName, saveFile } from "./files.js";
import { reveal } from "./folds.js";
import { positionOf } from "./last.js";
import { addButton, rosters } from "./rosters.js";
import { arrivals, current, isPaged, lastStep, stepOf, steps, titleOf, turn } from "./steps.js";
import { sure } from "./sure.js";
import { isShown, units } from "./units.js";
import { say } from "./words.js";

/** @import { Field, Roster, Step, Unit } from "./types" */
/** @typedef {Unit | Roster} Part */

/** Whether the answers are shown as they are. */
export let reviewed = false;
/** Whether they are handed in as they are. */
export let finished = false;
const handIn = sure(find(form, "[type=submit]"));
/** What the button that hands in says. */
export const handInWords = textOf(handIn);

/** Whether the file that was saved does not hold what has changed since. */
let stale = false;

/** What is handed in is not handed in again, as long as nothing changes. @type {(done: boolean) => void} */
function finish(done) {
  finished = done;
  handIn.hidden = done;
  byId("after").hidden = !done && !stale;
  const lead = find(byId("review"), "p");
  if (lead) { lead.hidden = done || stale; }
}

// Where one section is shown at a time, the last step shows the answers by itself.
arrivals.push((step) => { if (step.root.matches(".finish")) { writeReview(); } });

/** Shows what was answered; `moves` puts the focus there. @type {(moves: boolean) => void} */
export function openReview(moves) {
  if (isPaged() && current !== lastStep()) { turn(true, lastStep()); } else { writeReview(); }
  if (!moves) { return; }
  const review = byId("review");
  find(review, "h2")?.focus({ preventScroll: true });
  review.scrollIntoView({ block: "start" });
}

function writeReview() {
  const review = byId("review");
  /** @type {Map<Step, Part[]>} */
  const groups = new Map();
  const blank = [...rosters.values()].filter(({ index }) => typed.repeats[index].length === 0);
  // Entries of a roster came to the page later than what stands behind them.
  const inOrder = [...units.values(), ...blank].sort((a, b) => (a.root.compareDocumentPosition(b.root) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  for (const part of inOrder) {
    if (!isShown(part)) { continue; }
    const step = stepOf(part.root);
    groups.set(step, [...(groups.get(step) ?? []), part]);
  }
  const kept = steps.flatMap((step) => {
    const own = groups.get(step);
    return own ? [{ step, own }] : [];
  });
  review.replaceChildren(
    element("h2", { tabindex: -1 }, say("review_title")),
    element("p", {}, say("review_lead", { words: handInWords })),
    ...kept.map(({ step, own }) => reviewGroup(step, own, kept.length < 8)),
  );
  review.hidden = false;
  reviewed = true;
  finish(finished);
  handIn.textContent = handInWords;
}

/** Answers have changed: what was shown of them is not right any more. */
export function closeReview() {
  if (!reviewed && handIn.textContent !== handInWords) { return; }
  reviewed = false;
  if (finished) {
    stale = true;
    byId("after").replaceChildren(element("p", { role: "alert" }, say("done_stale", { name: fileName(false) })));
  }
  finish(false);
  byId("review").hidden = true;
  handIn.textContent = say("review_open");
}

/** A section with its answers. @type {(step: Step, own: Part[], open: boolean) => HTMLElement} */
function reviewGroup(step, own, open) {
  const answers = own.map((part) => ("fields" in part ? unitWords(part, handedIn) : ""));
  const blank = answers.filter((words) => words === "").length;
  const words = [titleOf(step), blank > 0 ? say("review_blank", { n: blank }) : ""].filter(Boolean).join(" – ");
  const group = element("details", {}, element("summary", {}, element("h3", {}, words)),
    element("dl", { class: "recap" }, ...own.map((part, index) => reviewRow(part, answers[index]))));
  group.open = open;
  return group;
}

/** What a unit holds and hands in, in words; a roster without entries holds nothing. @type {(part: Part, answer: string) => HTMLElement} */
function reviewRow(part, answer) {
  const field = "fields" in part ? part.fields[0] : null;
  const caption = (field?.occurrence ? `${positionOf(field.occurrence) + 1}. ` : "") + ("fields" in part ? captionOfUnit(part, false) : captionOf({ place: part.root }, false));
  const back = element("a", { href: "#" + (near(part.root, "[id]:not(form)")?.id ?? "form") }, say("review_change"), element("span", { class: "vh" }, " " + caption));
  listen(back, "click", (event) => {
    event.preventDefault();
    lead("fields" in part ? controlOf(part.fields[0]) : addButton(part));
  });
  return element("div", answer === "" ? { class: "blank-row" } : {}, element("dt", {}, caption), element("dd", {}, answer === "" ? say("review_none") : answer, " ", back));
}

/** Where an answer is changed. @type {(field: Field) => HTMLElement} */
const controlOf = ({ controls }) => controls.find(isMarked) ?? controls.find((control) => !control.disabled) ?? controls[0];

/** Brings a control into sight and gives it the focus. @type {(control: HTMLElement) => void} */
function lead(control) {
  reveal(control);
  control.focus();
  control.scrollIntoView({ block: "center" });
}

/** The answers are handed in as a file: what happened, where it is, what is left to do. */
export function tellDone() {
  if (isPaged()) { turn(true, lastStep()); }
  const after = byId("after");
  const heading = element("h2", { tabindex: -1 }, say("done"));
  const again = pushButton({}, say("done_again"), () => saveFile(false));
  const copy = pushButton({}, say("done_copy"), printCopy);
  after.replaceChildren(
    heading,
    element("p", {}, say("done_where", { name: fileName(false) })),
    element("p", {}, copy, " ", again),
    element("p", {}, say(find(document, ".submit") ? "done_as_told" : "done_send")),
  );
  stale = false;
  finish(true);
  heading.focus({ preventScroll: true });
  after.scrollIntoView({ block: "start" });
}

/** Prints the answers alone. */
function printCopy() {
  const root = document.documentElement;
  const closed = findAll(document, "#review details:not([open])");
  for (const group of closed) { group.setAttribute("open", ""); }
  root.classList.add("copy");
  listen(window, "afterprint", () => {
    root.classList.remove("copy");
    for (const group of closed) { group.removeAttribute("open"); }
  }, { once: true });
  window.print();
}
