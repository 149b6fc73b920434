// Last year's answers on the page: filled in where they are kept, beside the empty blank where a figure is to be given anew.

/** What last year's file brought (`carryOver`), or null. */
let before = null;
/** Names of fields in whose units the respondent has confirmed the answers, or gone over them. */
const confirmed = new Set();
/** What stands or changes as one: the ticks of a question or of a table's row, a value with the answers in its place, a cell. */
const units = new Map();

/** The element that holds a field's unit: its question; in a table the row of its marks, or the cell of its blank. */
function unitRoot(field) {
  const [control] = field.controls;
  const question = control.closest(".q");
  const row = control.closest("tr");
  if (!row || row.closest(".q") !== question) { return question; }
  return isMark(control) ? row : control.closest("td");
}

/** Takes a field into its unit. */
function unite(field) {
  const root = unitRoot(field);
  if (!root.unit) {
    root.unit = { key: field.name, root, fields: [], standing: "none", told: null };
    units.set(field.name, root.unit);
  }
  root.unit.fields.push(field);
  field.unit = root.unit;
}

const positionOf = (occurrence) => typed.repeats[occurrence.roster].indexOf(occurrence);
/** What a field held last year. */
function formerly({ variable, occurrence }) {
  if (!occurrence) { return before?.main[variable]; }
  return before?.repeats[occurrence.roster][before.of[occurrence.roster][occurrence.number]]?.[variable];
}

/** Ties the occurrences on the page to last year's, in their order; they stay tied when one of them is removed. */
function tieOccurrences() {
  before.of = typed.repeats.map((all) => Object.fromEntries(all.map((occurrence, at) => [occurrence.number, at])));
}
const isUpdated = (unit) => unit.fields.some(({ variable }) => model.marker[variable] === MARKER_UPDATED);
const isShown = (unit) => !unit.root.closest("[hidden]");

/** How a unit stands to last year, by what is handed in now. */
function standingOf(unit) {
  const now = ({ variable, occurrence }) => reading.value(variable, occurrence ? settledOf(occurrence) : null);
  return standing(unit.fields.map(formerly), unit.fields.map(now), isUpdated(unit), unit.fields.some(({ name }) => confirmed.has(name)));
}

/** What last year's file brought, by the names of variables and rosters: their places are others when the form is published anew. */
function namedBefore() {
  if (before === null) { return null; }
  const named = (values) => Object.fromEntries(Object.entries(values).map(([variable, value]) => [model.names[variable], value]));
  const byRoster = (all) => Object.fromEntries(model.repeats.map(({ name }, index) => [name, all?.[index]]));
  return { edition: before.edition, main: named(before.main), repeats: byRoster(before.repeats.map((all) => all.map(named))), of: byRoster(before.of), unfit: before.unfit.map(([variable, value]) => [model.names[variable], value]) };
}

/** The same from its names; null where it is nothing of the sort. What has no place any more was told at last year's answers once. */
function beforeNamed(named) {
  if (!isObject(named)) { return null; }
  const values = (all) => Object.fromEntries(Object.entries(isObject(all) ? all : {}).map(([name, value]) => [variableCalled(model, name), value]).filter(([variable]) => variable !== undefined));
  const brought = { edition: named.edition, main: values(named.main), repeats: model.repeats.map(() => []), of: model.repeats.map(() => ({})), unfit: [] };
  for (const [name, all] of Object.entries(named.repeats ?? {})) {
    const roster = rosterCalled(model, name);
    if (roster >= 0 && Array.isArray(all)) {
      brought.repeats[roster] = all.map(values);
      brought.of[roster] = own(named.of ?? {}, name) ?? {};
    }
  }
  for (const [name, value] of Array.isArray(named.unfit) ? named.unfit.filter(Array.isArray) : []) {
    const variable = variableCalled(model, name);
    if (variable !== undefined) { brought.unfit.push([variable, value]); }
  }
  return brought;
}

/** Names of fields that last year's file filled in and that have not been asked since: nobody misses their answers. */
const unseen = new Set();

/** Takes in what last year's file brought and fills in what is kept, where nothing stands yet. */
function bringLast(brought) {
  before = brought;
  for (const [index, all] of brought.repeats.entries()) {
    const roster = rosters.get(index);
    const isBlank = roster && typed.repeats[index].every((occurrence) => !Object.values(occurrence).some(isPresent));
    if (isBlank && all.length > 0) {
      clearRoster(roster);
      for (let count = 0; count < Math.min(all.length, mostOf(roster)); count += 1) { addOccurrence(roster); }
    }
  }
  tieOccurrences();
  for (const unit of units.values()) {
    const isBlank = unit.fields.every((field) => !isPresent((field.occurrence ?? typed.main)[field.variable]));
    if (isUpdated(unit) || !isBlank) { continue; }
    for (const field of unit.fields) {
      const value = formerly(field);
      if (isPresent(value)) { putIn(field, value); unseen.add(field.name); }
    }
  }
}

/**
 * What an answer file says it carried over, confirmed, and knows of last year is taken for last year's, where last year's own file is
 * not at hand. What it has not filled in is filled in as from there: it waits unseen where it is not asked.
 */
