// The page comes to life: listens, branches, tells, keeps, hands in.

import "./removal.js";
import { announce, hush } from "./announce.js";
import { clearAll, keepKnown, putFile } from "./answers.js";
import { branch, enrolConditions } from "./branching.js";
import { carryOver } from "./carry.js";
import { changed, extras, follow, keepDraft } from "./changes.js";
import { progress, startContents } from "./contents.js";
import { enrol, putIn, takeIn, tidy } from "./controls.js";
import { deleteDraft, draftFails, knowLastFile, onStorage, restoreDraft, snapshot, undoable, writeDraft, writeDue } from "./drafts.js";
import { anchored, byId, find, findAll, listen, textOf } from "./elements.js";
import { makeWay } from "./exclusive.js";
import { enrolled, fields, form, isMark, isTyped, rawOf } from "./fields.js";
import { fileName, fileNow, isWhole, loadFile, saveFile } from "./files.js";
import { startFolds, tellFolds } from "./folds.js";
import { tellGates } from "./gates.js";
import { before, bringLast, bringOwnLists, confirmed, tellLast, tieOccurrences } from "./last.js";
import { attempt, renewSummary, summarise, tell, touched } from "./messages.js";
import { model } from "./model.js";
import { letGo, settleDown, startPress, whenStill } from "./press.js";
import { closeReview, finished, handInWords, openReview, reviewed, tellDone } from "./review.js";
import { fillUp, rosters, startRosters } from "./rosters.js";
import { forgetView, recallView } from "./steps.js";
import { nameDraft, parsed } from "./store.js";
import { strayed, tellStrays } from "./strays.js";
import { byTodaysNames, isObject } from "./verdict.js";
import { say } from "./words.js";

/** @import { Control, Entered, Field, Foreign, Told } from "./types" */

let progressAsked = false;
/** Counts anew behind the next frame, once for all that changes until then. */
function askProgress() {
  if (progressAsked) { return; }
  progressAsked = true;
  requestAnimationFrame(() => { progressAsked = false; whenStill("progress", progress); });
}

/** What is told beside the fields now. @type {Told[]} */
let told = [];

follow(
  branch,
  tellGates,
  () => { told = tell(); },
  tellLast,
  () => renewSummary(told),
  tellFolds,
  tellStrays,
  () => { for (const extra of extras) { extra.tell?.(); } },
  (closes) => { if (closes) { closeReview(); } },
  askProgress,
);

/** What was in a field when it was entered, so that a change can be taken back. @type {(event: Event) => void} */
function onFocus({ target }) {
  const field = enrolled.get(target);
  if (field) { field.former = rawOf(field); }
}

/** The control of a field to which something happened. @type {(field: Field, target: EventTarget | null) => Control | undefined} */
const controlAt = (field, target) => field.controls.find((control) => control === target);

/** @type {(event: Event) => void} */
function onInput({ target }) {
  const field = enrolled.get(target);
  const control = field && controlAt(field, target);
  if (!control || isMark(control)) { return; }
  takeIn(field);
  branch();
  keepDraft();
}

/** @type {(event: Event) => void} */
function onChange({ target }) {
  const field = enrolled.get(target);
  const control = field && controlAt(field, target);
  if (!control) { return; }
  // What is typed counts when its field is left, often because something else is pressed: it is told before what that brings.
  if (!isTyped(control)) { letGo(); settleDown(); }
  const { former } = field;
  tidy(field);
  takeIn(field);
  field.former = rawOf(field);
  touched.add(field.name);
  if (before !== null) { confirmed.add(field.unit.key); }
  keepDraft();
  whenStill(field.name, () => afterChange(field, former, control));
}

/** @type {(field: Field, former: Entered | undefined, control: Control) => void} */
function afterChange(field, former, control) {
  const off = strayed;
  hush();
  const way = makeWay(field, former);
  changed();
  if (way) { keepDraft(); }
  const more = strayed - off;
  if (way) { announce(way.words, way); } else if (more > 0) { announce(say("off_now", { n: more }), { undo: () => { putIn(field, former); changed(); keepDraft(); control.focus(); } }); }
}

/** Enter in a blank goes nowhere: the form is handed in by its button alone. @type {(event: KeyboardEvent) => void} */
function onKey(event) {
  if (event.key === "Enter" && event.target instanceof HTMLInputElement && !event.isComposing) { event.preventDefault(); }
}

