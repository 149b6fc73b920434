// What is wrong, in plain words: beside the field when it is left, in a summary when the form is handed in.

/** Names of fields whose mistakes may be shown: those that were left once, all after a submission. */
const touched = new Set();
let submitted = false;
/** What was said to soft checks: key of the finding, or the variable's name for all checks that a file's note stands for → words. */
const notes = new Map();
/** What is told now: key → `{ place, message, undo }`. */
let shown = new Map();
let serial = 0;
const { title } = document;

const onPage = (finding) => (finding.occurrence < 0 ? null : typed.repeats[model.roster[finding.variable]]?.[finding.occurrence] ?? null);
/** The name of the field at which a finding is told. It outlives other occurrences, and the form's being published anew. */
const keyOf = (finding) => nameOf(finding.variable, onPage(finding));

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

/** The days that a finding leaves to choose from. */
const daysMeant = ({ problem, value }) => (problem === "wrong_date_two" ? daysIn(plain(value)).map(writeDay) : []);

/** A day that may be one of two is asked about: a button for each. */
function dayButtons({ finding, field }) {
  return daysMeant(finding).map((day) => {
    const button = pushButton({}, new Date(day).toLocaleDateString(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" }), () => {
      putIn(field, day);
      field.controls[0].focus();
      changed();
      keepDraft();
    });
    return button;
  });
}

function domainWords(finding, isYear) {
  const { problem, type, value } = finding;
  const [kind, ...rest] = type;
  const ofYears = { wrong_integer: "wrong_year", too_small: "too_early", too_large: "too_late" };
  const bound = (value) => (kind === "date" ? writeDay(value) : kind === "month" ? writeMonth(value) : String(value));
  const [min, max] = kind === "decimal" ? [rest[1], rest[2]] : kind === "rank" ? [1, rest[0]] : rest;
  const { length } = [...String(value)];
  return say((isYear && ofYears[problem]) || problem, kind === "text" ? { max: rest[1], length, picture: rest[3] } : { min: bound(min), max: bound(max), digits: rest[0] });
}

/** The element at which a finding is told: the row of a table, else the question. */
function placeOf(finding, field) {
  if (!field) { return rosters.get(finding.rule?.roster ?? model.roster[finding.variable])?.root ?? byId("form"); }
  const [control] = field.controls;
  const row = control.closest("tr:not(.more)");
  return row && !control.closest(".q.spec") && row.closest(".q") === control.closest(".q") ? row : control.closest(".q") ?? byId("form");
}

/** The place itself, or the nearest section in sight: what a check reads may not be asked any more. */
function inSight(place) {
  let outermost = null;
  for (let hidden = place.closest("[hidden]"); hidden; hidden = enclosing(hidden, "[hidden]")) { outermost = hidden; }
  return outermost === null ? place : enclosing(outermost, ".sec") ?? byId("form");
}

/** Shows the findings that may be shown now. What is told already stays as it is: somebody may be writing a reason in it. */
function tell(submission = submitted) {
  for (const { undo } of shown.values()) { undo(); }
  const former = shown;
  shown = new Map();
  // Soft checks speak up at once like everything else; what binds at submission only waits for it.
  const told = findings(true).filter((finding) => submission || (touched.has(keyOf(finding)) && (!finding.hard || !finding.rule?.submission)));
  const entries = told.map((finding) => {
    const occurrence = onPage(finding);
    const field = fieldOf(finding.variable, occurrence);
    return { finding, field, place: inSight(placeOf(finding, field)), words: wordsOf(finding, field) };
  });
  const spot = (entry) => (entry.field && entry.place.contains(entry.field.controls[0]) ? entry.field.controls[0] : entry.place);
  entries.sort((a, b) => (spot(a).compareDocumentPosition(spot(b)) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : spot(a) === spot(b) ? 0 : 1));
  for (const entry of entries) { tellOne(entry, former); }
  for (const { message } of former.values()) { message.remove(); }
  document.title = (submitted && entries.some(({ finding }) => finding.hard) ? say("error") : "") + title;
  return entries;
}

/** The element of a message, put in its place. */
function messageAt(entry) {
  const { finding, place, words } = entry;
  const message = element(place.matches("span") ? "span" : "p", { class: finding.hard ? "err" : "soft", id: "m" + (serial += 1) }, words);
  const head = place.matches("tr") ? place.firstElementChild : place.querySelector(":scope > legend, :scope > .cap, :scope > .o, :scope > h2, :scope > h3");
  // A soft check has a box to tick: it stands behind what it asks about, where the next Tab comes to it.
  if (!finding.hard) { (place.matches("tr") ? place.lastElementChild : place).append(message); message.append(confirmation(entry)); }
  else if (place.matches("tr")) { head.append(message); } else if (head) { head.after(message); } else { place.append(message); }
  if (entry.field) { message.append(...dayButtons(entry)); }
  return message;
}

