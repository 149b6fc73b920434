// What is wrong, in plain words: beside the field when it is left, in a summary when the form is handed in.

/** Variables whose mistakes may be shown: those that were left once, all after a submission. */
const touched = new Set();
let submitted = false;
/** Confirmed soft checks: key of the finding → words. */
const notes = new Map();
let shown = [];

const keyOf = (finding) => `${finding.variable}.${finding.occurrence}`;
const onPage = (finding) => (finding.occurrence < 0 ? null : typed.repeats[model.roster[finding.variable]]?.[finding.occurrence] ?? null);

/** Everything wrong now, as far as it concerns what stands on the page. */
const findings = (submission) => verdict(model, reading, submission);

/** The words of a finding. */
function wordsOf(finding, field) {
  const { rule } = finding;
  switch (finding.kind) {
    case "check": {
      const occurrence = finding.occurrence < 0 ? null : reading.occurrences(rule.roster)[finding.occurrence];
      return rule.says.map((piece) => (typeof piece === "string" ? piece : answerWords(piece[0], occurrence, onPage(finding)) ?? piece[1])).join("");
    }
    case "domain": return domainWords(finding, field?.kind.endsWith("year"));
    case "required": return say(field && isMark(field.controls[0]) ? "required_choice" : "required");
    default: return say(finding.kind, rule ?? {});
  }
}

function domainWords({ problem, type, variable, occurrence }, isYear) {
  const [kind, ...rest] = type;
  const ofYears = { wrong_integer: "wrong_year", too_small: "too_early", too_large: "too_late" };
  const bound = (value) => (kind === "date" ? writeDay(value) : kind === "month" ? writeMonth(value) : String(value));
  const [min, max] = kind === "decimal" ? [rest[1], rest[2]] : kind === "rank" ? [1, rest[0]] : rest;
  const inside = occurrence < 0 ? null : reading.occurrences(model.roster[variable])[occurrence];
  const length = [...String(reading.value(variable, inside))].length;
  return say((isYear && ofYears[problem]) || problem, kind === "text" ? { max: rest[1], length, picture: rest[3] } : { min: bound(min), max: bound(max), digits: rest[0] });
}

/** The element at which a finding is told: the row of a table, else the question. */
function placeOf(finding, field) {
  if (!field) { return rosters.get(finding.rule?.roster ?? model.roster[finding.variable])?.root ?? form; }
  const [control] = field.controls;
  const row = control.closest("tr:not(.more)");
  return row && !control.closest(".q.spec") && row.closest(".q") === control.closest(".q") ? row : control.closest(".q") ?? form;
}

/** The place itself, or the nearest section in sight: what a check reads may not be asked any more. */
function inSight(place) {
  let at = place;
  for (let hidden = at.closest("[hidden]"); hidden; hidden = at.closest("[hidden]")) { at = hidden.parentElement; }
  return at === place ? place : at.closest(".sec") ?? form;
}

/** Without the checks that read what is no answer at all: that it is none is told first, and alone. */
function plainly(found) {
  const unread = new Set(found.filter(({ kind }) => kind === "domain").map(({ variable }) => variable));
  return unread.size === 0 ? found : found.filter(({ kind, rule }) => kind !== "check" || ![...variablesOf(model, rule.holds)].some((variable) => unread.has(variable)));
}

/** Shows the findings that may be shown now. */
function tell(submission = submitted) {
  for (const undo of shown) { undo(); }
  shown = [];
  // Soft checks speak up at once like everything else; what binds at submission only waits for it.
  const told = plainly(findings(true)).filter((finding) => submission || (touched.has(keyOf(finding)) && (!finding.hard || !finding.rule?.submission)));
  const entries = told.map((finding) => {
    const occurrence = onPage(finding);
    const field = fieldOf(finding.variable, occurrence);
    return { finding, field, place: inSight(placeOf(finding, field)), words: wordsOf(finding, field) };
  });
  const spot = (entry) => (entry.field && entry.place.contains(entry.field.controls[0]) ? entry.field.controls[0] : entry.place);
  entries.sort((a, b) => (spot(a).compareDocumentPosition(spot(b)) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : spot(a) === spot(b) ? 0 : 1));
  entries.forEach(tellOne);
  return entries;
}

function tellOne(entry, index) {
  const { finding, field, place, words } = entry;
  const id = "m" + index;
  const soft = !finding.hard;
  const message = element(place.matches("span") ? "span" : "p", { class: soft ? "soft" : "err", id }, words);
  const head = place.matches("tr") ? place.firstElementChild : place.querySelector(":scope > legend, :scope > .cap, :scope > .o, :scope > h2, :scope > h3");
  // A soft check has a box to tick: it stands behind what it asks about, where the next Tab comes to it.
  if (soft) { (place.matches("tr") ? place.lastElementChild : place).append(message); }
  else if (place.matches("tr")) { head.append(message); } else if (head) { head.after(message); } else { place.append(message); }
  const marked = field ? field.controls.filter((control) => control.type !== "radio") : [];
  const described = field && field.controls[0].type !== "radio" ? field.controls.slice(0, 1) : [place.matches("tr") ? place.closest("fieldset") ?? place : place];
  if (!soft) {
    for (const control of marked) { control.setAttribute("aria-invalid", "true"); }
  }
  for (const target of described) { describe(target, id, true); }
  place.classList.add(soft ? "has-soft" : "has-err");
  if (soft) { message.append(confirmation(entry)); }
  entry.target = targetOf(entry);
  shown.push(() => {
    message.remove();
    for (const control of marked) { control.removeAttribute("aria-invalid"); }
    for (const target of described) { describe(target, id, false); }
    place.classList.remove("has-soft", "has-err");
  });
}

