// Hands last year's file to the form's interpreter without a page: reads a job from standard input, writes what it brought.
"use strict";

const job = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
const { prepare, carryOver, standing, provenance } = new Function(
  `"use strict";\n${job.interpreter}\nreturn { prepare, carryOver, standing, provenance };`,
)();

const model = prepare(job.model);
const named = (values) => Object.fromEntries(Object.entries(values).map(([variable, value]) => [model.names[variable], value]));
const { main, repeats, unfit, unknown, edition } = carryOver(model, job.last);
const index = (name) => model.names.indexOf(name);
process.stdout.write(JSON.stringify({
  main: named(main),
  repeats: repeats.map((all) => all.map(named)),
  unfit: unfit.map(([variable, value]) => [model.names[variable], value]),
  unknown,
  edition,
  standings: job.standings.map((each) => standing(...each)),
  lists: provenance(model, job.pairs.map(([name, how]) => [index(name), how])),
  updated: model.names.filter((_, variable) => model.marker[variable] === 2),
  retired: model.retired.map(([, variable, code, words]) => [model.names[variable], code, words]),
}));
