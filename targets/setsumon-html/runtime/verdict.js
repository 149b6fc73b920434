// The verdict on an answer file, rule by rule, and what a form keeps of what was typed. Neither knows a page.

/** What a variable is for: nothing special, known before, kept for its history, last year's value. */
const ROLE_GIVEN = 1;
const ROLE_LAST = 3;

/** Completes a model as it was read from the page: tables that follow from others. */
function prepare(model) {
  let before = "";
  model.names = model.names.split(" ").filter(Boolean).map((coded) => {
    const dot = coded.indexOf(".");
    before = before.slice(0, Number(coded.slice(0, dot))) + coded.slice(dot + 1);
    return before;
  });
  const count = model.names.length;
  const spread = (pairs, otherwise) => {
    const table = new Array(count).fill(otherwise);
    for (const [index, value] of pairs) { table[index] = value; }
    return table;
  };
  model.roster = spread(model.rosterOf, -1);
  model.role = spread(model.roles, 0);
  model.condRoster = rosterOfConditions(model);
  const turns = new Map(model.markers);
  let marker = 0;
  model.marker = model.names.map((_, index) => { marker = turns.get(index) ?? marker; return marker; });
  model.was = new Map(model.was.map(([variable, ...names]) => [variable, names]));
  model.index = new Map(model.names.flatMap((name, index) => (model.role[index] === ROLE_LAST ? [] : [[name, index]])));
  model.offers = new Map();
  for (const [variable, code, when] of model.offered) {
    if (!model.offers.has(variable)) { model.offers.set(variable, new Map()); }
    model.offers.get(variable).set(code, when);
  }
  return model;
}

/** White space is no answer where words may stand; where none may, it is a value of another type like any other. */
const held = ([kind], value) => (typeof value === "string" && !hasWords(value) && !["code", "month", "date", "text"].includes(kind) ? [] : value);

/** Reads an answer file raw. Keys the form does not know are told apart; those beginning with `_` are the file's own. */
function readFile(model, file, last = {}) {
  const main = [];
  const repeats = model.repeats.map(() => []);
  const unknown = [];
  // Rosters and occurrences that could not be read: that is all there is to say of them.
  const misshapen = new Set();
  const rosterKeys = new Map(model.repeats.map((repeat, index) => [repeat.name, index]));
  const take = (key, value, into, roster) => {
    const variable = model.index.get(key);
    if (variable === undefined || model.role[variable] === ROLE_LAST || model.roster[variable] !== roster) { unknown.push(key); } else { into[variable] = held(model.types[model.type[variable]], value); }
  };
  for (const [key, value] of Object.entries(file)) {
    const roster = rosterKeys.get(key);
    if (key.startsWith("_")) { continue; }
    if (roster === undefined) { take(key, value, main, -1); continue; }
    if (!Array.isArray(value)) { unknown.push(key); misshapen.add(roster); continue; }
    repeats[roster] = value.map((each) => {
      const occurrence = {};
      if (each === null || typeof each !== "object" || Array.isArray(each)) { unknown.push(key); misshapen.add(occurrence); return occurrence; }
      for (const [inner, answer] of Object.entries(each)) { take(inner, answer, occurrence, roster); }
      return occurrence;
    });
  }
  readLast(model, main, last);
  return { main, repeats, unknown, misshapen };
}

/** Puts last year's values in place, as far as rules read them: by the names they had then. */
function readLast(model, main, last) {
  for (const [variable, ...names] of model.lastNames) {
    const fits = (value) => value !== undefined && !domainProblem(model.types[model.type[variable]], value);
    const value = names.map((name) => last[name]).find(fits);
    if (value === undefined) { delete main[variable]; } else { main[variable] = value; }
  }
}

/**
 * Everything wrong with the answers: `{ kind, variable, occurrence, problem, rule, hard }`.
 * `submission` binds the duties that a draft is free of.
 */
