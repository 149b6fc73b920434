// Drafts: what is typed is kept in this browser, for this survey, edition, respondent and address, until it is deleted.

let draftKey = "";
let draftTimer = 0;
let draftFails = false;

/** Names the draft: the respondent is who the page's host says, the address tells apart what hosts serve to each. */
function nameDraft(respondent) {
  draftKey = ["setsumon", model.survey, model.edition, respondent ?? "", location.pathname + location.search].join(":");
}

/** Keeps a draft a moment after the last change. */
function keepDraft() {
  clearTimeout(draftTimer);
  draftTimer = setTimeout(writeDraft, 400);
}

/** What a draft held that has no place in the form as it is now: kept for the case that it gets one again. */
let placeless = {};

/** Everything on the page that is not in the page as it was served, by names: the form may be published anew before it is read again. */
function snapshot() {
  const values = {};
  for (const field of fields.values()) {
    const raw = rawOf(field);
    if (raw !== "") { values[field.name] = raw; }
  }
  const known = (pairs) => Object.fromEntries(pairs.filter(([variable]) => isPresent(typed.main[variable])).map(([variable, name]) => [name, typed.main[variable]]));
  return {
    time: Date.now(),
    values,
    placeless,
    rosters: Object.fromEntries(typed.repeats.map((all, index) => [model.repeats[index].name, all.map((occurrence) => occurrence.number)])),
    known: known(model.names.map((name, variable) => [variable, name]).filter(([variable]) => isGiven(variable))),
    lastKnown: known(model.lastNames),
    notes: [...notes],
    last: namedBefore(),
    confirmed: [...confirmed],
  };
}

function writeDraft() {
  clearTimeout(draftTimer);
  draftTimer = 0;
  const draft = snapshot();
  try {
    localStorage.setItem(draftKey, JSON.stringify(draft));
    draftFails = false;
    whenStill("draft", () => { byId("draft").textContent = say("draft_saved", { time: clock(draft.time) }); });
  } catch {
    tellNoDrafts();
  }
}

/** In a private window, or where the browser's room is used up, nothing can be kept: it is said once, and stays in the bar. */
function tellNoDrafts() {
  const first = !draftFails;
  draftFails = true;
  whenStill("draft", () => {
    byId("draft").textContent = say("draft_off_short");
    if (first) { announce(say("draft_off"), { urgent: true }); }
  });
}

/** The name that a field of a draft has now; undefined where it has none. */
function fieldNow(name) {
  const [stem, ...number] = name.split(".");
  const variable = variableCalled(model, stem);
  return variable === undefined ? undefined : [model.names[variable], ...number].join(".");
}

/** Puts the page back to a snapshot, or to whatever else stands in the place of one; gives back what has no place, in words. */
function putBack(draft) {
  clearAll();
  const entries = (value) => Object.entries(isObject(value) ? value : {});
  const list = (value) => (Array.isArray(value) ? value : []);
  for (const key of list(draft.confirmed)) { confirmed.add(fieldNow(String(key))); }
  const values = [...entries(draft.placeless).map((entry) => [...entry, true]), ...entries(draft.values)].map(([name, ...rest]) => [name, fieldNow(name), ...rest]);
  const numbers = new Map();
  const count = (roster, number) => { if (roster >= 0 && Number.isInteger(number) && number > 0) { numbers.set(roster, (numbers.get(roster) ?? new Set()).add(number)); } };
  for (const [name, all] of entries(draft.rosters)) { for (const number of list(all)) { count(rosterCalled(model, name), number); } }
  for (const [, name] of values) {
    const [stem, number] = name?.split(".") ?? [];
    if (number) { count(model.roster[model.index.get(stem)], Number(number)); }
  }
  for (const [index, all] of numbers) {
    const roster = rosters.get(index);
    if (!roster) { continue; }
    for (const number of [...all].slice(0, mostOf(roster))) { roster.next = number; addOccurrence(roster); }
    roster.next = Math.max(roster.next, ...typed.repeats[index].map((occurrence) => occurrence.number + 1));
  }
  for (const [name, value] of entries(draft.known)) { takeGiven(variableCalled(model, name), value); }
  readLast(model, typed.main, { ...lastKnown, ...draft.lastKnown });
  const lost = [];
  placeless = {};
  for (const [former, name, raw, wasLost] of values) {
    const field = fields.get(name);
    const now = field && codeNow(model, field.variable, raw);
    if (field && (putIn(field, raw) || putIn(field, now))) {
      if (domainProblem(field.type, (field.occurrence ?? typed.main)[field.variable] ?? "")) { touched.add(name); }
      continue;
    }
    placeless[former] = raw;
    if (!wasLost) { lost.push((field ? captionOf({ field, place: placeOfUnit(field.unit) }) : former) + say("colon") + (raw === true ? "✓" : raw)); }
  }
  for (const [key, words] of list(draft.notes).filter(Array.isArray)) { if (typeof words === "string") { notes.set(String(key).replace(/^\S+/u, (name) => fieldNow(name) ?? name), words); } }
  before = beforeNamed(draft.last);
  return lost;
}

/** Goes on with the draft of this browser, if there is one; `served` is the page as it was without it. */
function restoreDraft(served) {
  let draft = null;
  try {
    draft = localStorage.getItem(draftKey);
  } catch {
    tellNoDrafts();
  }
  draft = parsed(draft);
  if (!isObject(draft)) { return; }
  const lost = putBack(draft);
  // A draft from before the page brought last year's answers.
  before ??= beforeNamed(served.last);
  const time = clock(draft.time);
  byId("draft").textContent = say("draft_saved", { time });
  announce(say("draft_restored", { time }), { act: [say("draft_anew"), () => undoable(() => { putBack(served); deleteDraft(); }, "draft_gone", false)] });
  if (lost.length > 0) { ask(say("draft_changed"), [], { unfit: lost }); }
}

function deleteDraft() {
  clearTimeout(draftTimer);
  draftTimer = 0;
  try {
    localStorage.removeItem(draftKey);
  } catch {
    // There is none where none can be kept.
  }
  byId("draft").textContent = "";
}

/** Another window with the same draft would be overwritten, and would overwrite this one. */
function onStorage({ key, newValue }) {
  if (key === draftKey && newValue !== null) { whenStill("twice", () => announce(say("draft_twice"), { urgent: true })); }
}
