// Runs the form's interpreter without a page: reads a job from standard input, writes what it found to standard output.
"use strict";

const job = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
const exported = "prepare, readFile, evaluate, settle, writeFile, Reading, normalText";
const interpreter = new Function(`"use strict";\n${job.interpreter}\nreturn { ${exported} };`)();

/** A finding by its kind, the variable it is reported at, and its occurrence, from 1. */
function finding(model, { kind, variable, key, occurrence }) {
  return [kind, key ?? model.names[variable], (occurrence ?? -1) + 1];
}

function judge(model, file) {
  const found = (submission) => interpreter.evaluate(model, file, submission).map((each) => finding(model, each));
  const read = interpreter.readFile(model, file);
  const kept = interpreter.writeFile(model, interpreter.settle(model, read));
  return { submission: found(true), draft: found(false), kept };
}

/** Whether each condition of the list holds, all of them asked in the file's own scope. */
function truth(model, file) {
  const read = interpreter.readFile(model, file);
  const reading = new interpreter.Reading(model, read.main, read.repeats);
  return model.conds.map((_, id) => (model.condRoster[id] >= 0 ? null : reading.holds(id)));
}

const judged = job.surveys.map(({ model, files }) => {
  const ready = interpreter.prepare(model);
  return files.map((file) => ({ ...judge(ready, file), truth: truth(ready, file) }));
});
const normal = job.typed.map(([input, text, picture, beside]) => interpreter.normalText(input, text, picture, beside));
process.stdout.write(JSON.stringify({ judged, normal }));
