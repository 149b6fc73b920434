// Sections that need an answer only if something has changed: folded, with last year's answers in sight.

import { captionOfUnit, unitWords } from "./captions.js";
import { changed, keepDraft } from "./changes.js";
import { isPresent } from "./conditions.js";
import { anchored, element, find, listen, near } from "./elements.js";
import { typedIn } from "./fields.js";
import { openGate } from "./gates.js";
import { before, confirmed, formerly, isUpdated, unfitAt } from "./last.js";
import { current, isPaged, keepView, stepOf, turn } from "./steps.js";
import { isShown, units } from "./units.js";
import { say } from "./words.js";

/** @import { Fold, Standing, Unit } from "./types" */

/** Panels by the element of their section. @type {Map<HTMLElement, Fold>} */
export const folds = new Map();

/** Gives every section with answers carried over a panel; one that has nothing new or to be updated is folded. */
export function startFolds() {
  for (const fold of folds.values()) { fold.panel.remove(); fold.root.classList.remove("folded"); }
  folds.clear();
  if (before === null) { return; }
  /** @type {Map<HTMLElement, Unit[]>} */
  const bySection = new Map();
  for (const unit of units.values()) {
    const root = near(unit.root, ".sec");
    if (root) { bySection.set(root, [...(bySection.get(root) ?? []), unit]); }
  }
  for (const [root, own] of bySection) {
    if (own.some((unit) => !isUpdated(unit) && unit.fields.some((field) => isPresent(formerly(field))))) { addFold(root, own, before.edition); }
  }
}

/** @type {(root: HTMLElement, own: Unit[], edition: unknown) => void} */
function addFold(root, own, edition) {
  // An answer of last year that has no place any more is to be given anew as well.
  const marked = root.matches(".new, .updated") || find(root, ".new, .updated") !== null || own.some((unit) => unfitAt(unit).length > 0);
  const same = element("button", { type: "button" }, say("fold_same"));
  const state = element("span", { class: "fold-state" });
  const panel = element("div", { class: "fold" }, element("p", {}, say(marked ? "fold_some" : "fold_all", { edition })));
  /** @type {Fold} */
  const fold = { root, own, panel, same, state, list: element("dl", { class: "recap" }), toggle: element("button", { type: "button" }), done: false };
  listen(same, "click", () => confirmSection(fold));
  listen(fold.toggle, "click", () => setFolded(fold, !root.classList.contains("folded")));
  panel.append(element("p", {}, same, " ", ...(marked ? [] : [fold.toggle, " "]), state));
  if (!marked) { panel.append(fold.list); }
  find(root, "h2, h3")?.after(panel);
  folds.set(root, fold);
  if (!marked) { setFolded(fold, true); }
}

/** @type {(fold: Fold, isFolded: boolean) => void} */
function setFolded(fold, isFolded) {
  fold.root.classList.toggle("folded", isFolded);
  fold.toggle.textContent = say(isFolded ? "fold_open" : "fold_close");
  fold.toggle.setAttribute("aria-expanded", String(!isFolded));
  if (isFolded) { recap(fold); }
}

/** Opens whatever keeps an element from being seen. @type {(target: HTMLElement) => void} */
export function reveal(target) {
  if (near(target, ".waiting")) { openGate(); }
  const step = isPaged() ? stepOf(target) : null;
  if (step !== null && step !== current) { turn(true, step); keepView(); }
  const section = near(target, ".sec");
  const fold = section && folds.get(section);
  if (fold?.root.classList.contains("folded") && !fold.panel.contains(target)) { setFolded(fold, false); }
  if (near(target, ".only") && near(target, ".q") && !target.checkVisibility()) { anchored("only")?.click(); }
}

/** The respondent says that nothing has changed, or takes it back. @type {(fold: Fold) => void} */
function confirmSection(fold) {
  const carried = fold.own.filter((unit) => unit.standing === "carried");
  const confident = fold.own.filter((unit) => unit.standing === "confirmed" && !isUpdated(unit));
  for (const unit of carried) { confirmed.add(unit.key); }
  if (carried.length === 0) { for (const { name } of confident.flatMap((unit) => unit.fields)) { confirmed.delete(name); } }
  changed();
  keepDraft();
}

/** What the section holds, question by question. @type {(fold: Fold) => void} */
function recap(fold) {
  fold.list.replaceChildren(...fold.own.filter(isShown).flatMap((unit) => {
    const words = unitWords(unit, typedIn);
    return words === "" ? [] : [element("div", {}, element("dt", {}, captionOfUnit(unit, false)), element("dd", {}, words))];
  }));
}

/** Brings the panels in line with the answers. */
export function tellFolds() {
  for (const fold of folds.values()) {
    const shown = fold.own.filter(isShown);
    /** @type {(how: Standing) => number} */
    const count = (how) => shown.filter((unit) => unit.standing === how && !isUpdated(unit)).length;
    const [carried, confident, other] = [count("carried"), count("confirmed"), count("changed")];
    fold.same.disabled = carried + confident === 0;
    fold.same.setAttribute("aria-pressed", String(carried === 0 && confident > 0));
    const words = other > 0 ? say("fold_changed", { n: other }) : carried === 0 && confident > 0 ? say("fold_done") : "";
    if (fold.state.textContent !== words) { fold.state.textContent = words; }
    fold.done = words !== "" && other === 0;
    if (fold.root.classList.contains("folded")) { recap(fold); }
  }
}
