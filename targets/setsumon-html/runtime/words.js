// The form's own words, out of the page's catalogue.

const catalogue = JSON.parse(document.getElementById("words").textContent);
const model = prepare(JSON.parse(document.getElementById("model").textContent));

/** A sentence of the catalogue with its blanks filled in. */
const say = (name, values = {}) => catalogue[name].replace(/\{(\w+)\}/gu, (blank, key) => values[key] ?? blank);

/** An element with attributes and children. */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) { made.setAttribute(name, value); }
  made.append(...children);
  return made;
}

/** A time of day in the reader's own way. */
const clock = (time) => new Date(time).toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" });
