// What is wrong, in plain words: beside the field when it is left, in a summary when the form is handed in.

import { answerWords, reading } from "./branching.js";
import { writeDay } from "./calendar.js";
import { captionOf, titled } from "./captions.js";
import { changed, keepDraft } from "./changes.js";
import { putIn } from "./controls.js";
import { dayWords, daysMeant, monthWords } from "./days.js";
import { byId, describe, element, enclosing, find, findAll, listen, near, pushButton, textOf } from "./elements.js";
import { enrolled, fieldOf, isMark, nameOf, typed } from "./fields.js";
import { reveal } from "./folds.js";
import { closing } from "./gates.js";
import { model } from "./model.js";
import { plain } from "./normalise.js";
import { rosters } from "./rosters.js";
import { hasWords } from "./shapes.js";
import { sure } from "./sure.js";
import { isShown, placeOfUnit, units } from "./units.js";
import { verdict } from "./verdict.js";
import { say } from "./words.js";

/** @import { Check, DomainFinding, Field, Finding, Occurrence, SummaryEntry, Told } from "./types" */
/** @typedef {{ place: HTMLElement, message: HTMLElement, undo: () => void }} Shown */

/** Names of fields whose mistakes may be shown: those that were left once, all after a submission. @type {Set<string>} */
export const touched = new Set();
/** Whether the form was to be handed in, and was asked then for what may be left blank. */
export const attempt = { made: false, reminded: false };
/** What was said to soft checks: key of the finding, or the variable's name for all checks that a file's note stands for → words. @type {Map<string, string>} */
export const notes = new Map();
/** What is told now, by its key. @type {Map<string, Shown>} */
let shown = new Map();
let serial = 0;
const { title } = document;

/** The occurrence of a finding. @type {(finding: Finding) => Occurrence | null} */
const onPage = (finding) => (finding.occurrence < 0 ? null : typed.repeats[model.roster[finding.variable]]?.[finding.occurrence] ?? null);
/** The name of the field at which a finding is told. It outlives other occurrences, and the form's being published anew. @type {(finding: Finding) => string} */
const keyOf = (finding) => nameOf(finding.variable, onPage(finding));

/** The words of a finding. @type {(finding: Finding, field: Field | undefined) => string} */
function wordsOf(finding, field) {
  if (finding.kind === "domain") { return domainWords(finding, field?.kind.endsWith("year") ?? false); }
  const { rule } = finding;
  if (rule?.kind === "check") { return checkWords(rule, finding); }
  if (rule?.kind === "required") { return say(field && isMark(field.controls[0]) ? "required_choice" : "required"); }
  return say(finding.kind, rule);
}

/** The words of a check, with answers in them. @type {(rule: Check, finding: Finding) => string} */
function checkWords(rule, finding) {
  const occurrence = finding.occurrence < 0 || rule.roster === undefined ? null : reading.occurrences(rule.roster)[finding.occurrence];
  return rule.says.map((piece) => (typeof piece === "string" ? piece : answerWords(piece[0], occurrence, onPage(finding)) ?? piece[1])).join("");
}

/** The days that a finding leaves to choose from: those that may be meant and may be given. @type {(finding: Finding) => number[]} */
function daysLeft(finding) {
  if (finding.kind !== "domain" || finding.type[0] !== "date" || finding.problem !== "wrong_date") { return []; }
  const [, min, max] = finding.type;
  return daysMeant(plain(String(finding.value))).filter((day) => day >= min && day <= max);
}

/** A day that is not the only one to be meant is asked about: a button for each. @type {(finding: Finding, field: Field) => HTMLElement[]} */
function dayButtons(finding, field) {
  return daysLeft(finding).map((day) => pushButton({}, dayWords(day), () => {
    putIn(field, writeDay(day));
    field.controls[0].focus();
    changed();
    keepDraft();
  }));
}

