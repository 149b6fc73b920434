// A long scale: a slider beside the figure that can be typed. It answers nothing until it is touched.

const sliders = [];

extras.push({
  enrol: (root) => {
    for (const input of root.querySelectorAll("input[data-from]")) { if (!sliders.some((each) => each.input === input)) { addSlider(input); } }
  },
  tell: () => sliders.forEach(tellSlider),
});

function addSlider(input) {
  const { from, to } = input.dataset;
  const named = input.getAttribute("aria-labelledby");
  const range = element("input", { type: "range", min: from, max: to, step: 1, value: Math.round((Number(from) + Number(to)) / 2), ...(named ? { "aria-labelledby": named } : { "aria-label": bareWords(input.labels[0]) }) });
  const give = (kind) => {
    input.value = range.value;
    input.dispatchEvent(new Event(kind, { bubbles: true }));
    tellSlider({ input, range });
  };
  range.addEventListener("focus", () => { input.field.former = rawOf(input.field); });
  range.addEventListener("input", () => give("input"));
  range.addEventListener("change", () => give("change"));
  // Where it stands already when it is touched first is an answer, too.
  const touch = () => { if (input.value === "") { give("change"); } };
  range.addEventListener("click", touch);
  range.addEventListener("keydown", ({ key }) => { if (key === " " || key === "Enter") { touch(); } });
  input.closest(".blank").append(range);
  sliders.push({ input, range });
}

/** Brings a slider in line with its figure. */
function tellSlider({ input, range }) {
  const { value } = readField(input.field);
  const isBlank = typeof value !== "number";
  if (!isBlank) { range.value = value; }
  range.disabled = input.disabled;
  range.classList.toggle("untouched", isBlank);
  range.ariaValueText = isBlank ? say("slide_blank") : String(value);
}
