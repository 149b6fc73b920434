// Branching: what is not asked is hidden and disabled, so that it leaves the tab order and the submission; its answer stays in memory.

/** Elements that a condition shows: `{ element, cond, occurrence, hidden }`. */
let conditional = [];
let ends = [];
let spoken = [];
let reading = null;

/** Takes in what depends on conditions below an element. */
function enrolConditions(root, occurrence = null) {
  const own = (element) => occurrence !== null || !element.closest("[data-occurrence]");
  const found = (selector) => [...root.querySelectorAll(selector)].filter(own);
  for (const element of found("[data-if]")) {
    conditional.push({ element, cond: Number(element.dataset.if), occurrence, hidden: false });
  }
  for (const element of found("[data-end]")) {
    ends.push({ element, cond: Number(element.dataset.end), occurrence });
  }
  for (const element of found("[data-answer], [data-calc]")) {
    spoken.push({ element, otherwise: element.textContent, occurrence });
  }
}

function dismissConditions(occurrence) {
  const others = (entry) => entry.occurrence !== occurrence;
  conditional = conditional.filter(others);
  ends = ends.filter(others);
  spoken = spoken.filter(others);
}

/** The settled occurrence of one on the page; null where its roster is not asked. */
function settledOf(occurrence) {
  if (occurrence === null) { return null; }
  return reading.occurrences(occurrence.roster)[typed.repeats[occurrence.roster].indexOf(occurrence)] ?? null;
}

/** Shows what is asked now. */
function branch() {
  reading = settle(model, typed);
  const settled = new Map([[null, null]]);
  for (const all of typed.repeats) {
    for (const occurrence of all) { settled.set(occurrence, settledOf(occurrence)); }
  }
  const asks = (cond, occurrence) => {
    const inside = settled.get(occurrence);
    return (occurrence === null || inside !== null) && reading.holds(cond, inside);
  };
  for (const entry of conditional) {
    const hidden = !asks(entry.cond, entry.occurrence);
    if (hidden !== entry.hidden) { entry.hidden = hidden; entry.element.hidden = hidden; }
  }
  for (const field of fields.values()) { disable(field, asks); }
  let over = false;
  for (const entry of ends) {
    const fires = asks(entry.cond, entry.occurrence);
    // The box appears where it is reached; whoever goes on needs no telling.
    entry.element.hidden = over || !fires;
    entry.element.classList.toggle("fired", fires);
    over = over || fires;
  }
  for (const entry of spoken) { speak(entry, settled.get(entry.occurrence)); }
}

function disable(field, asks) {
  const asked = asks(model.asked[field.variable], field.occurrence);
  const offers = model.offers.get(field.variable);
  if (field.asked === asked && !offers) { return; }
  field.asked = asked;
  for (const control of field.controls) {
    const offer = offers?.get(control.value);
    const disabled = !asked || (offer !== undefined && !asks(offer, field.occurrence));
    if (control.disabled !== disabled) { control.disabled = disabled; }
  }
}

/** Fills an answer given before, or a derived value, into a text. */
function speak({ element, otherwise, occurrence: on }, occurrence) {
  const words = element.dataset.calc === undefined
    ? answerWords(Number(element.dataset.answer), occurrence, on)
    : calcWords(model.calcs[Number(element.dataset.calc)], occurrence);
  const text = words ?? otherwise;
  if (element.textContent !== text) { element.textContent = text; }
}

/** An answer in words: an option by its label, all else as it is written. Null where there is none. */
function answerWords(variable, occurrence, on = null) {
  const value = reading.value(variable, occurrence);
  if (!isPresent(value)) { return null; }
  if (typeof value === "number") { return plainNumber(value); }
  const field = fieldOf(variable, model.roster[variable] >= 0 ? on : null);
  const control = field?.controls.find((each) => each.type === "radio" && each.value === value);
  return control ? optionWords(control) : String(value);
}

/** The words of an element alone, without signs, messages and controls in it. */
function bareWords(node) {
  if (!node) { return ""; }
  const copy = node.cloneNode(true);
  for (const extra of copy.querySelectorAll(".err, .soft, .mark, .req, .opt, .who, .last, small, sup, input, select, .spec, .ins, button")) { extra.remove(); }
  return copy.textContent.trim().replace(/\s+/gu, " ");
}

/** The words beside a round button or box. */
const optionWords = (control) => bareWords(control.labels[0]) || control.value;

/** A derived value in words; null where a part of it is missing. */
function calcWords(calc, occurrence) {
  const value = reading.holds(calc.asked, occurrence) ? reading.term(calc.term, occurrence) : null;
  if (value === null) { return null; }
  switch (calc.value[0]) {
    case "number": return writeRatio(roundRatio(value.number, calc.value[1]));
    case "date": return writeDay(Number(value.number.n));
    case "month": return writeMonth(Number(value.number.n));
    default: return calc.value[1].find(([low, high]) => (low === null || compareRatio(value.number, parseRatio(low)) >= 0)
      && (high === null || compareRatio(value.number, parseRatio(high)) <= 0))?.[2] ?? null;
  }
}
