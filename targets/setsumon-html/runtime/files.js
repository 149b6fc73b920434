// Answer files: out as a download, in after a check whose result is shown first.

/** The answers as a file, with what is the file's own. */
const fileNow = (told) => writeFile(model, reading, { _notes: notesOf(told), ...ownLists() });

/** Saves the answers as they stand. */
function saveFile() {
  const blob = new Blob([JSON.stringify(fileNow(tell()), null, 2) + "\n"], { type: "application/json" });
  const link = element("a", { href: URL.createObjectURL(blob), download: `${model.survey}-${model.edition}.json` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/** Looks at a file that was picked: `{ refused }` in words, or what it is, how much of it can be taken and what cannot. */
function inspected(text) {
  let file = null;
  try {
    file = JSON.parse(text);
  } catch {
    // Told below, like any other text that is no answer file.
  }
  if (file === null || typeof file !== "object" || Array.isArray(file)) { return { refused: say("file_wrong") }; }
  const { _survey: survey, _edition: edition = model.edition } = file;
  if (survey !== undefined && survey !== model.survey) { return { refused: say("file_other", { survey }) }; }
  return edition < model.edition ? inspectedLast(file, edition) : inspectedOwn(file, edition);
}

/** What was brought and does not fit, in words. */
function unfitOf(brought) {
  return (brought?.unfit ?? []).map(([variable, value]) => captionOfVariable(variable) + say("colon") + (model.retired.find((each) => each[1] === variable && each[2] === value)?.[3] ?? value));
}

/** A file of an earlier edition. */
function inspectedLast(file, edition) {
  const brought = carryOver(model, file);
  const found = [brought.main, ...brought.repeats.flat()].flatMap((each) => Object.keys(each).map(Number));
  const updated = found.filter((variable) => model.marker[variable] === MARKER_UPDATED).length;
  const unfit = unfitOf(brought);
  const what = [say(edition === model.follows ? "file_last" : "file_older", { edition, now: model.edition, follows: model.follows ?? "" })];
  const counts = [say("file_kept", { n: found.length - updated })];
  if (updated > 0) { counts.push(say("file_updated", { n: updated })); }
  const take = () => {
    readLast(model, typed.main, file);
    bringLast(brought);
  };
  return { refused: found.length + unfit.length === 0 ? say("file_nothing") : null, what, counts: [...counts, say("file_stays")], unfit, unknown: brought.unknown, take };
}

/** A file of this edition, or of a later one. */
function inspectedOwn(file, edition) {
  const read = readFile(model, file);
  const count = [read.main, ...read.repeats.flat()].reduce((sum, each) => sum + Object.keys(each).length, 0);
  const last = carriedIn(model, file);
  const wrong = verdict(model, new Reading(model, read.main, read.repeats), false, read.misshapen).filter(({ kind }) => kind === "domain");
  const unfit = wrong.map(({ variable, occurrence }) => captionOfVariable(variable) + (occurrence < 0 ? "" : ` (${occurrence + 1})`)).concat(unfitOf(last));
  const what = [edition === model.edition ? say("file_own", { edition }) : say("file_newer", { edition, now: model.edition })];
  const due = (known, filled) => Object.keys(known).filter((variable) => model.marker[variable] === MARKER_UPDATED && !isPresent(filled?.[variable])).length;
  const updated = due(last?.main ?? [], read.main) + (last?.repeats ?? []).reduce((sum, all, roster) => sum + all.reduce((inner, each, at) => inner + due(each, read.repeats[roster][at]), 0), 0);
  const counts = [say("file_kept", { n: count }), ...(updated > 0 ? [say("file_updated", { n: updated })] : []), ...([...fields.values()].some((field) => rawOf(field) !== "") ? [say("file_replaces")] : [])];
  return { refused: count === 0 ? say("file_nothing") : null, what, counts, unfit, unknown: read.unknown, take: () => putFile(file) };
}

/** Reads a file that was picked, shows what is in it, and takes it in if that is wanted. */
async function loadFile(picked) {
  const found = inspected(await picked.text());
  const title = element("h2", { id: "check-title" }, say("file_check"));
  const dialog = element("dialog", { "aria-labelledby": "check-title" }, title, element("p", {}, picked.name));
  const close = element("button", { type: "button" }, say(found.refused ? "close" : "file_no"));
  const list = (name, words) => [element("h3", {}, say(name, { n: words.length })), element("ul", {}, ...words.map((each) => element("li", {}, each)))];
  if (found.refused) { dialog.append(element("p", { class: "err" }, found.refused)); }
  for (const words of [...(found.what ?? []), ...(found.refused ? [] : found.counts)]) { dialog.append(element("p", {}, words)); }
  if (found.unfit?.length > 0) { dialog.append(...list("file_unfit", found.unfit)); }
  if (found.unknown?.length > 0) { dialog.append(...list("file_unknown", found.unknown)); }
  const buttons = element("p", {});
  if (!found.refused) {
    const take = element("button", { type: "button", class: "main" }, say("file_yes"));
    take.addEventListener("click", () => { dialog.close(); undoable(found.take, "file_loaded"); });
    buttons.append(take, " ");
  }
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  buttons.append(close);
  dialog.append(buttons);
  document.body.append(dialog);
  dialog.showModal();
}

/** Does something to the whole page that can be taken back. */
function undoable(act, name, keeps = true) {
  const draft = snapshot();
  act();
  refresh();
  if (keeps) { keepDraft(); }
  announce(say(name), { undo: () => { putBack(draft); refresh(); keepDraft(); } });
}

/** Brings everything in line after answers were put in from elsewhere. */
function refresh() {
  for (const roster of rosters.values()) { fillUp(roster); }
  branch();
  startFolds();
  changed();
}

/** Puts a file's answers in place of all others. */
function putFile(file) {
  clearAll();
  const read = readFile(model, file);
  const put = (variable, value, occurrence) => {
    const field = fieldOf(variable, occurrence);
    if (field) {
      putIn(field, value);
      touched.add(`${variable}.${occurrence ? positionOf(occurrence) : -1}`);
    } else if (isGiven(variable)) {
      typed.main[variable] = value;
    }
  };
  read.main.forEach((value, variable) => put(variable, value, null));
  read.repeats.forEach((all, index) => {
    const roster = rosters.get(index);
    for (const values of roster ? all : []) {
      const occurrence = addOccurrence(roster);
      for (const [variable, value] of Object.entries(values)) { put(Number(variable), value, occurrence); }
    }
  });
  for (const [name, words] of Object.entries(file._notes ?? {})) { recallNote(name, words); }
  bringOwnLists(file);
}

/** A file's note stands for every soft check that is reported at its variable. */
function recallNote(name, words) {
  const variable = model.index.get(name);
  model.rules.forEach((rule, index) => {
    if (rule.soft && rule.at === variable && typeof words === "string") { notes.set(`${variable}.-1.${index}`, words); }
  });
}

/** What the page's host knew of the respondent, by variable. */
const knownBefore = new Map();
const isGiven = (variable) => model.role[variable] === ROLE_GIVEN;

/** Keeps what is known now as what the host brought: files that are loaded later do not change it. */
function keepKnown() {
  typed.main.forEach((value, variable) => { if (isGiven(variable)) { knownBefore.set(variable, value); } });
}

/** Takes back everything but what the host knew before the respondent began and what last year's file brought. */
function clearAll() {
  model.role.forEach((_, variable) => { if (isGiven(variable)) { typed.main[variable] = knownBefore.get(variable); } });
  for (const roster of rosters.values()) { clearRoster(roster); }
  for (const field of fields.values()) { putIn(field, undefined); }
  notes.clear();
  touched.clear();
  confirmed.clear();
  submitted = false;
  reminded = false;
  document.getElementById("summary").hidden = true;
}