/** @type {(finding: DomainFinding, isYear: boolean) => string} */
function domainWords(finding, isYear) {
  const { problem, type, value } = finding;
  /** @type {{ [problem: string]: string }} */
  const ofYears = { wrong_integer: "wrong_year", too_small: "too_early", too_large: "too_late" };
  const name = (isYear && ofYears[problem]) || problem;
  switch (type[0]) {
    case "text": return say(name, { max: type[2], length: [...String(value)].length, picture: type[4] });
    case "rank": return say(name, { min: 1, max: type[1] });
    case "integer": return say(name, { min: type[1], max: type[2] });
    case "decimal": return say(name, { min: type[2], max: type[3], digits: type[1] });
    case "date": return say([name, "wrong_date_one"][daysLeft(finding).length] ?? "wrong_date_two", { min: dayWords(type[1]), max: dayWords(type[2]) });
    case "month": return say(name, { min: monthWords(type[1]), max: monthWords(type[2]) });
    default: return say(name);
  }
}

/** The element at which a finding is told: the row of a table, else the question. @type {(finding: Finding, field: Field | undefined) => HTMLElement} */
function placeOf(finding, field) {
  if (!field) { return rosters.get(finding.rule?.roster ?? model.roster[finding.variable])?.root ?? byId("form"); }
  const [control] = field.controls;
  const row = near(control, "tr:not(.more)");
  const question = near(control, ".q");
  return row && !near(control, ".q.spec") && near(row, ".q") === question ? row : question ?? byId("form");
}

/** The place itself, or the nearest section in sight: what a check reads may not be asked any more. @type {(place: HTMLElement) => HTMLElement} */
function inSight(place) {
  /** @type {HTMLElement | null} */
  let outermost = null;
  for (let hidden = near(place, "[hidden]"); hidden; hidden = enclosing(hidden, "[hidden]")) { outermost = hidden; }
  return outermost === null ? place : enclosing(outermost, ".sec") ?? byId("form");
}

/** Shows the findings that may be shown now. What is told already stays as it is: somebody may be writing a reason in it. */
export function tell(submission = attempt.made) {
  for (const { undo } of shown.values()) { undo(); }
  const former = shown;
  shown = new Map();
  // Soft checks speak up at once like everything else; what binds at submission only waits for it.
  const told = verdict(model, reading, true).filter((finding) => submission || (touched.has(keyOf(finding)) && (!finding.hard || !finding.rule?.submission)));
  /** @type {Told[]} */
  const all = told.map((finding) => {
    const field = fieldOf(finding.variable, onPage(finding));
    return { finding, field, place: inSight(placeOf(finding, field)), words: wordsOf(finding, field) };
  });
  // What is said in each entry of a roster of one answer outside of it is told there once.
  const entries = [...new Map(all.map((entry) => [keyOfTold(entry), entry])).values()];
  /** @type {(entry: Told) => HTMLElement} */
  const spot = (entry) => (entry.field && entry.place.contains(entry.field.controls[0]) ? entry.field.controls[0] : entry.place);
  entries.sort((a, b) => (spot(a).compareDocumentPosition(spot(b)) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : spot(a) === spot(b) ? 0 : 1));
  for (const entry of entries) { tellOne(entry, former); }
  for (const { message } of former.values()) { message.remove(); }
  document.title = (attempt.made && entries.some(({ finding }) => finding.hard) ? say("error") : "") + title;
  return entries;
}

/** The element of a message, put in its place. @type {(entry: Told) => HTMLElement} */
function messageAt({ finding, field, place, words }) {
  const message = element(place.matches("span") ? "span" : "p", { class: finding.hard ? "err" : "soft", id: "m" + (serial += 1) }, words);
  const isRow = place.matches("tr");
  const head = isRow ? place.firstElementChild : find(place, ":scope > legend, :scope > .cap, :scope > .o, :scope > h2, :scope > h3");
  // A soft check has a box to tick: it stands behind what it asks about, where the next Tab comes to it.
  if (finding.rule?.soft) {
    (isRow ? sure(place.lastElementChild) : place).append(message);
    message.append(confirmation(finding, finding.rule));
  } else if (!head) { place.append(message); } else if (isRow) { head.append(message); } else { head.after(message); }
  if (field) { message.append(...dayButtons(finding, field)); }
  return message;
}

