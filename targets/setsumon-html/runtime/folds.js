// Sections that need an answer only if something has changed: folded, with last year's answers in sight.

/** Section element → its panel. */
const folds = new Map();

/** Gives every section with answers carried over a panel; one that has nothing new or to be updated is folded. */
function startFolds() {
  for (const fold of folds.values()) { fold.panel.remove(); fold.root.classList.remove("folded"); }
  folds.clear();
  if (before === null) { return; }
  const bySection = new Map();
  for (const unit of units.values()) {
    const root = unit.root.closest(".sec");
    if (root) { bySection.set(root, [...(bySection.get(root) ?? []), unit]); }
  }
  for (const [root, own] of bySection) {
    if (own.some((unit) => !isUpdated(unit) && unit.fields.some((field) => isPresent(formerly(field))))) { addFold(root, own); }
  }
}

function addFold(root, own) {
  // An answer of last year that has no place any more is to be given anew as well.
  const marked = root.matches(".new, .updated") || root.querySelector(".new, .updated") !== null || own.some((unit) => unfitWords(unit) !== "");
  const same = element("button", { type: "button" }, say("fold_same"));
  const state = element("span", { class: "fold-state" });
  const panel = element("div", { class: "fold" }, element("p", {}, say(marked ? "fold_some" : "fold_all", { edition: before.edition })));
  const fold = { root, own, panel, same, state, marked, list: element("dl", { class: "recap" }), toggle: element("button", { type: "button" }) };
  same.addEventListener("click", () => confirmSection(fold));
  fold.toggle.addEventListener("click", () => setFolded(fold, !root.classList.contains("folded")));
  panel.append(element("p", {}, same, " ", ...(marked ? [] : [fold.toggle, " "]), state));
  if (!marked) { panel.append(fold.list); }
  root.querySelector("h2, h3").after(panel);
  folds.set(root, fold);
  if (!marked) { setFolded(fold, true); }
}

function setFolded(fold, folded) {
  fold.root.classList.toggle("folded", folded);
  fold.toggle.textContent = say(folded ? "fold_open" : "fold_close");
  fold.toggle.setAttribute("aria-expanded", String(!folded));
  if (folded) { recap(fold); }
}

/** Opens whatever keeps an element from being seen. */
function reveal(target) {
  if (target?.closest(".waiting")) { openGate(); }
  const step = target && isPaged() ? stepOf(target) : current;
  if (step !== current) { turn(true, step); keepView(); }
  const fold = folds.get(target?.closest(".sec"));
  if (fold?.root.classList.contains("folded") && !fold.panel.contains(target)) { setFolded(fold, false); }
  if (target?.closest(".only") && target.closest(".q") && !target.checkVisibility()) { byId("only").click(); }
}

/** The respondent says that nothing has changed, or takes it back. */
function confirmSection(fold) {
  const carried = fold.own.filter((unit) => unit.standing === "carried");
  const sure = fold.own.filter((unit) => unit.standing === "confirmed" && !isUpdated(unit));
  for (const unit of carried) { confirmed.add(unit.key); }
  if (carried.length === 0) { for (const { name } of sure.flatMap((unit) => unit.fields)) { confirmed.delete(name); } }
  changed();
  keepDraft();
}

/** What the section holds, question by question. */
function recap(fold) {
  const entries = fold.own.filter(isShown).map((unit) => [unit, unitWords(unit, ({ variable, occurrence }) => (occurrence ?? typed.main)[variable])]);
  const caption = (unit) => captionOf({ field: unit.fields[0], place: placeOfUnit(unit) }, false);
  fold.list.replaceChildren(...entries.filter(([, words]) => words !== "")
    .map(([unit, words]) => element("div", {}, element("dt", {}, caption(unit)), element("dd", {}, words))));
}

/** Brings the panels in line with the answers. */
function tellFolds() {
  for (const fold of folds.values()) {
    const shown = fold.own.filter(isShown);
    const count = (how) => shown.filter((unit) => unit.standing === how && !isUpdated(unit)).length;
    const [carried, sure, other] = [count("carried"), count("confirmed"), count("changed")];
    fold.same.disabled = carried + sure === 0;
    fold.same.setAttribute("aria-pressed", String(carried === 0 && sure > 0));
    const words = other > 0 ? say("fold_changed", { n: other }) : carried === 0 && sure > 0 ? say("fold_done") : "";
    if (fold.state.textContent !== words) { fold.state.textContent = words; }
    fold.done = words !== "" && other === 0;
    if (fold.root.classList.contains("folded")) { recap(fold); }
  }
}