/** Hands the answers in: to the address of the form, or as a file. @type {(event: Event) => void} */
function onSubmit(event) {
  attempt.made = true;
  hush();
  changed(false);
  told = tell(true);
  if (!summarise(told)) {
    // What was to be given anew, and a filter left blank, is asked for once, and then let through.
    attempt.reminded = true;
    event.preventDefault();
    return;
  }
  if (!reviewed) {
    event.preventDefault();
    openReview(true);
    return;
  }
  const file = fileNow(told);
  const posted = find(document, "[name=_answers]");
  if (!posted) {
    event.preventDefault();
    saveFile(false);
    tellDone();
    return;
  }
  for (const field of fields.values()) { tidy(field); }
  posted.setAttribute("value", JSON.stringify(file));
  writeDraft();
  announce(say("sending"));
}

/** An object that the page brings along, where its host has put one: `answers`, or last year's as `last`. @type {(id: string) => Foreign | null} */
function broughtAlong(id) {
  const host = anchored(id);
  const text = host && textOf(host).trim();
  const found = text ? parsed(text) : null;
  if (isObject(found)) {
    // As of a file that is loaded: the answers to another survey are nobody's here.
    if (found._survey === undefined || found._survey === model.survey) { return found; }
    announce(say("file_other", { survey: String(found._survey) }), { urgent: true });
    return null;
  }
  if (found !== null) { announce(say("host_wrong"), { urgent: true }); }
  return null;
}

/** Fills in what the page brings along: this year's answers, or else last year's where they are kept. */
function serve() {
  const served = broughtAlong("answers");
  const last = broughtAlong("last");
  nameDraft(served?._respondent);
  const answers = served && byTodaysNames(model, served);
  if (answers !== null) { putFile(answers); keepKnown(); }
  if (last === null) { return; }
  knowLastFile(last);
  const begun = answers !== null && Object.keys(answers).some((key) => !/^(?:_|given__)/u.test(key));
  if (!begun) { bringLast(carryOver(model, last)); return; }
  tieOccurrences(carryOver(model, last));
  bringOwnLists(answers);
}

/** The bar grows with what it says; nothing that takes the focus may stand beneath it. */
function keepClear() {
  for (const bar of findAll(document, ".bar")) {
    new ResizeObserver(() => document.documentElement.style.setProperty("--bar", bar.offsetHeight + "px")).observe(bar);
  }
}

/** Gives every text of several lines that is longer than its box a height. @type {(height: (area: HTMLElement) => string) => void} */
function sizeTexts(height) {
  for (const area of findAll(form, "textarea")) {
    if (area.style.height !== "" || area.scrollHeight > area.clientHeight) { area.style.height = height(area); }
  }
}

/** Saves what there is so far, as what it is: nobody shall take it for what is handed in. */
function saveNow() {
  saveFile(!finished);
  announce(say(finished ? "saved_file" : isWhole() ? "saved_unsent" : "saved_draft", { name: fileName(!finished), words: handInWords }));
}

/** What the buttons of the bar and beside the form do. */
function startButtons() {
  /** @type {(id: string, act: () => void) => void} */
  const on = (id, act) => listen(byId(id), "click", act);
  const file = byId("file");
  on("save", saveNow);
  on("print", () => window.print());
  on("load", () => file.click());
  on("forget", () => { if (window.confirm(say("draft_ask"))) { undoable(() => { clearAll(); deleteDraft(); forgetView(); }, "draft_gone", false); } });
  listen(file, "change", () => {
    const picked = file.files?.[0];
    if (picked) { void loadFile(picked).then(() => { file.value = ""; }); }
  });
  const only = anchored("only");
  if (only) { listen(only, "change", () => form.classList.toggle("only", only.checked)); }
}

function start() {
  document.documentElement.classList.add("js");
  // What is wrong is told by the page, not by the browser.
  find(form, "[type=submit]")?.setAttribute("formnovalidate", "");
  startPress();
  startRosters();
  enrol(form);
  enrolConditions(form);
  for (const extra of extras) { extra.enrol?.(form, null); }
  startContents();
  keepClear();
  serve();
  for (const roster of rosters.values()) { fillUp(roster); }
  branch();
  restoreDraft(snapshot());
  // A browser that comes back to the page has filled fields in by itself.
  for (const field of fields.values()) { takeIn(field); }
  // What is folded shows last year's answers, as far as they are asked.
  if (before !== null) { branch(); }
  startFolds();
  changed();
  recallView();
  listen(form, "input", onInput);
  listen(form, "change", onChange);
  listen(form, "submit", onSubmit);
  listen(form, "focusin", onFocus);
  listen(form, "keydown", onKey);
  listen(window, "storage", onStorage);
  // Paper does not scroll: a long text is printed whole.
  listen(window, "beforeprint", () => sizeTexts((area) => `${area.scrollHeight + 4}px`));
  listen(window, "afterprint", () => sizeTexts(() => ""));
  listen(window, "pagehide", writeDue);
  listen(window, "beforeunload", (event) => { if (draftFails && [...fields.values()].some((field) => rawOf(field) !== "")) { event.preventDefault(); } });
  startButtons();
}

start();
