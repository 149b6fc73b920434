// The list of contents: where the reader is, how each section stands, and the list at hand everywhere.

import { handedIn } from "./branching.js";
import { isPresent } from "./conditions.js";
import { anchored, bareWords, byId, element, enclosing, find, findAll, listen, near } from "./elements.js";
import { fields, form } from "./fields.js";
import { folds } from "./folds.js";
import { current, goTo, isPaged, keepInSight, stand, startSteps, stepOf, steps, tellSteps } from "./steps.js";
import { sure } from "./sure.js";
import { say } from "./words.js";

/** @import { Step } from "./types" */

/** Sections, and where the list of contents tells the state of each. @type {Map<HTMLElement, HTMLElement>} */
const listed = new Map();

export function startContents() {
  startSteps();
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const all = document.querySelectorAll("#contents a");
  const links = new Map([...all].map((link) => [link.hash.slice(1), link]));
  for (const [index, step] of steps.entries()) {
    step.link = links.get(step.root.id) ?? enlist(step, links.get(steps[index + 1]?.root.id));
    const line = step.link?.parentElement;
    if (step.section && line) { listed.set(step.section, sure(find(line, ".state"))); }
  }
  const observer = new IntersectionObserver((changes) => {
    const seen = changes.filter(({ isIntersecting }) => isIntersecting).at(-1);
    if (seen && !isPaged()) { stand(stepOf(seen.target)); }
  }, { rootMargin: "-20% 0px -75% 0px" });
  for (const block of steps.flatMap(({ blocks }) => blocks)) { observer.observe(block); }
  const toc = byId("toc");
  listen(toc, "click", () => openContents(toc.ariaExpanded !== "true"));
  const contents = byId("contents");
  listen(contents, "keydown", ({ key }) => { if (key === "Escape" && toc.ariaExpanded === "true") { openContents(false); toc.focus(); } });
  listen(contents, "click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link) { return; }
    openContents(false);
    const target = anchored(link.hash.slice(1));
    if (isPaged() && target) { event.preventDefault(); goTo(stepOf(target), target); }
  });
}

/** Gives a run of prose, which the list does not have, a line of its own before that of the next step. @type {(step: Step, next: HTMLAnchorElement | undefined) => HTMLAnchorElement | null} */
function enlist({ root }, next) {
  if (!next || !root.matches(".page")) { return null; }
  const link = element("a", { href: "#" + root.id }, bareWords(find(root, "h2, h3")));
  const line = sure(near(next, "li"));
  (near(root, ".part") ? line : enclosing(line, "li") ?? line).before(element("li", {}, link));
  return link;
}

/** On a narrow screen the list lies over the page, as long as it is wanted. @type {(open: boolean) => void} */
function openContents(open) {
  byId("toc").ariaExpanded = String(open);
  byId("contents").classList.toggle("open", open);
  if (!open) { return; }
  find(document, "#contents details")?.setAttribute("open", "");
  keepInSight();
  current?.link?.focus({ preventScroll: true });
}

/** Counts what is asked and what is answered, section by section; what stands in a question counts with it. */
export function progress() {
  /** @type {Map<HTMLElement | null, { all: Set<HTMLElement>, done: Set<HTMLElement>, wrong: number }>} */
  const counts = new Map([...listed.keys()].map((root) => [root, { all: new Set(), done: new Set(), wrong: 0 }]));
  for (const told of findAll(form, ".err")) {
    const count = counts.get(near(told, ".sec"));
    if (count) { count.wrong += 1; }
  }
  for (const field of fields.values()) {
    const count = field.asked ? counts.get(field.section) : undefined;
    count?.all.add(field.question);
    if (count && isPresent(handedIn(field))) { count.done.add(field.question); }
  }
  let all = 0;
  let done = 0;
  for (const [root, state] of listed) {
    const count = sure(counts.get(root));
    all += count.all.size;
    done += count.done.size;
    tellState(root, state, count.done.size, count.all.size, count.wrong);
  }
  byId("progress").textContent = say("progress", { done, all });
  const bar = byId("meter");
  bar.max = Math.max(all, 1);
  bar.value = done;
  tellSteps();
}

/** The state of a section in the list of contents. @type {(root: HTMLElement, state: HTMLElement, done: number, all: number, wrong: number) => void} */
function tellState(root, state, done, all, wrong) {
  const name = near(root, "[hidden]") ? "off"
    : wrong > 0 ? "wrong"
      : folds.get(root)?.done && done > 0 ? "same"
        : done === 0 ? "none" : done < all ? "some" : "all";
  const words = say("state_" + name, { done, all, n: wrong });
  if (state.textContent === words) { return; }
  state.textContent = words;
  state.className = "state state_" + name;
  state.parentElement?.classList.toggle("off", name === "off");
}
