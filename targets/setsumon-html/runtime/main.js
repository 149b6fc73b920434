// The page comes to life: listens, branches, tells, keeps, hands in.

/** Says something to everybody, screen readers included. */
function announce(words, urgent = false) {
  const status = document.getElementById("status");
  status.textContent = words;
  status.classList.toggle("urgent", urgent);
}

let progressAsked = false;
/** Brings the page in line with what is typed. */
function changed() {
  branch();
  tell();
  if (!progressAsked) {
    progressAsked = true;
    requestAnimationFrame(() => { progressAsked = false; progress(); });
  }
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
  tidy(field);
  takeIn(field);
  const at = field.occurrence ? typed.repeats[field.occurrence.roster].indexOf(field.occurrence) : -1;
  touched.add(`${field.variable}.${at}`);
  if (target.type === "radio") { offerClearing(field); }
  changed();
  keepDraft();
}

/** A choice can be taken back: a button beside it, once there is one. */
function offerClearing(field) {
  const [control] = field.controls;
  if (field.clear || control.closest(".q").querySelector(":scope > legend .req")) { return; }
  const row = control.closest("tr");
  const place = row ? row.firstElementChild : control.closest(".scale, .os");
  if (!place) { return; }
  field.clear = element("button", { type: "button", class: "clear" }, say("clear"));
  field.clear.addEventListener("click", () => {
    putIn(field, undefined);
    control.focus();
    field.clear.remove();
    field.clear = null;
    changed();
    keepDraft();
  });
  if (row) { place.append(field.clear); } else { place.after(field.clear); }
}

/** Hands the answers in: to the address of the form, or as a file. */
function onSubmit(event) {
  submitted = true;
  branch();
  const entries = tell(true);
  const ready = summarise(entries);
  if (!ready) { event.preventDefault(); return; }
  const file = writeFile(model, reading, notesOf(entries));
  if (!form.hasAttribute("action")) {
    event.preventDefault();
    saveFile();
    announce(say("done"));
    return;
  }
  for (const field of fields.values()) { tidy(field); }
  form.elements._answers.value = JSON.stringify(file);
  writeDraft();
  announce(say("sending"));
}

/** JSON that the page brings along, where its host has put some: `answers`, or last year's as `last`. */
function brought(id) {
  const text = document.getElementById(id)?.textContent.trim();
  return text ? JSON.parse(text) : null;
}

function start() {
  document.documentElement.classList.add("js");
  form.noValidate = true;
  startRosters();
  enrol(form);
  enrolConditions(form);
  startContents();
  document.querySelector("#contents details").open = window.matchMedia("(min-width: 64rem)").matches;
  const answers = brought("answers");
  const last = brought("last") ?? {};
  if (answers !== null) { putFile(answers, last); } else { readLast(model, typed.main, last); }
  restoreDraft();
  // A browser that comes back to the page has filled fields in by itself.
  for (const field of fields.values()) { takeIn(field); }
  changed();
  form.addEventListener("input", onInput);
  form.addEventListener("change", onChange);
  form.addEventListener("submit", onSubmit);
  window.addEventListener("pagehide", () => { if (draftTimer) { writeDraft(); } });
  const on = (id, act) => document.getElementById(id)?.addEventListener("click", act);
  on("save", () => { saveFile(); announce(say("saved_file")); });
  on("print", () => window.print());
  on("load", () => document.getElementById("file").click());
  on("forget", () => { if (window.confirm(say("draft_ask"))) { clearAll(); changed(); deleteDraft(); } });
  document.getElementById("file").addEventListener("change", ({ target }) => {
    const [picked] = target.files;
    if (picked) { void loadFile(picked).then(keepDraft); }
    target.value = "";
  });
  document.getElementById("only")?.addEventListener("change", ({ target }) => form.classList.toggle("only", target.checked));
}

start();
