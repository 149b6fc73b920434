// Drafts: what is typed is kept in this browser, for this survey, edition and address, until it is deleted.

const draftKey = `setsumon:${model.survey}:${model.edition}:${location.pathname}${location.search}`;
let draftTimer = 0;

/** Keeps a draft a moment after the last change. */
function keepDraft() {
  clearTimeout(draftTimer);
  draftTimer = setTimeout(writeDraft, 400);
}

function writeDraft() {
  clearTimeout(draftTimer);
  const values = {};
  for (const field of fields.values()) {
    const raw = rawOf(field);
    if (raw !== "") { values[field.name] = raw; }
  }
  const given = model.names.map((_, variable) => variable).filter((variable) => model.role[variable] >= ROLE_GIVEN && isPresent(typed.main[variable]));
  const draft = {
    time: Date.now(),
    values,
    rosters: typed.repeats.map((all) => all.map((occurrence) => occurrence.number)),
    given: given.map((variable) => [variable, typed.main[variable]]),
    notes: [...notes],
  };
  try {
    localStorage.setItem(draftKey, JSON.stringify(draft));
    document.getElementById("draft").textContent = say("draft_saved", { time: clock(draft.time) });
  } catch {
    document.getElementById("draft").textContent = say("draft_off");
  }
}

/** Goes on with the draft of this browser, if there is one. */
function restoreDraft() {
  let draft = null;
  try {
    draft = JSON.parse(localStorage.getItem(draftKey));
  } catch {
    document.getElementById("draft").textContent = say("draft_off");
  }
  if (draft === null) { return false; }
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
  announce(say("draft_restored", { time: clock(draft.time) }));
  return true;
}

function deleteDraft() {
  clearTimeout(draftTimer);
  try {
    localStorage.removeItem(draftKey);
  } catch {
    // There is none where none can be kept.
  }
  document.getElementById("draft").textContent = "";
}
