// One section at a time: the steps of a form, the way between them, and where the reader is, and was when the page was closed.

import { anchored, bareWords, byId, element, find, findAll, listen, near, pushButton } from "./elements.js";
import { form } from "./fields.js";
import { openGate } from "./gates.js";
import { draftKey, parsed } from "./store.js";
import { sure } from "./sure.js";
import { say } from "./words.js";

/** @import { Step } from "./types" */

/** In reading order: a section with what leads to it and what closes it, a run of prose, the end. @type {Step[]} */
export const steps = [];
/** The step in which the reader is. @type {Step | null} */
export let current = null;
/** Blocks and the step of each. @type {Map<Element, Step>} */
const stepOfBlock = new Map();
/** The parts and branches around them. @type {HTMLElement[]} */
const boxes = [];
/** The form itself: only compared with, never asked (see `form`). */
const sheet = byId("form");
/** What is done when the reader comes to a step. @type {((step: Step) => void)[]} */
export const arrivals = [];
export const isPaged = () => form.classList.contains("paged");

/** What stands in the form in reading order, without the boxes around it. @type {(children: HTMLElement[]) => HTMLElement[]} */
function blocksOf(children) {
  return children.flatMap((child) => {
    if (child.matches(".part, .branch")) { boxes.push(child); return blocksOf(findAll(child, ":scope > *")); }
    return child.matches("input, .part > h2") ? [] : [child];
  });
}

/** The last step: the end of the form. */
export const lastStep = () => sure(steps.at(-1));

export function startSteps() {
  /** @type {HTMLElement[]} */
  let before = [];
  for (const block of blocksOf(findAll(document, "#form > *"))) {
    const opens = block.matches(".sec, .page, .finish");
    // What leads to a section stands with it; gates and ends close the one before.
    if (!opens && !block.matches(".q, .end")) { before.push(block); continue; }
    let step = steps.at(-1);
    if (step === undefined || (opens && step.opened && !(block.matches(".page") && step.root.matches(".page")))) {
      step = { root: before[0] ?? block, section: null, blocks: [], link: null, opened: false };
      steps.push(step);
    }
    step.blocks.push(...before, block);
    before = [];
    if (opens && !step.opened) { step.root = block; step.opened = true; }
    if (block.matches(".sec")) { step.section = block; }
  }
  lastStep().blocks.push(...before);
  steps.forEach((each, index) => {
    each.root.id ||= `p${index}`;
    for (const block of each.blocks) { stepOfBlock.set(block, each); }
  });
  form.append(element("nav", { id: "steps", "aria-label": say("steps") }));
  const box = anchored("paged");
  if (box) {
    listen(box, "change", () => {
      turn(box.checked, current ?? steps[0]);
      keepView();
    });
  }
}

/** The step in which an element stands. @type {(element: Element) => Step} */
export function stepOf(element) {
  for (let each = element; each !== sheet; each = each.parentElement) {
    const step = stepOfBlock.get(each);
    if (step) { return step; }
    if (!each.parentElement) { break; }
  }
  // The heading of a part belongs to its first section.
  const inside = findAll(element, "*").find((each) => stepOfBlock.has(each));
  return (inside && stepOfBlock.get(inside)) ?? steps[0];
}

/** @type {(step: Step) => string} */
export const titleOf = ({ root }) => bareWords(find(root, "h2, h3")) || document.title;

/** Whether nothing of a step is asked, or everything of it is filtered away. @type {(step: Step) => boolean} */
function isOff({ blocks }) {
  const only = form.classList.contains("only");
  /** @type {(block: HTMLElement) => boolean} */
  const shows = (block) => !near(block, "[hidden], .waiting") && (!only || block.matches(".finish") || find(block, ".q.new, .q.updated") !== null);
  return !blocks.some(shows);
}

/** The next step that is asked, or the one before. @type {(step: Step, by: number) => Step | null} */
function nextTo(step, by) {
  let index = steps.indexOf(step) + by;
  while (steps[index] && isOff(steps[index])) { index += by; }
  return steps[index] ?? null;
}

