// Rosters: occurrences are copies of the first, with names and anchors of their own.

/** Roster element → how to add to it. */
const rosters = new Map();

function startRosters() {
  for (const root of form.querySelectorAll("[data-roster]")) {
    const index = Number(root.dataset.roster);
    const place = root.querySelector(".occs");
    const roster = { root, index, place, proto: place.firstElementChild.cloneNode(true), next: 1, min: Number(root.dataset.min), max: Number(root.dataset.max) };
    rosters.set(index, roster);
    place.replaceChildren();
    root.querySelector(".add").addEventListener("click", () => {
      const occurrence = addOccurrence(roster);
      changed();
      occurrence.element.querySelector("input, select, textarea")?.focus();
    });
    fillUp(roster);
  }
}

/** Adds occurrences until there are as many as must be. */
function fillUp(roster) {
  while (typed.repeats[roster.index].length < roster.min) { addOccurrence(roster); }
}

/** Adds an occurrence at the end. */
function addOccurrence(roster) {
  const number = roster.next;
  roster.next += 1;
  const copy = roster.proto.cloneNode(true);
  for (const inner of [copy, ...copy.querySelectorAll("*")]) {
    for (const attribute of [...inner.attributes]) {
      const value = renamed(attribute.name, attribute.value, number);
      if (value !== attribute.value) { inner.setAttribute(attribute.name, value); }
    }
  }
  const occurrence = {};
  Object.defineProperties(occurrence, { number: { value: number }, element: { value: copy }, roster: { value: roster.index } });
  copy.occurrence = occurrence;
  typed.repeats[roster.index].push(occurrence);
  roster.place.append(copy);
  enrol(copy, occurrence);
  enrolConditions(copy, occurrence);
  for (const { enrol: take } of extras) { take(copy); }
  copy.querySelector(".remove").addEventListener("click", () => removeOccurrence(roster, occurrence));
  renumber(roster);
  return occurrence;
}

/** Names end in `.1`, anchors in `-1`. */
function renamed(attribute, value, number) {
  if (attribute === "name") { return value.replace(/\.1$/u, "." + number); }
  if (["id", "for", "aria-labelledby", "aria-describedby"].includes(attribute)) {
    return value.split(" ").map((anchor) => anchor.replace(/-1$/u, "-" + number)).join(" ");
  }
  return value;
}

/** Takes an entry away; what was typed in it can be brought back. */
function removeOccurrence(roster, occurrence) {
  const draft = snapshot();
  const isBlank = [...fields.values()].every((field) => field.occurrence !== occurrence || rawOf(field) === "");
  const all = typed.repeats[roster.index];
  const at = all.indexOf(occurrence);
  all.splice(at, 1);
  dismiss(occurrence.element);
  dismissConditions(occurrence);
  occurrence.element.remove();
  renumber(roster);
  changed();
  keepDraft();
  announce(say("removed", { n: at + 1 }), isBlank ? {} : { undo: () => { putBack(draft); refresh(); keepDraft(); } });
  roster.root.querySelector(".add").focus();
}

function clearRoster(roster) {
  for (const occurrence of [...typed.repeats[roster.index]]) {
    dismiss(occurrence.element);
    dismissConditions(occurrence);
    occurrence.element.remove();
  }
  typed.repeats[roster.index].length = 0;
}

function renumber(roster) {
  const all = typed.repeats[roster.index];
  all.forEach((occurrence, index) => {
    for (const sign of occurrence.element.querySelectorAll(".k")) { sign.textContent = index + 1; }
  });
  roster.root.querySelector(".add").disabled = all.length >= roster.max;
}
