// The controls of the page and what is typed in them: the one place that knows how an answer looks on the page.

/**
 * The part of the page that the form stands in. The form itself is asked nothing: a control of an author's that is called `elements`
 * or `closest` stands in the place of its own properties.
 */
const form = byId("main");
/** The nearest element of a kind around another. */
const enclosing = (inner, kind) => Element.prototype.closest.call(inner.parentElement, kind);
/** What is typed, whether asked or not: `main` by variable, for each roster its occurrences in page order. */
const typed = { main: [], repeats: model.repeats.map(() => []) };
/** Name → `{ name, variable, occurrence, controls, kind, type, asked, section, question }`; `occurrence` is the object in `typed.repeats` or null. A list that is searched has `words`: what was typed and is not in it. */
const fields = new Map();

/** Takes in the controls below an element, those of an occurrence with their own object. */
function enrol(root, occurrence = null) {
  // Neighbours stand in one question: what is around it is looked for once.
  let around = null;
  for (const control of root.querySelectorAll("input[name], select[name], textarea[name]")) {
    const variable = model.index.get(control.name.split(".")[0]);
    if (variable === undefined || (occurrence === null && model.roster[variable] >= 0)) { continue; }
    let field = fields.get(control.name);
    if (!field) {
      const type = model.types[model.type[variable]];
      const own = control.closest(".q");
      if (around === null || around.own !== own) { around = { own, section: control.closest(".sec"), question: outermost(own) }; }
      const { section, question } = around;
      field = { name: control.name, variable, occurrence, controls: [], kind: control.dataset.kind ?? "text", type, asked: true, section, question };
      fields.set(control.name, field);
    }
    field.controls.push(control);
    control.field = field;
    if (!field.unit) { unite(field); }
    if (field.kind === "date" && control.showPicker && !control.closest("td")) { addCalendar(field); }
  }
}

/** A calendar beside a blank for a day: the browser's own, behind a button. The blank stays, for eras and for who is quicker with keys. */
function addCalendar(field) {
  const [blank] = field.controls;
  const picker = element("input", { type: "date", class: "vh", tabindex: -1, "aria-hidden": true });
  const button = pushButton({}, say("calendar"), () => {
    const { value } = readField(field);
    // What is no day yet is not one for the browser to complain of.
    picker.value = typeof value === "string" && parseDay(value) !== null ? value : "";
    picker.showPicker();
  });
  picker.addEventListener("change", () => {
    putIn(field, picker.value);
    blank.dispatchEvent(new Event("change", { bubbles: true }));
    blank.focus();
  });
  blank.after(element("span", {}, button, picker));
}

/** The words that stand beside a blank, the example apart: they may be typed along. */
function besideOf(control) {
  const units = isTyped(control) ? [...control.closest(".blank")?.querySelectorAll(":scope > .unit") ?? []] : [];
  return units.map((unit) => [...unit.childNodes].filter((node) => node.nodeName !== "SMALL").map((node) => node.textContent).join("").trim()).filter(Boolean);
}

/** The question in which all others around one stand. */
function outermost(question) {
  const outer = question && enclosing(question, ".q");
  return outer ? outermost(outer) : question;
}

/** Forgets the controls below an element. */
function dismiss(root) {
  for (const control of root.querySelectorAll("[name]")) {
    if (control.field) { units.delete(control.field.unit.key); }
    fields.delete(control.name);
  }
}

const isMark = (control) => control.type === "radio" || control.type === "checkbox";
/** Whether words are typed in a control. */
const isTyped = (control) => !isMark(control) && control.tagName !== "SELECT";
/** What stands in a field, as its controls have it: words, `true`, or nothing. */
function rawOf(field) {
  const [first] = field.controls;
  if (first.type === "checkbox") { return first.checked ? true : ""; }
  if (first.type === "radio") { return field.controls.find((control) => control.checked)?.value ?? field.words ?? ""; }
  return first.value;
}

/** The value of a field; `shown` are the words it should stand in the page with. */
function readField(field) {
  const raw = rawOf(field);
  if (raw === "" || raw === true) { return { value: raw === true ? true : undefined, shown: "" }; }
  if (field.type[0] === "code") { return { value: raw, shown: raw }; }
  field.beside ??= besideOf(field.controls[0]);
  return normalise(field.kind, field.type, raw, field.beside);
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
  const words = typeof value === "number" ? plainNumber(value) : typeof value === "string" ? value : "";
  let shown = words !== "";
  if (first.type === "checkbox") {
    first.checked = value === true;
    shown = first.checked;
  } else if (first.type === "radio") {
    for (const control of field.controls) { control.checked = shown && control.value === words; }
    shown = field.controls.some((control) => control.checked);
    // A list that is searched shows what was typed and is not in it.
    if (field.words !== undefined) { field.words = shown ? "" : words; }
  } else {
    first.value = words;
    if (first.tagName === "SELECT" && first.selectedIndex < 0) { first.selectedIndex = 0; shown = false; }
  }
  takeIn(field);
  return shown || value === undefined || value === "";
}

/** A number of a file as people write it. */
function plainNumber(number) {
  const ratio = parseRatio(String(number));
  return ratio === null ? String(number) : writeRatio(ratio);
}

/** Puts what was typed into its normal form on the page. */
function tidy(field) {
  const [control] = field.controls;
  if (!isTyped(control)) { return; }
  const { shown } = readField(field);
  if (shown !== control.value) { control.value = shown; }
}

/** The name of a variable's field, in an occurrence of its roster where it has one. */
const nameOf = (variable, occurrence) => model.names[variable] + (occurrence ? "." + occurrence.number : "");
const fieldOf = (variable, occurrence) => fields.get(nameOf(variable, occurrence));
