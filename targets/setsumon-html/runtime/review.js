// The end: what was answered is shown before it is handed in, section by section; afterwards, what happened and what is left to do.

import { handedIn } from "./branching.js";
import { captionOfUnit, unitWords } from "./captions.js";
import { byId, element, find, findAll, listen, near, pushButton, textOf } from "./elements.js";
import { form, isMarked } from "./fields.js";
import { fileName, saveFile } from "./files.js";
import { reveal } from "./folds.js";
import { positionOf } from "./last.js";
import { arrivals, current, isPaged, lastStep, stepOf, steps, titleOf, turn } from "./steps.js";
import { sure } from "./sure.js";
import { isShown, units } from "./units.js";
import { say } from "./words.js";

/** @import { Step, Unit } from "./types" */

/** Whether the answers are shown as they are. */
export let reviewed = false;
/** Whether they are handed in as they are. */
export let finished = false;
const handIn = sure(find(form, "[type=submit]"));
/** What the button that hands in says. */
export const handInWords = textOf(handIn);

/** What is handed in is not handed in again, as long as nothing changes. @type {(done: boolean) => void} */
function finish(done) {
  finished = done;
  handIn.hidden = done;
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
  /** @type {Map<Step, Unit[]>} */
  const groups = new Map();
  for (const unit of units.values()) {
    if (!isShown(unit)) { continue; }
    const step = stepOf(unit.root);
    groups.set(step, [...(groups.get(step) ?? []), unit]);
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
  byId("after").hidden = true;
  reviewed = true;
  finish(false);
  handIn.textContent = handInWords;
}

/** Answers have changed: what was shown of them is not right any more. */
export function closeReview() {
  if (!reviewed && handIn.textContent !== handInWords) { return; }
  reviewed = false;
  finish(false);
  byId("review").hidden = true;
  byId("after").hidden = true;
  handIn.textContent = say("review_open");
}

/** A section with its answers. @type {(step: Step, own: Unit[], open: boolean) => HTMLElement} */
function reviewGroup(step, own, open) {
  const answers = own.map((unit) => unitWords(unit, handedIn));
  const blank = answers.filter((words) => words === "").length;
  const words = [titleOf(step), blank > 0 ? say("review_blank", { n: blank }) : ""].filter(Boolean).join(" – ");
  const group = element("details", {}, element("summary", {}, element("h3", {}, words)),
    element("dl", { class: "recap" }, ...own.map((unit, index) => reviewRow(unit, answers[index]))));
  group.open = open;
  return group;
}

/** What a unit holds and hands in, in words. @type {(unit: Unit, answer: string) => HTMLElement} */
function reviewRow(unit, answer) {
  const [field] = unit.fields;
  const caption = (field.occurrence ? `${positionOf(field.occurrence) + 1}. ` : "") + captionOfUnit(unit, false);
  const back = element("a", { href: "#" + (near(unit.root, "[id]:not(form)")?.id ?? "form") }, say("review_change"), element("span", { class: "vh" }, " " + caption));
  listen(back, "click", (event) => {
    event.preventDefault();
    lead(field.controls.find(isMarked) ?? field.controls.find((control) => !control.disabled) ?? field.controls[0]);
  });
  return element("div", answer === "" ? { class: "blank-row" } : {}, element("dt", {}, caption), element("dd", {}, answer === "" ? say("review_none") : answer, " ", back));
}

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
  after.hidden = false;
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
