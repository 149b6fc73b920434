// Hands last year's files, and the drafts made of them, to the form's interpreter without a page; writes what it makes of them.
"use strict";

const job = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
const exported = "prepare, carryOver, carriedIn, settle, writeFile, verdict, MARKER_UPDATED";
const form = new Function(`"use strict";\n${job.interpreter}\nreturn { ${exported} };`)();

const named = (model, values) => Object.fromEntries(Object.entries(values).map(([variable, value]) => [model.names[variable], value]));
const unfit = (model, brought) => brought.unfit.map(([variable, value, at]) => [model.names[variable], value, at]);

/** What was brought, as a file. */
function brought(model, { main, repeats }) {
  const some = repeats.map((all, index) => [model.repeats[index].name, all.map((each) => named(model, each))]).filter(([, all]) => all.length > 0);
  return { ...named(model, main), ...Object.fromEntries(some) };
}

/** What the page fills in: all but what is to be given anew. */
function filled(model, { main, repeats }) {
  const kept = (values) => Object.fromEntries(Object.entries(values).filter(([variable]) => model.marker[variable] !== form.MARKER_UPDATED));
  return { main: Object.assign([], kept(main)), repeats: repeats.map((all) => all.map(kept)) };
}

process.stdout.write(JSON.stringify(job.surveys.map(({ model: coded, files, drafts }) => {
  const model = form.prepare(coded);
  return files.map((file, index) => {
    const last = form.carryOver(model, file);
    const reading = form.settle(model, filled(model, last));
    const again = form.carriedIn(model, drafts[index]) ?? form.carryOver(model, {});
    return {
      kept: form.writeFile(model, reading),
      violations: form.verdict(model, reading, false).filter(({ hard }) => hard).length,
      brought: brought(model, last),
      again: brought(model, again),
      unfit: unfit(model, last),
      unfit_again: unfit(model, again),
      unknown: last.unknown,
    };
  });
})));
