// Reads what was typed into blanks as the form does: a job from standard input, the values and the words that stay in the blanks.
"use strict";

const job = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
const { normalise } = new Function(`"use strict";\n${job.interpreter}\nreturn { normalise };`)();
process.stdout.write(JSON.stringify(job.typed.map(([kind, type, text]) => {
  const { value, shown } = normalise(kind, type, text, []);
  const again = normalise(kind, type, shown, []);
  return [value, shown, again.value === value && again.shown === shown];
})));