/** Shows one step alone, or the whole form. @type {(paged: boolean, step: Step) => void} */
export function turn(paged, step) {
  form.classList.toggle("paged", paged);
  const box = anchored("paged");
  if (box) { box.checked = paged; }
  const shown = new Set();
  for (const block of step.blocks) {
    for (let each = block; each !== sheet; each = sure(each.parentElement)) { shown.add(each); }
  }
  for (const each of [...boxes, ...steps.flatMap(({ blocks }) => blocks)]) { each.classList.toggle("away", paged && !shown.has(each)); }
  find(document, ".begin")?.classList.toggle("away", paged && step !== steps[0]);
  stand(step);
  tellSteps();
  if (paged) { for (const arrive of arrivals) { arrive(step); } }
}

/** Goes to a step, and in it to an element that takes the focus. @type {(step: Step, target?: HTMLElement) => void} */
export function goTo(step, target = step.root) {
  turn(true, step);
  keepView();
  const heading = find(target, "h2, h3") ?? target;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  if (target === step.root) { form.scrollIntoView({ block: "start" }); } else { target.scrollIntoView({ block: "start" }); }
}

/** Where the buttons lead that stand there, and what they say: two sections may have one title, and a title may have an answer in it. @type {unknown[]} */
let ways = [];
/** The buttons to the steps before and behind. */
export function tellSteps() {
  if (!isPaged() || current === null) { return; }
  const back = nextTo(current, -1);
  const on = nextTo(current, 1);
  // What was shown is not asked any more: the reader is led on to what is.
  if (isOff(current)) { turn(true, on ?? back ?? lastStep()); return; }
  const now = [back, on, back && titleOf(back), on && titleOf(on)];
  if (now.every((each, at) => each === ways[at])) { return; }
  ways = now;
  const buttons = [];
  if (back) { buttons.push(pushButton({ class: "" }, say("step_back", { title: titleOf(back) }), () => goTo(back))); }
  if (on) { buttons.push(pushButton({ class: "main" }, say("step_on", { title: titleOf(on) }), () => goTo(on))); }
  byId("steps").replaceChildren(...buttons);
}

/** The reader is in this step: told in the bar and in the list. @type {(step: Step) => void} */
export function stand(step) {
  if (step === current) { return; }
  current?.link?.removeAttribute("aria-current");
  current = step;
  step.link?.setAttribute("aria-current", "step");
  byId("here").textContent = titleOf(step);
  keepInSight();
}

let following = false;
/**
 * Brings the entry of the step into sight within the list; the page itself stays where it is. Where things stand is asked behind the next
 * frame, which has laid them out: asked before, all of a large page would be laid out for this alone, and twice where more is to change.
 */
export function keepInSight() {
  if (following) { return; }
  following = true;
  requestAnimationFrame(() => setTimeout(() => {
    following = false;
    const list = byId("contents");
    const box = list.getBoundingClientRect();
    const line = current?.link?.getBoundingClientRect();
    if (line && (line.top < box.top + 48 || line.bottom > box.bottom - 48)) { list.scrollTop += line.top - box.top - box.height / 3; }
  }));
}

/** What is seen of the form is kept beside the draft, where anything can be kept. */
export function keepView() {
  try {
    localStorage.setItem(draftKey + ":view", JSON.stringify([isPaged(), current?.root.id]));
  } catch {
    // That nothing can be kept is told of the draft.
  }
}

export function forgetView() {
  try {
    localStorage.removeItem(draftKey + ":view");
  } catch {
    // Nothing was kept.
  }
}

/** Shows the form as it was left, or as its author wants it. */
export function recallView() {
  let view = null;
  try {
    view = parsed(localStorage.getItem(draftKey + ":view") ?? "");
  } catch {
    // Where nothing can be kept there is no view.
  }
  const [paged, id] = Array.isArray(view) ? view : [find(document, "#form[data-layout]") !== null, ""];
  const named = location.hash.slice(1) || id;
  const step = steps.find(({ root }) => root.id === named) ?? steps.find((each) => !isOff(each)) ?? steps[0];
  // Who was behind a filter that is blank had opened what waits there.
  while (near(step.root, ".waiting")) { openGate(); }
  if (paged === true) { turn(true, step); } else { stand(step); }
}
