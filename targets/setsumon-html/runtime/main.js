// The page comes to life: listens, branches, tells, keeps, hands in.

/** Says something to everybody, screen readers included; `undo` takes it back, `act` is a button `[words, what it does]`. */
function announce(words, { urgent = false, undo = null, act = null } = {}) {
  const status = byId("status");
  status.replaceChildren(element("span", {}, words));
  for (const [name, run] of [act, undo && [say("undo"), undo], [say("close"), null]].filter(Boolean)) {
    const button = pushButton({}, name, () => {
      status.replaceChildren();
      byId("main").focus({ preventScroll: true });
      run?.();
    });
    status.append(" ", button);
  }
  status.classList.toggle("urgent", urgent);
}

/** What was said of something that is over by now goes; what is urgent stays until it is read. */
function hush() {
  const status = byId("status");
  if (!status.matches(".urgent")) { status.replaceChildren(); }
}

let progressAsked = false;
/** Brings the page in line with what is typed. */
function changed(closes = true) {
  branch();
  tellGates();
  tell();
  tellLast();
  tellFolds();
  tellStrays();
  for (const { tell: bring } of extras) { bring(); }
  if (closes) { closeReview(); }
  if (!progressAsked) {
    progressAsked = true;
    requestAnimationFrame(() => { progressAsked = false; whenStill("progress", progress); });
  }
}

/** Fields with an answer that is off the path: kept on the page, left out of what is handed in. */
const strays = () => [...fields.values()].filter(({ variable, occurrence }) => isPresent((occurrence ?? typed.main)[variable])
  && !isPresent(reading.value(variable, settledOf(occurrence))));

/** How many answers were off the path when that was last told. */
let strayed = 0;
/** Says before the answers are handed in which of them will not be. */
function tellStrays() {
  const astray = new Set(strays());
  for (const name of unseen) { if (!astray.has(fields.get(name))) { unseen.delete(name); } }
  const all = [...astray].filter(({ name }) => !unseen.has(name));
  strayed = all.length;
  const off = [...new Set(all.map((field) => field.unit))];
  const most = 20;
  const names = off.slice(0, most).map((unit) => captionOf({ field: unit.fields[0], place: placeOfUnit(unit) }));
  if (off.length > most) { names.push(say("and_more", { n: off.length - most })); }
  const box = byId("off");
  box.hidden = off.length === 0;
  box.replaceChildren(element("p", {}, say("off_list", { n: off.length })), element("ul", {}, ...names.map((name) => element("li", {}, name))));
}

/** What was in a field when it was entered, so that a change can be taken back. */
function onFocus({ target }) {
  if (target.field) { target.field.former = rawOf(target.field); }
}

function onInput({ target }) {
  const { field } = target;
  if (!field || isMark(target)) { return; }
  takeIn(field);
  branch();
  keepDraft();
}

function onChange({ target }) {
  const { field } = target;
  if (!field) { return; }
  // What is typed counts when its field is left, often because something else is pressed: it is told before what that brings.
  if (!isTyped(target)) { letGo(); settleDown(); }
  const { former } = field;
  tidy(field);
  takeIn(field);
  field.former = rawOf(field);
  touched.add(field.name);
  if (before !== null) { confirmed.add(field.unit.key); }
  keepDraft();
  whenStill(field.name, () => afterChange(field, former, target));
}

function afterChange(field, former, target) {
  const off = strayed;
  hush();
  const way = makeWay(field, former);
  changed();
  if (way) { keepDraft(); }
  const more = strayed - off;
  if (way) { announce(way.words, way); } else if (more > 0) { announce(say("off_now", { n: more }), { undo: () => { putIn(field, former); changed(); keepDraft(); target.focus(); } }); }
}

/** Enter in a blank goes nowhere: the form is handed in by its button alone. */
function onKey(event) {
  if (event.key === "Enter" && event.target.matches("input") && !event.isComposing) { event.preventDefault(); }
}

/** A choice can be taken back, wherever it came from: a button beside it, as long as there is one. */
function keepClearing(field) {
  const [control] = field.controls;
  if (rawOf(field) === "") { field.clear?.remove(); field.clear = null; return; }
  if (field.clear || control.closest(".q").querySelector(":scope > legend .req")) { return; }
  const row = control.closest("tr");
  const place = row ? row.firstElementChild : control.closest(".long") ?? control.closest(".scale, .os");
  if (!place) { return; }
  field.clear = pushButton({ class: "clear" }, say("clear"), () => {
    control.focus();
    putIn(field, undefined);
    changed();
    keepDraft();
  });
  if (row) { place.append(field.clear); } else { place.after(field.clear); }
}

