// Answer files: out as a download, in after a check whose result is shown first.

/** The answers as a file, with what is the file's own. */
const fileNow = (told) => writeFile(model, reading, { _notes: notesOf(told), ...ownLists() });

/** Saves the answers as they stand. */
function saveFile() {
  const blob = new Blob([JSON.stringify(fileNow(tell()), null, 2) + "\n"], { type: "application/json" });
  const link = element("a", { href: URL.createObjectURL(blob), download: fileName() });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/** JSON of somebody else's; undefined where it is none. */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Looks at a file that was picked: `{ refused }` in words, or what it is, how much of it can be taken and what cannot. */
function inspected(text) {
  const file = parsed(text);
  if (!isObject(file)) { return { refused: say("file_wrong") }; }
  const { _survey: survey, _edition: edition = model.edition } = file;
  if (survey !== undefined && survey !== model.survey) { return { refused: say("file_other", { survey }) }; }
  return Number(edition) < model.edition ? inspectedLast(file, Number(edition)) : inspectedOwn(byTodaysNames(model, file), edition);
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
  const what = [Number(edition) === model.edition ? say("file_own", { edition }) : say("file_newer", { edition, now: model.edition })];
  const due = (known, filled) => Object.keys(known).filter((variable) => model.marker[variable] === MARKER_UPDATED && !isPresent(filled?.[variable])).length;
  const updated = due(last?.main ?? [], read.main) + (last?.repeats ?? []).reduce((sum, all, roster) => sum + all.reduce((inner, each, at) => inner + due(each, read.repeats[roster][at]), 0), 0);
  const counts = [say("file_kept", { n: count }), ...(updated > 0 ? [say("file_updated", { n: updated })] : []), ...([...fields.values()].some((field) => rawOf(field) !== "") ? [say("file_replaces")] : [])];
  return { refused: count === 0 ? say("file_nothing") : null, what, counts, unfit, unknown: read.unknown, take: () => putFile(file) };
}

/** Reads a file that was picked, shows what is in it, and takes it in if that is wanted. */
async function loadFile(picked) {
  const found = inspected(await picked.text());
  const words = found.refused ? [element("p", { class: "err" }, found.refused), ...found.what ?? []] : [...found.what, ...found.counts];
  ask(say("file_check"), [picked.name, ...words], found, found.refused ? null : () => undoable(found.take, "file_loaded"));
}

/** Shows words and lists of what has no place; with `take` asks whether to go on. */
function ask(heading, words, { unfit = [], unknown = [] }, take = null) {
  const dialog = element("dialog", { "aria-labelledby": "check-title" }, element("h2", { id: "check-title" }, heading),
    ...words.map((each) => (typeof each === "string" ? element("p", {}, each) : each)));
  for (const [name, list] of [["file_unfit", unfit], ["file_unknown", unknown]]) {
    if (list.length > 0) { dialog.append(element("h3", {}, say(name, { n: list.length })), element("ul", {}, ...list.map((each) => element("li", {}, each)))); }
  }
  const buttons = [[say(take ? "file_no" : "close"), {}]];
  if (take) { buttons.unshift([say("file_yes"), { class: "main" }, take]); }
  dialog.append(element("p", {}, ...buttons.flatMap(([name, style, act]) => {
    const button = pushButton(style, name, () => { dialog.close(); act?.(); });
    return [button, " "];
  })));
  dialog.addEventListener("close", () => dialog.remove());
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
      touched.add(field.name);
    } else {
      takeGiven(variable, value);
    }
  };
  read.main.forEach((value, variable) => put(variable, value, null));
  read.repeats.forEach((all, index) => {
    const roster = rosters.get(index);
    for (const values of roster ? all.slice(0, mostOf(roster)) : []) {
      const occurrence = addOccurrence(roster);
      for (const [variable, value] of Object.entries(values)) { put(Number(variable), value, occurrence); }
    }
  });
  // A file's note stands for every soft check that is told at its variable.
  for (const [name, words] of Object.entries(file._notes ?? {})) { if (typeof words === "string") { notes.set(name, words); } }
  if (before !== null) { tieOccurrences(); }
  bringOwnLists(file);
}

/** So many occurrences are shown at most: more than any roster takes, so that too many are told as what they are. */
const mostOf = (roster) => roster.max + 50;

/** What the page's host knows of the respondent, by variable; files and drafts do not change it. */
const knownBefore = new Map();
/** What rules read of last year's file that the host brought, by the names of then. */
let lastKnown = {};
const isGiven = (variable) => model.role[variable] === ROLE_GIVEN;

/** Takes in what is known before. What does not fit could be mended by nobody who fills the form in, and is left out. */
function takeGiven(variable, value) {
  if (isGiven(variable) && !knownBefore.has(variable) && !domainProblem(model.types[model.type[variable]], value)) { typed.main[variable] = value; }
}

/** Keeps what is known now as what the host brought. */
function keepKnown() {
  typed.main.forEach((value, variable) => { if (isGiven(variable) && value !== undefined) { knownBefore.set(variable, value); } });
}

/** Takes back everything but what the host knew before the respondent began and what last year's file brought. */
function clearAll() {
  model.role.forEach((_, variable) => { if (isGiven(variable)) { typed.main[variable] = knownBefore.get(variable); } });
  for (const roster of rosters.values()) { clearRoster(roster); }
  for (const field of fields.values()) { putIn(field, undefined); }
  placeless = {};
  opened.clear();
  notes.clear();
  touched.clear();
  confirmed.clear();
  submitted = false;
  reminded = false;
  byId("summary").hidden = true;
}
