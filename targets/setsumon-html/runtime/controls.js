// The controls of the page and what is typed in them: the one place that knows how an answer looks on the page.

const form = document.getElementById("form");
/** What is typed, whether asked or not: `main` by variable, for each roster its occurrences in page order. */
const typed = { main: [], repeats: model.repeats.map(() => []) };
/** Name → `{ name, variable, occurrence, controls, kind, type, asked, section, question }`; `occurrence` is the object in `typed.repeats` or null. */
const fields = new Map();

/** Takes in the controls below an element, those of an occurrence with their own object. */
function enrol(root, occurrence = null) {
  for (const control of root.querySelectorAll("input[name], select[name], textarea[name]")) {
    const variable = model.index.get(control.name.split(".")[0]);
    if (variable === undefined || (occurrence === null && model.roster[variable] >= 0)) { continue; }
    let field = fields.get(control.name);
    if (!field) {
      const type = model.types[model.type[variable]];
      field = { name: control.name, variable, occurrence, controls: [], kind: control.dataset.kind ?? "text", type, asked: true };
      field.section = control.closest(".sec");
      field.question = outermost(control);
      fields.set(control.name, field);
    }
    field.controls.push(control);
    control.field = field;
    if (!field.unit) { unite(field); }
  }
}

/** The question in which all others around a control stand. */
function outermost(control) {
  let question = control.closest(".q");
  for (let around = question; around; around = around.parentElement.closest(".q")) { question = around; }
  return question;
}

/** Forgets the controls below an element. */
function dismiss(root) {
  for (const control of root.querySelectorAll("[name]")) {
    if (control.field) { units.delete(control.field.unit.key); }
    fields.delete(control.name);
  }
}

const isMark = (control) => control.type === "radio" || control.type === "checkbox";
/** What stands in a field, as its controls have it: words, `true`, or nothing. */
function rawOf(field) {
  const [first] = field.controls;
  if (first.type === "checkbox") { return first.checked ? true : ""; }
  if (first.type === "radio") { return field.controls.find((control) => control.checked)?.value ?? ""; }
  return first.value;
}

/** The value of a field; `shown` are the words it should stand in the page with. */
function readField(field) {
  const raw = rawOf(field);
  if (raw === "" || raw === true) { return { value: raw === true ? true : undefined, shown: "" }; }
  if (field.type[0] === "code") { return { value: raw, shown: raw }; }
  return normalise(field.kind, field.type, raw);
}

/** Takes in what stands in a field. */
function takeIn(field) {
  const { value } = readField(field);
  const into = field.occurrence ?? typed.main;
  if (value === undefined) { delete into[field.variable]; } else { into[field.variable] = value; }
  if (field.controls[0].type === "radio") { keepClearing(field); }
}

/** Puts a value, or the raw words of a draft, into a field. False where the page cannot show it. */
function putIn(field, value) {
  const [first] = field.controls;
  let shown = true;
  if (first.type === "checkbox") {
    first.checked = value === true;
  } else if (first.type === "radio") {
    for (const control of field.controls) { control.checked = control.value === String(value ?? ""); }
    shown = value === undefined || value === "" || field.controls.some((control) => control.checked);
  } else {
    first.value = value === undefined ? "" : typeof value === "number" ? writeRatio(parseRatio(String(value)) ?? whole(0)) : String(value);
    if (first.tagName === "SELECT" && first.selectedIndex < 0) { first.selectedIndex = 0; shown = false; }
  }
  takeIn(field);
  return shown;
}

/** Puts what was typed into its normal form on the page. */
function tidy(field) {
  const [control] = field.controls;
  if (isMark(control) || control.tagName === "SELECT") { return; }
  const { shown } = readField(field);
  if (shown !== control.value) { control.value = shown; }
}

/** The field of a variable, in an occurrence of its roster where it has one. */
function fieldOf(variable, occurrence) {
  const name = model.names[variable];
  return fields.get(occurrence ? `${name}.${occurrence.number}` : name);
}
