// The form's own words, out of the page's catalogue.

const byId = (id) => document.getElementById(id);
const catalogue = JSON.parse(byId("words").textContent);
const model = prepare(withNames(JSON.parse(byId("model").textContent)));

/** Fills in the names that the model only counts, from the controls that bear them: `*2` as `0.s__a 0.s__b`. */
function withNames(written) {
  const names = [...new Set([...document.querySelectorAll("#form [name]:not([name^=_])")].map((control) => control.name.split(".")[0]))].values();
  written.names = written.names.replace(/\*(\d+)/gu, (_, count) => Array.from({ length: count }, () => "0." + names.next().value).join(" "));
  return written;
}

/** A sentence of the catalogue with its blanks filled in; `{n|place|places}` is for one and for several. */
const say = (name, values = {}) => catalogue[name].replace(/\{(\w+)(?:\|(.*?)\|(.*?))?\}/gu, (blank, key, one, several) => (one === undefined ? values[key] ?? blank : String(values[key]) === "1" ? one : several));

/** An element with attributes and children. */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) { made.setAttribute(name, value); }
  made.append(...children);
  return made;
}

/** A button that does something. */
function pushButton(attributes, words, act) {
  const made = element("button", { type: "button", ...attributes }, words);
  made.addEventListener("click", act);
  return made;
}

/** A time of day in the reader's own way. */
const clock = (time) => new Date(time).toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" });

/** What only some forms have: each takes in the controls below an element (`enrol`) and keeps in line with the answers (`tell`). */
const extras = [];