function bringOwnLists(file) {
  const brought = carriedIn(model, file);
  if (brought === null) { return; }
  if (before === null || file._last !== undefined) {
    bringLast(brought);
    knowLast(brought);
  } else {
    before.main = { ...brought.main, ...before.main };
    brought.repeats.forEach((all, roster) => all.forEach((values, at) => { before.repeats[roster][at] = { ...values, ...before.repeats[roster][at] }; }));
    tieOccurrences();
  }
  const sure = new Set(Array.isArray(file._confirmed) ? file._confirmed : []);
  for (const unit of units.values()) {
    if (unit.fields.some(({ variable }) => sure.has(model.names[variable]))) { confirmed.add(unit.key); }
  }
}

/** Gives the rules that compare with last year what was brought under today's names. */
function knowLast(brought) {
  for (const [variable, name] of model.lastNames) {
    const now = model.names.findIndex((_, other) => model.role[other] === 0 && formerNames(model, other)[0] === name);
    const value = brought.main[now];
    if (value !== undefined) { typed.main[variable] = value; }
  }
}

/** The lists for the answer file: what was carried over and left, what was confirmed. */
function ownLists() {
  const pairs = [];
  for (const unit of before === null ? [] : units.values()) {
    const [{ occurrence: on }] = unit.fields;
    const isSameRoster = on === null || reading.occurrences(on.roster).length === before.repeats[on.roster].length;
    const how = isSameRoster ? standingOf(unit) : "changed";
    for (const { variable, occurrence } of unit.fields) {
      const inside = occurrence ? settledOf(occurrence) : null;
      if (isPresent(reading.value(variable, inside))) { pairs.push([variable, how]); }
    }
  }
  return provenance(model, pairs);
}

/** What fields hold, in words: options by their labels, all else as it is written. */
function unitWords(unit, valueOf) {
  const words = unit.fields.flatMap((field) => {
    const value = valueOf(field);
    if (!isPresent(value)) { return []; }
    const [control] = field.controls;
    if (control.type === "checkbox") { return [optionWords(control)]; }
    if (control.type === "radio") { return [optionWords(field.controls.find((each) => each.value === String(value)) ?? control)]; }
    const words = typeof value === "number" ? plainNumber(value) : String(value);
    return [control.tagName === "SELECT" ? `${optionWords(control)} ${words}` : words];
  });
  return words.join(say("between"));
}

/** What a variable is called on the page; by its name where it has no place there. */
function captionOfVariable(variable) {
  const field = fieldOf(variable, null);
  const gone = model.retired.find((each) => each[1] === variable);
  const place = field ? placeOfUnit(field.unit) : gone && byId("q" + gone[0]);
  return (place && captionOf({ field, place })) || model.names[variable];
}

/** Where a unit is spoken of: its question, or its row of a table. */
const placeOfUnit = ({ root }) => (root.matches("td") ? root.closest("tr") : root);

/** Words that last year's file holds and today's options do not: told at their question. */
function unfitWords(unit) {
  const own = new Set(unit.fields.map(({ variable }) => variable));
  const id = unit.root.id.slice(1);
  return (before?.unfit ?? []).flatMap(([variable, value]) => {
    const gone = model.retired.find((each) => each[1] === variable && each[2] === value);
    return own.has(variable) || (gone && String(gone[0]) === id) ? [gone?.[3] ?? String(value)] : [];
  }).join(say("between"));
}

/** Brings what is said of last year in line with the answers. */
function tellLast() {
  for (const unit of units.values()) {
    const unfit = before === null ? "" : unfitWords(unit);
    unit.standing = before === null ? "none" : standingOf(unit);
    const isAsBefore = ["none", "carried", "confirmed"].includes(unit.standing);
    const name = unfit !== "" && isAsBefore ? "unfit" : unit.standing === "none" ? null : unit.standing;
    const words = name === "unfit" ? unfit : [unitWords(unit, formerly), unfit].filter(Boolean).join(say("between"));
    // In a table "as last year" would stand in every row.
    const quiet = name === null || (name !== "due" && name !== "changed" && name !== "unfit" && !isUpdated(unit) && !unit.root.matches(".q"));
    tellFormer(unit, name ?? "", quiet ? "" : say(isUpdated(unit) && name === "confirmed" ? "last_same" : "last_" + name, { words }));
  }
}

/** Shows a sentence about last year at a unit, or takes it away. */
function tellFormer(unit, name, words) {
  if ((unit.told?.textContent ?? "") === words) { return; }
  const [control] = unit.fields[0].controls;
  const target = unit.root.matches("fieldset") ? unit.root : control;
  if (unit.told === null) {
    unit.told = element("span", { id: "w-" + unit.key });
    const legend = unit.root.querySelector(":scope > legend");
    const place = unit.root.querySelector(":scope .blank") ?? unit.root.firstElementChild;
    if (legend) { legend.after(unit.told); } else { place.append(unit.told); }
  }
  unit.told.textContent = words;
  unit.told.className = "last " + name;
  unit.told.hidden = words === "";
  describe(target, unit.told.id, words !== "");
}