/** Where a link to a finding leads: its open control; a roster's own buttons; else the part of the page that tells it. */
function targetOf({ finding, field, place }) {
  const open = field?.controls.find((control) => !control.disabled);
  if (open) { return open; }
  const removing = finding.kind === "occurrences_max" ? [...place.querySelectorAll(".remove")].at(-1) : undefined;
  const button = removing ?? place.querySelector(":scope > .add:enabled");
  if (button) { return button; }
  place.tabIndex = -1;
  return place;
}

/** Adds an anchor to what describes an element, or takes it away. */
function describe(target, id, add) {
  const anchors = (target.getAttribute("aria-describedby") ?? "").split(" ").filter((anchor) => anchor && anchor !== id);
  if (add) { anchors.push(id); }
  if (anchors.length > 0) { target.setAttribute("aria-describedby", anchors.join(" ")); } else { target.removeAttribute("aria-describedby"); }
}

/** A box to tick and a line for a reason: a soft check is let through with either. */
function confirmation({ finding }) {
  const key = noteKey(finding);
  const tick = element("input", { type: "checkbox" });
  const reason = element("input", { type: "text", class: "wide" });
  const note = notes.get(key);
  tick.checked = note !== undefined;
  reason.value = note === undefined || note === say("confirmed") ? "" : note;
  const keep = () => {
    if (tick.checked || hasWords(reason.value)) { notes.set(key, hasWords(reason.value) ? reason.value : say("confirmed")); } else { notes.delete(key); }
    keepDraft();
  };
  for (const control of [tick, reason]) {
    for (const event of ["input", "change"]) { control.addEventListener(event, (happened) => { happened.stopPropagation(); keep(); }); }
  }
  const id = "c" + key;
  return element("span", { class: "confirm", role: "group", "aria-labelledby": id },
    element("small", { id }, say("confirm_soft")), " ",
    element("label", {}, tick, " " + say("confirm_tick")), " ",
    element("label", {}, say("confirm_reason") + " ", reason));
}

const noteKey = (finding) => `${finding.variable}.${finding.occurrence}.${model.rules.indexOf(finding.rule)}`;

/** The notes as the file has them: variable → words, only of what still complains. */
function notesOf(told) {
  const kept = {};
  for (const { finding } of told) {
    const note = finding.hard ? undefined : notes.get(noteKey(finding));
    const name = model.names[finding.variable];
    if (note !== undefined) { kept[name] = kept[name] && kept[name] !== note ? `${kept[name]} / ${note}` : note; }
  }
  return kept;
}

/** What a field is called: its section's number, its caption, its row. */
function captionOf({ field, place }, inFull = true) {
  const words = bareWords;
  const question = place.closest(".q") ?? place;
  const outer = question.parentElement?.closest(".group, .q");
  const section = inFull ? question.closest(".sec")?.querySelector("h2 .no, h3 .no") : null;
  const caption = words(question.querySelector(":scope > legend, :scope > .cap, :scope > label, :scope > .o label"));
  const row = place.matches("tr") ? words(place.firstElementChild) : "";
  const column = place.matches("tr") && field && !isMark(field.controls[0]) ? words(field.controls[0].closest("td")?.querySelector(".cl")) : "";
  const around = outer ? words(outer.querySelector(":scope > legend, :scope > .cap")) : "";
  const inner = [around, caption, row, column].filter(Boolean).join(" › ");
  const number = words(section);
  // 「（１２）1 参加施設数」; "1. 1 Overview".
  return number ? `${number}${document.documentElement.lang === "ja" ? "" : " "}${inner}` : inner;
}

/** The summary above the form, with a link to each place; it takes the focus. False where it holds something to look at. */
function summarise(entries, due) {
  const summary = document.getElementById("summary");
  const list = (some) => element("ul", {}, ...some.map((entry) => {
    const link = element("a", { href: "#" + (entry.target?.closest("[id]")?.id ?? "form") }, captionOf(entry) + say("colon") + entry.words);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      reveal(entry.target);
      entry.target?.focus();
      entry.target?.scrollIntoView({ block: "center" });
    });
    return element("li", {}, link);
  }));
  const hard = entries.filter((entry) => entry.finding.hard);
  const soft = entries.filter((entry) => !entry.finding.hard && !notes.has(noteKey(entry.finding)));
  summary.replaceChildren();
  if (hard.length > 0) { summary.append(element("h2", {}, say("summary_title", { n: hard.length })), list(hard)); }
  if (soft.length > 0) { summary.append(element("h2", {}, say("summary_soft")), list(soft)); }
  const last = due.map((unit) => ({ target: unit.fields[0].controls[0], field: unit.fields[0], place: placeOfUnit(unit), words: unit.told.textContent }));
  if (last.length > 0) { summary.append(element("h2", {}, say("summary_due")), list(last)); }
  summary.hidden = hard.length + soft.length + last.length === 0;
  if (!summary.hidden) { summary.focus(); summary.scrollIntoView({ block: "start" }); }
  return summary.hidden;
}
