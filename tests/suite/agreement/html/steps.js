// Runs the form's interpreter without a page and counts how many terms it reckons for each answer file.
"use strict";

const job = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
const { prepare, evaluate, Reading } = new Function(`"use strict";\n${job.interpreter}\nreturn { prepare, evaluate, Reading };`)();

let steps = 0;
const term = Reading.prototype.term;
Reading.prototype.term = function counted(...of) {
  steps += 1;
  return term.apply(this, of);
};

process.stdout.write(JSON.stringify(job.surveys.map(({ model, files }) => files.map((file) => {
  steps = 0;
  const found = evaluate(prepare(model), file, true);
  return found.length > 0 ? null : steps;
}))));