let reminded = false;
/** Hands the answers in: to the address of the form, or as a file. */
function onSubmit(event) {
  submitted = true;
  hush();
  changed(false);
  const entries = tell(true);
  const due = [...units.values()].filter((unit) => unit.standing === "due" && isShown(unit));
  if (!summarise(entries, due, reminded)) {
    // What was to be given anew, and a filter left blank, is asked for once, and then let through.
    reminded = true;
    event.preventDefault();
    return;
  }
  if (!reviewed) {
    event.preventDefault();
    openReview(true);
    return;
  }
  const file = fileNow(entries);
  const posted = document.querySelector("[name=_answers]");
  if (!posted) {
    event.preventDefault();
    saveFile();
    tellDone();
    return;
  }
  for (const field of fields.values()) { tidy(field); }
  posted.value = JSON.stringify(file);
  writeDraft();
  announce(say("sending"));
}

/** An object that the page brings along, where its host has put one: `answers`, or last year's as `last`. */
function brought(id) {
  const text = byId(id)?.textContent.trim();
  const found = text ? parsed(text) : null;
  if (found !== null && !isObject(found)) { announce(say("host_wrong"), { urgent: true }); }
  return isObject(found) ? found : null;
}

/** Fills in what the page brings along: this year's answers, or else last year's where they are kept. */
function serve() {
  const served = brought("answers");
  const last = brought("last");
  nameDraft(served?._respondent);
  const answers = served && byTodaysNames(model, served);
  if (answers !== null) { putFile(answers); keepKnown(); }
  if (last === null) { return; }
  lastKnown = last;
  readLast(model, typed.main, last);
  const begun = answers !== null && Object.keys(answers).some((key) => !/^(?:_|given__)/u.test(key));
  if (!begun) { bringLast(carryOver(model, last)); return; }
  before = carryOver(model, last);
  tieOccurrences();
  bringOwnLists(answers);
}

/** The bar grows with what it says; nothing that takes the focus may stand beneath it. */
function keepClear() {
  const bar = document.querySelector(".bar");
  new ResizeObserver(() => document.documentElement.style.setProperty("--bar", bar.offsetHeight + "px")).observe(bar);
}

/** Gives every text of several lines that is longer than its box a height. */
function sizeTexts(height) {
  for (const area of form.querySelectorAll("textarea")) {
    if (area.style.height !== "" || area.scrollHeight > area.clientHeight) { area.style.height = height(area); }
  }
}

function start() {
  document.documentElement.classList.add("js");
  form.querySelector("[type=submit]").formNoValidate = true;
  startPress();
  startRosters();
  enrol(form);
  enrolConditions(form);
  for (const { enrol: take } of extras) { take(form); }
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
  const listen = (target, listeners) => { for (const [name, listener] of Object.entries(listeners)) { target.addEventListener(name, listener); } };
  listen(form, { input: onInput, change: onChange, submit: onSubmit, focusin: onFocus, keydown: onKey });
  listen(window, {
    storage: onStorage,
    // Paper does not scroll: a long text is printed whole.
    beforeprint: () => sizeTexts((area) => `${area.scrollHeight + 4}px`),
    afterprint: () => sizeTexts(() => ""),
    pagehide: () => { if (draftTimer) { writeDraft(); } },
    beforeunload: (event) => { if (draftFails && [...fields.values()].some((field) => rawOf(field) !== "")) { event.preventDefault(); } },
  });
  const on = (id, act) => byId(id)?.addEventListener("click", act);
  const file = byId("file");
  on("save", () => { saveFile(); announce(say("saved_file")); });
  on("print", () => window.print());
  on("load", () => file.click());
  on("forget", () => { if (window.confirm(say("draft_ask"))) { undoable(() => { clearAll(); deleteDraft(); forgetView(); }, "draft_gone", false); } });
  file.addEventListener("change", () => {
    const [picked] = file.files;
    if (picked) { void loadFile(picked).then(() => { file.value = ""; }); }
  });
  byId("only")?.addEventListener("change", ({ target }) => form.classList.toggle("only", target.checked));
}

start();
