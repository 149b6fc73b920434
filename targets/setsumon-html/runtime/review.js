// The end: what was answered is shown before it is handed in, section by section; afterwards, what happened and what is left to do.

let reviewed = false;
const handIn = form.querySelector("[type=submit]");
const handInWords = handIn.textContent;

/** Shows what was answered; `moves` puts the focus there. */
function openReview(moves) {
  const last = steps.at(-1);
  // Where one section is shown at a time, the last step shows the answers by itself.
  if (isPaged() && current !== last) { turn(true, last); } else { writeReview(); }
  if (!moves) { return; }
  const review = byId("review");
  review.firstElementChild.focus({ preventScroll: true });
  review.scrollIntoView({ block: "start" });
}

function writeReview() {
  const review = byId("review");
  const groups = new Map();
  for (const unit of units.values()) {
    const step = stepOf(unit.root);
    if (!isShown(unit)) { continue; }
    groups.set(step, [...(groups.get(step) ?? []), unit]);
  }
  const kept = steps.filter((step) => groups.has(step));
  const open = kept.length < 8;
  review.replaceChildren(
    element("h2", { tabindex: -1 }, say("review_title")),
    element("p", {}, say("review_lead", { words: handInWords })),
    ...kept.map((step) => reviewGroup(step, groups.get(step), open)),
  );
  review.hidden = false;
  byId("after").hidden = true;
  reviewed = true;
  handIn.textContent = handInWords;
}

/** Answers have changed: what was shown of them is not right any more. */
function closeReview() {
  if (!reviewed && handIn.textContent !== handInWords) { return; }
  reviewed = false;
  byId("review").hidden = true;
  byId("after").hidden = true;
  handIn.textContent = say("review_open");
}

/** A section with its answers. */
function reviewGroup(step, own, open) {
  const rows = own.map((unit) => [unit, answersOf(unit)]);
  const blank = rows.filter(([, words]) => words === "").length;
  const words = [titleOf(step), blank > 0 ? say("review_blank", { n: blank }) : ""].filter(Boolean).join(" – ");
  const group = element("details", {}, element("summary", {}, element("h3", {}, words)),
    element("dl", { class: "recap" }, ...rows.map(([unit, answer]) => reviewRow(unit, answer))));
  group.open = open;
  return group;
}

/** What a unit holds and hands in, in words. */
function answersOf(unit) {
  return unitWords(unit, ({ variable, occurrence }) => reading.value(variable, settledOf(occurrence)));
}

function reviewRow(unit, answer) {
  const [field] = unit.fields;
  const place = field.occurrence ? `${positionOf(field.occurrence) + 1}. ` : "";
  const caption = place + captionOf({ field, place: placeOfUnit(unit) }, false);
  const back = element("a", { href: "#" + (unit.root.closest("[id]:not(form)")?.id ?? "form") }, say("review_change"), element("span", { class: "vh" }, " " + caption));
  back.addEventListener("click", (event) => {
    event.preventDefault();
    lead(field.controls.find((control) => control.checked) ?? field.controls.find((control) => !control.disabled) ?? field.controls[0]);
  });
  return element("div", answer === "" ? { class: "blank-row" } : {}, element("dt", {}, caption), element("dd", {}, answer === "" ? say("review_none") : answer, " ", back));
}

/** Brings a control into sight and gives it the focus. */
function lead(control) {
  reveal(control);
  control.focus();
  control.scrollIntoView({ block: "center" });
}

/** What the answer file is called. */
const fileName = () => `${model.survey}-${model.edition}.json`;

/** The answers are handed in as a file: what happened, where it is, what is left to do. */
function tellDone() {
  if (isPaged()) { turn(true, steps.at(-1)); }
  const after = byId("after");
  const again = pushButton({}, say("done_again"), saveFile);
  const copy = pushButton({}, say("done_copy"), printCopy);
  const has = document.querySelector(".submit") !== null;
  after.replaceChildren(
    element("h2", { tabindex: -1 }, say("done")),
    element("p", {}, say("done_where", { name: fileName() })),
    element("p", {}, copy, " ", again),
    element("p", {}, say(has ? "done_as_told" : "done_send")),
  );
  after.hidden = false;
  after.firstElementChild.focus({ preventScroll: true });
  after.scrollIntoView({ block: "start" });
}

/** Prints the answers alone. */
function printCopy() {
  const root = document.documentElement;
  const closed = [...document.querySelectorAll("#review details:not([open])")];
  for (const group of closed) { group.open = true; }
  root.classList.add("copy");
  addEventListener("afterprint", () => {
    root.classList.remove("copy");
    for (const group of closed) { group.open = false; }
  }, { once: true });
  window.print();
}
