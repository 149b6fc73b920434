// One section at a time: the steps of a form, the way between them, and where the reader was when the page was closed.

/** `{ root, section, blocks, link }` in reading order: a section with what leads to it and what closes it, a run of prose, the end. */
let steps = [];
/** Block → its step. */
const stepOfBlock = new Map();
/** The parts and branches around them. */
const boxes = [];
/** The form itself: only compared with, never asked (see `form`). */
const sheet = byId("form");
const isPaged = () => form.classList.contains("paged");

/** What stands in the form in reading order, without the boxes around it. */
function blocksOf(children) {
  return [...children].flatMap((child) => {
    if (child.matches(".part, .branch")) { boxes.push(child); return blocksOf(child.children); }
    return child.matches("input, .part > h2") ? [] : [child];
  });
}

function startSteps() {
  let step = null;
  let before = [];
  const begin = () => {
    step = { root: null, section: null, blocks: [], link: null };
    steps.push(step);
  };
  for (const block of blocksOf(document.querySelectorAll("#form > *"))) {
    const opens = block.matches(".sec, .page, .finish");
    // What leads to a section stands with it; gates and ends close the one before.
    if (!opens && !block.matches(".q, .end")) { before.push(block); continue; }
    if (step === null || (opens && step.root !== null && !(block.matches(".page") && step.root.matches(".page")))) { begin(); }
    step.blocks.push(...before, block);
    before = [];
    if (opens) { step.root ??= block; }
    if (block.matches(".sec")) { step.section = block; }
  }
  steps.at(-1).blocks.push(...before);
  steps.forEach((each, index) => {
    each.root ??= each.blocks[0];
    each.root.id ||= `p${index}`;
    for (const block of each.blocks) { stepOfBlock.set(block, each); }
  });
  form.append(element("nav", { id: "steps", "aria-label": say("steps") }));
  byId("paged")?.addEventListener("change", ({ target }) => {
    turn(target.checked, current ?? steps[0]);
    keepView();
  });
}

/** The step in which an element stands. */
function stepOf(element) {
  for (let each = element; each && each !== sheet; each = each.parentElement) {
    if (stepOfBlock.has(each)) { return stepOfBlock.get(each); }
  }
  // The heading of a part belongs to its first section.
  const inside = [...element.querySelectorAll("*")].find((each) => stepOfBlock.has(each));
  return stepOfBlock.get(inside) ?? steps[0];
}

const titleOf = ({ root }) => bareWords(root.querySelector("h2, h3")) || document.title;

/** Whether nothing of a step is asked, or everything of it is filtered away. */
function isOff({ blocks }) {
  const only = form.classList.contains("only");
  const shows = (block) => !block.closest("[hidden], .waiting") && (!only || block.matches(".finish") || block.querySelector(".q.new, .q.updated") !== null);
  return !blocks.some(shows);
}

/** The next step that is asked, or the one before. */
function nextTo(step, by) {
  let index = steps.indexOf(step) + by;
  while (steps[index] && isOff(steps[index])) { index += by; }
  return steps[index] ?? null;
}

/** Shows one step alone, or the whole form. */
function turn(paged, step) {
  form.classList.toggle("paged", paged);
  const box = byId("paged");
  if (box) { box.checked = paged; }
  const shown = new Set();
  for (const block of step.blocks) {
    for (let each = block; each !== sheet; each = each.parentElement) { shown.add(each); }
  }
  for (const each of [...boxes, ...steps.flatMap(({ blocks }) => blocks)]) { each.classList.toggle("away", paged && !shown.has(each)); }
  document.querySelector(".begin").classList.toggle("away", paged && step !== steps[0]);
  stand(step);
  tellSteps();
  if (paged && step.root.matches(".finish")) { writeReview(); }
}

/** Goes to a step, and in it to an element that takes the focus. */
function goTo(step, target = step.root) {
  turn(true, step);
  keepView();
  const heading = target.querySelector("h2, h3") ?? target;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  if (target === step.root) { form.scrollIntoView({ block: "start" }); } else { target.scrollIntoView({ block: "start" }); }
}

/** The buttons to the steps before and behind. */
function tellSteps() {
  if (!isPaged() || current === null) { return; }
  // What was shown is not asked any more: the reader is led on to what is.
  if (isOff(current)) { turn(true, nextTo(current, 1) ?? nextTo(current, -1) ?? steps.at(-1)); return; }
  const nav = byId("steps");
  const ways = [["step_back", nextTo(current, -1)], ["step_on", nextTo(current, 1)]].filter(([, step]) => step !== null);
  const words = ways.map(([name, step]) => say(name, { title: titleOf(step) }));
  if (words.join() === nav.told) { return; }
  nav.told = words.join();
  nav.replaceChildren(...ways.map(([name, step], index) => {
    const button = pushButton({ class: name === "step_on" ? "main" : "" }, words[index], () => goTo(step));
    return button;
  }));
}

/** What is seen of the form is kept beside the draft, where anything can be kept. */
function keepView() {
  try {
    localStorage.setItem(draftKey + ":view", JSON.stringify([isPaged(), current?.root.id]));
  } catch {
    // That nothing can be kept is told of the draft.
  }
}

function forgetView() {
  try {
    localStorage.removeItem(draftKey + ":view");
  } catch {
    // Nothing was kept.
  }
}

/** Shows the form as it was left, or as its author wants it. */
function recallView() {
  let view = null;
  try {
    view = JSON.parse(localStorage.getItem(draftKey + ":view"));
  } catch {
    // A view that cannot be read is none.
  }
  const [paged, id] = Array.isArray(view) ? view : [document.querySelector("#form[data-layout]") !== null, ""];
  const named = location.hash.slice(1) || id;
  const step = steps.find(({ root }) => root.id === named) ?? steps.find((each) => !isOff(each)) ?? steps[0];
  // Who was behind a filter that is blank had opened what waits there.
  while (step.root.closest(".waiting")) { openGate(); }
  if (paged === true) { turn(true, step); } else { stand(step); }
}