/** What tells a message from all others. The days to choose from are a part of it: other days are another, though its sentence is the same. @type {(entry: Told) => string} */
const keyOfTold = ({ finding, words }) => [finding.kind, keyOf(finding), finding.rule ? model.rules.indexOf(finding.rule) : -1, words, ...daysLeft(finding)].join(" ");

/** @type {(entry: Told, former: Map<string, Shown>) => void} */
function tellOne(entry, former) {
  const { finding, field, place } = entry;
  const key = keyOfTold(entry);
  const old = former.get(key);
  const message = old?.place === place ? old.message : messageAt(entry);
  if (old?.place === place) { former.delete(key); }
  const soft = !finding.hard;
  const marked = field && !soft ? field.controls.filter((control) => control.type !== "radio") : [];
  const described = field && field.controls[0].type !== "radio" ? field.controls.slice(0, 1) : [place.matches("tr") ? near(place, "fieldset") ?? place : place];
  for (const control of marked) { control.setAttribute("aria-invalid", "true"); }
  for (const target of described) { describe(target, message.id, true); }
  place.classList.add(soft ? "has-soft" : "has-err");
  const undo = () => {
    for (const control of marked) { control.removeAttribute("aria-invalid"); }
    for (const target of described) { describe(target, message.id, false); }
    place.classList.remove("has-soft", "has-err");
  };
  shown.set(key, { place, message, undo });
}

/** Where a link to a finding leads: its open control; a roster's own buttons; else the part of the page that tells it. @type {(entry: Told) => HTMLElement} */
function targetOf({ finding, field, place }) {
  const open = field?.controls.find((control) => !control.disabled);
  if (open) { return open; }
  const removing = finding.kind === "occurrences_max" ? findAll(place, ".remove").at(-1) : undefined;
  const button = removing ?? find(place, ":scope > .add:enabled");
  if (button) { return button; }
  place.tabIndex = -1;
  return place;
}

/** A box to tick and a line for a reason: a soft check is let through with either. @type {(finding: Finding, rule: Check) => HTMLElement} */
function confirmation(finding, rule) {
  const key = noteKey(finding, rule);
  const tick = element("input", { type: "checkbox" });
  const reason = element("input", { type: "text", class: "wide" });
  const note = noteOf(finding);
  tick.checked = note !== undefined;
  reason.value = note === undefined || note === say("confirmed") ? "" : note;
  /** @type {(happened: Event) => void} */
  const keep = (happened) => {
    happened.stopPropagation();
    notes.delete(model.names[finding.variable]);
    if (tick.checked || hasWords(reason.value)) { notes.set(key, hasWords(reason.value) ? reason.value : say("confirmed")); } else { notes.delete(key); }
    keepDraft();
  };
  for (const control of [tick, reason]) {
    listen(control, "input", keep);
    listen(control, "change", keep);
  }
  const id = "c" + serial;
  return element("span", { class: "confirm", role: "group", "aria-labelledby": id },
    element("small", { id }, say("confirm_soft")), " ",
    element("label", {}, tick, " " + say("confirm_tick")), " ",
    element("label", {}, say("confirm_reason") + " ", reason));
}

/** The key of what was said to a soft check: where it is told, and the words it asks with, which stand for it in every publication. @type {(finding: Finding, rule: Check) => string} */
const noteKey = (finding, rule) => `${keyOf(finding)} ${rule.says.map((piece) => (typeof piece === "string" ? piece : model.names[piece[0]])).join("")}`;
/** What was said to a soft check. @type {(finding: Finding) => string | undefined} */
const noteOf = (finding) => (finding.rule?.soft ? notes.get(noteKey(finding, finding.rule)) ?? notes.get(model.names[finding.variable]) : undefined);

