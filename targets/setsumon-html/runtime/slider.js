// A long scale: a slider beside the figure that can be typed. It answers nothing until it is touched.

import { extras } from "./changes.js";
import { bareWords, element, listen, near } from "./elements.js";
import { enrolled, rawOf, readField } from "./fields.js";
import { sure } from "./sure.js";
import { say } from "./words.js";

/** @import { Field } from "./types" */
/** @typedef {{ input: HTMLInputElement, range: HTMLInputElement, field: Field }} Slider */

/** @type {Slider[]} */
const sliders = [];

extras.push({
  enrol: (root) => {
    /** @type {NodeListOf<HTMLInputElement>} */
    const inputs = root.querySelectorAll("input[data-from]");
    for (const input of inputs) { if (!sliders.some((each) => each.input === input)) { addSlider(input, sure(enrolled.get(input))); } }
  },
  tell: () => sliders.forEach(tellSlider),
});

/** @type {(input: HTMLInputElement, field: Field) => void} */
function addSlider(input, field) {
  const { from = "", to = "" } = input.dataset;
  const named = input.getAttribute("aria-labelledby");
  const range = element("input", { type: "range", min: from, max: to, step: 1, value: Math.round((Number(from) + Number(to)) / 2), ...(named ? { "aria-labelledby": named } : { "aria-label": bareWords(input.labels?.[0]) }) });
  const slider = { input, range, field };
  /** @type {(kind: string) => void} */
  const give = (kind) => {
    input.value = range.value;
    input.dispatchEvent(new Event(kind, { bubbles: true }));
    tellSlider(slider);
  };
  listen(range, "focus", () => { field.former = rawOf(field); });
  listen(range, "input", () => give("input"));
  listen(range, "change", () => give("change"));
  // Where it stands already when it is touched first is an answer, too.
  const touch = () => { if (input.value === "") { give("change"); } };
  listen(range, "click", touch);
  listen(range, "keydown", ({ key }) => { if (key === " " || key === "Enter") { touch(); } });
  near(input, ".blank")?.append(range);
  sliders.push(slider);
}

/** Brings a slider in line with its figure. @type {(slider: Slider) => void} */
function tellSlider({ input, range, field }) {
  const { value } = readField(field);
  const isBlank = typeof value !== "number";
  if (!isBlank) { range.value = String(value); }
  range.disabled = input.disabled;
  range.classList.toggle("untouched", isBlank);
  range.ariaValueText = isBlank ? say("slide_blank") : String(value);
}