function tellOne(entry, former) {
  const { finding, field, place, words } = entry;
  const key = [finding.kind, keyOf(finding), model.rules.indexOf(finding.rule), words].join(" ");
  const old = former.get(key);
  const stays = old?.place === place;
  const message = stays ? old.message : messageAt(entry);
  if (stays) { former.delete(key); }
  const soft = !finding.hard;
  const marked = field && !soft ? field.controls.filter((control) => control.type !== "radio") : [];
  const described = field && field.controls[0].type !== "radio" ? field.controls.slice(0, 1) : [place.matches("tr") ? place.closest("fieldset") ?? place : place];
  for (const control of marked) { control.setAttribute("aria-invalid", "true"); }
  for (const target of described) { describe(target, message.id, true); }
  place.classList.add(soft ? "has-soft" : "has-err");
  entry.target = targetOf(entry);
  const undo = () => {
    for (const control of marked) { control.removeAttribute("aria-invalid"); }
    for (const target of described) { describe(target, message.id, false); }
    place.classList.remove("has-soft", "has-err");
  };
  shown.set(key, { place, message, undo });
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
  const note = noteOf(finding);
  tick.checked = note !== undefined;
  reason.value = note === undefined || note === say("confirmed") ? "" : note;
  const keep = () => {
    notes.delete(model.names[finding.variable]);
    if (tick.checked || hasWords(reason.value)) { notes.set(key, hasWords(reason.value) ? reason.value : say("confirmed")); } else { notes.delete(key); }
    keepDraft();
  };
  for (const control of [tick, reason]) {
    for (const event of ["input", "change"]) { control.addEventListener(event, (happened) => { happened.stopPropagation(); keep(); }); }
  }
  const id = "c" + serial;
  return element("span", { class: "confirm", role: "group", "aria-labelledby": id },
    element("small", { id }, say("confirm_soft")), " ",
    element("label", {}, tick, " " + say("confirm_tick")), " ",
    element("label", {}, say("confirm_reason") + " ", reason));
}

/** The key of what was said to a soft check: where it is told, and the words it asks with, which stand for it in every publication. */
const noteKey = (finding) => `${keyOf(finding)} ${finding.rule.says.map((piece) => (typeof piece === "string" ? piece : model.names[piece[0]])).join("")}`;
const noteOf = (finding) => notes.get(noteKey(finding)) ?? notes.get(model.names[finding.variable]);

/** The notes as the file has them: variable → words, only of what still complains. */
function notesOf(told) {
  const kept = new Map();
  for (const { finding } of told) {
    const note = finding.hard ? undefined : noteOf(finding);
    const name = model.names[finding.variable];
    if (note !== undefined) { kept.set(name, (kept.get(name) ?? new Set()).add(note)); }
  }
  return Object.fromEntries([...kept].map(([name, all]) => [name, [...all].join(" / ")]));
}

/** What a field is called: its section's number, its caption, its row. */
function captionOf({ field, place }, inFull = true) {
  const words = bareWords;
  const question = place.closest(".q") ?? place;
  const outer = enclosing(question, ".group, .q");
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

/** A link of the summary to a place. */
function linkTo(target, words) {
  const link = element("a", { href: "#" + (target?.closest("[id]:not(form)")?.id ?? "form") }, words);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    reveal(target);
    target?.focus();
    target?.scrollIntoView({ block: "center" });
  });
  return link;
}

/** The summary above the form, with a link to each place; it takes the focus. False where it holds something to look at. */
function summarise(entries, due, isReminded) {
  const summary = byId("summary");
  summary.replaceChildren();
  const part = (heading, some) => {
    if (some.length > 0) { summary.append(element("h2", {}, say(heading, { n: some.length })), list(some)); }
  };
  const list = (some) => element("ul", {}, ...some.map((entry) => element("li", {}, linkTo(entry.target, [captionOf(entry), entry.words].filter(Boolean).join(say("colon"))))));
  const isBehind = ({ place }) => place.closest(".waiting") !== null;
  const hard = entries.filter((entry) => entry.finding.hard);
  const behind = hard.filter(isBehind);
  // What lies behind a filter may not concern who has not answered it: the filter itself is named, and the rest under it.
  if (closing !== null && (behind.length > 0 || !isReminded)) {
    const target = closing.querySelector("input");
    summary.append(element("h2", {}, say("summary_gate")), element("p", {}, linkTo(target, captionOf({ field: target.field, place: closing }))));
    if (behind.length > 0) { summary.append(element("details", {}, element("summary", {}, say("summary_behind", { n: behind.length })), list(behind))); }
  }
  part("summary_title", hard.filter((entry) => !isBehind(entry)));
  part("summary_soft", entries.filter((entry) => !entry.finding.hard && noteOf(entry.finding) === undefined));
  part("summary_due", isReminded ? [] : due.map((unit) => ({ target: unit.fields[0].controls[0], field: unit.fields[0], place: placeOfUnit(unit), words: unit.told.textContent })));
  summary.hidden = summary.childElementCount === 0;
  if (!summary.hidden) { summary.focus(); summary.scrollIntoView({ block: "start" }); }
  return summary.hidden;
}