/** The notes as the file has them: variable → words, only of what still complains. @type {(told: Told[]) => { [name: string]: string }} */
export function notesOf(told) {
  /** @type {Map<string, Set<string>>} */
  const kept = new Map();
  for (const { finding } of told) {
    const note = noteOf(finding);
    const name = model.names[finding.variable];
    if (note !== undefined) { kept.set(name, (kept.get(name) ?? new Set()).add(note)); }
  }
  return Object.fromEntries([...kept].map(([name, all]) => [name, [...all].join(" / ")]));
}

/** Where the links of the summary lead. @type {HTMLElement[]} */
let led = [];

/** A link of the summary to a place. @type {(target: HTMLElement, words: string) => HTMLElement} */
function linkTo(target, words) {
  led.push(target);
  const link = element("a", { href: "#" + (near(target, "[id]:not(form)")?.id ?? "form") }, words);
  listen(link, "click", (event) => {
    event.preventDefault();
    reveal(target);
    target.focus();
    target.scrollIntoView({ block: "center" });
  });
  return link;
}

/** Whether the summary that is shown asks for what may be left blank. */
let reminds = false;

/** The summary above the form, with a link to each place; it takes the focus. False where it holds something to look at. @type {(told: Told[]) => boolean} */
export function summarise(told) {
  const summary = byId("summary");
  reminds = !attempt.reminded;
  summary.replaceChildren(...summaryOf(told));
  summary.hidden = summary.childElementCount === 0;
  if (!summary.hidden) { summary.focus(); summary.scrollIntoView({ block: "start" }); }
  return summary.hidden;
}

/** Keeps the summary that is shown in line with the answers: what is mended, or asked no more, is not asked for. @type {(told: Told[]) => void} */
export function renewSummary(told) {
  const summary = byId("summary");
  if (summary.hidden) { return; }
  const isOpen = find(summary, "details[open]") !== null;
  const before = led;
  const parts = summaryOf(told);
  const isSame = led.length === before.length && led.every((target, at) => target === before[at]);
  if (isSame && parts.map(textOf).join() === [...summary.children].map(textOf).join()) { return; }
  summary.replaceChildren(...parts);
  if (isOpen) { find(summary, "details")?.setAttribute("open", ""); }
  summary.hidden = parts.length === 0;
}

/** What the summary says. @type {(told: Told[]) => HTMLElement[]} */
function summaryOf(told) {
  led = [];
  /** @type {HTMLElement[]} */
  const parts = [];
  /** @type {(some: SummaryEntry[]) => HTMLElement} */
  const list = (some) => element("ul", {}, ...some.map((entry) => element("li", {}, linkTo(entry.target, titled(captionOf(entry), entry.words)))));
  /** @type {(heading: string, some: SummaryEntry[]) => void} */
  const part = (heading, some) => {
    if (some.length > 0) { parts.push(element("h2", {}, say(heading, { n: some.length })), list(some)); }
  };
  /** @type {(entry: Told) => SummaryEntry} */
  const linked = (entry) => ({ ...entry, target: targetOf(entry) });
  const hard = told.filter(({ finding }) => finding.hard).map(linked);
  const behind = hard.filter(({ place }) => near(place, ".waiting"));
  // What lies behind a filter may not concern who has not answered it: the filter itself is named, and the rest under it.
  if (closing !== null && (behind.length > 0 || reminds)) {
    const target = sure(find(closing, "input"));
    parts.push(element("h2", {}, say("summary_gate")), element("p", {}, linkTo(target, captionOf({ field: enrolled.get(target), place: closing }))));
    if (behind.length > 0) { parts.push(element("details", {}, element("summary", {}, say("summary_behind", { n: behind.length })), list(behind))); }
  }
  part("summary_title", hard.filter((entry) => !behind.includes(entry)));
  part("summary_soft", told.filter(({ finding }) => !finding.hard && noteOf(finding) === undefined).map(linked));
  const due = reminds ? [...units.values()].filter((unit) => unit.standing === "due" && isShown(unit)) : [];
  part("summary_due", due.map((unit) => ({ target: unit.fields[0].controls[0], field: unit.fields[0], place: placeOfUnit(unit), words: unit.told ? textOf(unit.told) : "" })));
  return parts;
}
