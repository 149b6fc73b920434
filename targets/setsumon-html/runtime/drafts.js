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

/** Everything on the page that is not in the page as it was served. */
function snapshot() {
  const values = {};
  for (const field of fields.values()) {
    const raw = rawOf(field);
    if (raw !== "") { values[field.name] = raw; }
  }
  const known = model.names.map((_, variable) => variable).filter((variable) => model.role[variable] >= ROLE_GIVEN && isPresent(typed.main[variable]));
  return {
    time: Date.now(),
    values,
    rosters: typed.repeats.map((all) => all.map((occurrence) => occurrence.number)),
    given: known.map((variable) => [variable, typed.main[variable]]),
    notes: [...notes],
    before,
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
    document.getElementById("draft").textContent = say("draft_saved", { time: clock(draft.time) });
  } catch {
    tellNoDrafts();
  }
}

/** In a private window, or where the browser's room is used up, nothing can be kept: it is said once, and stays in the bar. */
function tellNoDrafts() {
  document.getElementById("draft").textContent = say("draft_off_short");
  if (!draftFails) { announce(say("draft_off"), { urgent: true }); }
  draftFails = true;
}

/** Puts the page back to a snapshot. */
function putBack(draft) {
  clearAll();
  before = draft.before ?? null;
  for (const key of draft.confirmed ?? []) { confirmed.add(key); }
  draft.rosters.forEach((numbers, index) => {
    const roster = rosters.get(index);
    if (!roster) { return; }
    clearRoster(roster);
    for (const number of numbers) { roster.next = number; addOccurrence(roster); }
    roster.next = Math.max(0, ...numbers) + 1;
  });
  for (const [variable, value] of draft.given) { typed.main[variable] = value; }
  for (const [name, raw] of Object.entries(draft.values)) {
    const field = fields.get(name);
    if (field) { putIn(field, raw); }
  }
  for (const [key, words] of draft.notes) { notes.set(key, words); }
}

/** Goes on with the draft of this browser, if there is one; `served` is the page as it was without it. */
function restoreDraft(served) {
  let draft = null;
  try {
    draft = JSON.parse(localStorage.getItem(draftKey));
    if (draft !== null) { putBack(draft); }
  } catch {
    tellNoDrafts();
    if (draft !== null) { putBack(served); }
    return;
  }
  if (draft === null) { return; }
  document.getElementById("draft").textContent = say("draft_saved", { time: clock(draft.time) });
  announce(say("draft_restored", { time: clock(draft.time) }), { act: [say("draft_anew"), () => undoable(() => { putBack(served); deleteDraft(); }, "draft_gone", false)] });
}

function deleteDraft() {
  clearTimeout(draftTimer);
  draftTimer = 0;
  try {
    localStorage.removeItem(draftKey);
  } catch {
    // There is none where none can be kept.
  }
  document.getElementById("draft").textContent = "";
}

/** Another window with the same draft would be overwritten, and would overwrite this one. */
function onStorage({ key, newValue }) {
  if (key === draftKey && newValue !== null) { announce(say("draft_twice"), { urgent: true }); }
}
