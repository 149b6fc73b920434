// The answer file: out as a download, in after a check.

/** Saves the answers as they stand. */
function saveFile() {
  const file = writeFile(model, reading, notesOf(tell()));
  const blob = new Blob([JSON.stringify(file, null, 2) + "\n"], { type: "application/json" });
  const link = element("a", { href: URL.createObjectURL(blob), download: `${model.survey}-${model.edition}.json` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/** Reads an answer file that was picked. */
async function loadFile(picked) {
  let file = null;
  try {
    file = JSON.parse(await picked.text());
  } catch {
    // Told below, like any other text that is no answer file.
  }
  if (file === null || typeof file !== "object" || Array.isArray(file)) { announce(say("file_wrong"), true); return; }
  if (file._survey !== undefined && file._survey !== model.survey) { announce(say("file_other", { survey: file._survey }), true); return; }
  if (reading.main.some(isPresent) && !window.confirm(say("file_ask"))) { return; }
  const unknown = putFile(file);
  const sentences = [file._edition !== undefined && file._edition !== model.edition ? say("file_older", { edition: file._edition }) : say("file_loaded")];
  if (unknown.length > 0) {
    const most = 20;
    const more = unknown.length > most ? " " + say("and_more", { n: unknown.length - most }) : "";
    sentences.push(say("file_unknown", { keys: unknown.slice(0, most).join(", ") + more }));
  }
  announce(sentences.join(" "), unknown.length > 0);
}

/** Puts a file's answers in place of all others; gives back the keys that have no place here. */
function putFile(file, last = {}) {
  clearAll();
  const read = readFile(model, file, last);
  const unknown = [...read.unknown];
  const put = (variable, value, occurrence) => {
    const field = fieldOf(variable, occurrence);
    if (field) {
      if (!putIn(field, value)) { unknown.push(field.name); }
      touched.add(`${variable}.${occurrence ? typed.repeats[occurrence.roster].indexOf(occurrence) : -1}`);
    } else if (model.role[variable] === ROLE_GIVEN || model.role[variable] === ROLE_LAST) {
      typed.main[variable] = value;
    } else {
      unknown.push(model.names[variable]);
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
  changed();
  return unknown;
}

/** A file's note stands for every soft check that is reported at its variable. */
function recallNote(name, words) {
  const variable = model.index.get(name);
  model.rules.forEach((rule, index) => {
    if (rule.soft && rule.at === variable && typeof words === "string") { notes.set(`${variable}.-1.${index}`, words); }
  });
}

function clearAll() {
  for (const roster of rosters.values()) { clearRoster(roster); }
  for (const field of fields.values()) { putIn(field, undefined); }
  notes.clear();
  touched.clear();
  submitted = false;
  document.getElementById("summary").hidden = true;
}