function verdict(model, reading, submission, misshapen = new Set()) {
  const found = [];
  const each = (roster, visit) => (roster < 0 ? visit(null, -1) : reading.occurrences(roster).forEach(visit));
  model.names.forEach((_, variable) => {
    if (model.role[variable] === ROLE_LAST) { return; }
    each(model.roster[variable], (occurrence, at) => {
      const value = reading.value(variable, occurrence);
      if (value === undefined) { return; }
      const type = model.types[model.type[variable]];
      const problem = domainProblem(type, value);
      if (problem) { found.push({ kind: "domain", variable, occurrence: at, problem, type, hard: true }); }
      if (!isPresent(value)) { return; }
      if (!reading.holds(model.asked[variable], occurrence)) { found.push({ kind: "asked", variable, occurrence: at, hard: true }); }
      const offered = model.offers.get(variable)?.get(value);
      if (offered !== undefined && !reading.holds(offered, occurrence)) { found.push({ kind: "offered", variable, occurrence: at, hard: true }); }
    });
  });
  for (const rule of model.rules) {
    if (!submission && (rule.submission || rule.soft)) { continue; }
    if (rule.kind === "occurrences_min" && misshapen.has(model.roster[rule.at])) { continue; }
    each(rule.roster ?? -1, (occurrence, at) => {
      if (misshapen.has(occurrence)) { return; }
      if (!reading.holds(rule.holds, occurrence)) { found.push({ kind: rule.kind, variable: rule.at, occurrence: at, rule, hard: !rule.soft }); }
    });
  }
  return found;
}

/** The verdict on an answer file as it was handed in. */
function evaluate(model, file, submission, last = {}) {
  const read = readFile(model, file, last);
  const reading = new Reading(model, read.main, read.repeats);
  const found = verdict(model, reading, submission, read.misshapen);
  return read.unknown.map((key) => ({ kind: "unknown", key, hard: true })).concat(found);
}

/**
 * What is asked, in one pass: conditions look only back, so each variable is settled before anything reads it.
 * What was typed but is not asked, or chosen but not offered, stays out; the page keeps it in memory.
 */
function settle(model, typed) {
  const main = [];
  const repeats = model.repeats.map(() => []);
  const reading = new Reading(model, main, repeats);
  const keep = (variable, from, into, occurrence) => {
    const value = from[variable];
    if (!isPresent(value)) { return; }
    if (!reading.holds(model.asked[variable], occurrence)) { return; }
    const offered = model.offers.get(variable)?.get(value);
    if (offered === undefined || reading.holds(offered, occurrence)) { into[variable] = value; }
  };
  const settled = new Set();
  model.role.forEach((role, variable) => { if (role === ROLE_LAST) { main[variable] = typed.main[variable]; } });
  model.names.forEach((_, variable) => {
    const roster = model.roster[variable];
    if (model.role[variable] === ROLE_LAST) { return; }
    if (roster < 0) { keep(variable, typed.main, main, null); return; }
    if (settled.has(roster)) { return; }
    settled.add(roster);
    if (!reading.holds(model.repeats[roster].asked)) { return; }
    for (const from of typed.repeats[roster]) {
      const into = {};
      repeats[roster].push(into);
      for (const inner of model.repeats[roster].variables) { keep(inner, from, into, into); }
    }
  });
  return reading;
}

/** The answer file of a settled reading: flat, ticks `true`, a roster an array. `own` are keys of the file's own; empty ones are left out. */
function writeFile(model, reading, own = {}) {
  const file = { _survey: model.survey, _edition: model.edition };
  const written = new Set();
  model.names.forEach((name, variable) => {
    const roster = model.roster[variable];
    if (model.role[variable] === ROLE_LAST) { return; }
    if (roster < 0) {
      if (isPresent(reading.main[variable])) { file[name] = reading.main[variable]; }
      return;
    }
    if (written.has(roster)) { return; }
    written.add(roster);
    if (reading.occurrences(roster).length === 0) { return; }
    file[model.repeats[roster].name] = reading.occurrences(roster).map((occurrence) => {
      const entries = model.repeats[roster].variables.filter((inner) => isPresent(occurrence[inner]));
      return Object.fromEntries(entries.map((inner) => [model.names[inner], occurrence[inner]]));
    });
  });
  for (const [key, value] of Object.entries(own)) {
    if (Object.keys(value).length > 0) { file[key] = value; }
  }
  return file;
}
