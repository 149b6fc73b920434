// Answers lines of JSON: two schemas and answer files in, what ajv says of each file out; null where it accepts.
'use strict';

const readline = require('node:readline');
const Ajv2020 = require('ajv/dist/2020').default;
const addFormats = require('ajv-formats').default;

function validator(schema) {
  // As docs/targets/json-schema.md tells to set it.
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, strictTuples: false, allErrors: true, multipleOfPrecision: 9 });
  addFormats(ajv);
  ajv.addVocabulary(['x-setsumon-declined', 'x-setsumon-reported']);
  const validate = ajv.compile(schema);
  return (file) => (validate(file) ? null : ajv.errorsText(validate.errors.slice(0, 3)));
}

function answer({ schemas, files }) {
  try {
    const validators = schemas.map(validator);
    return { said: files.map((file) => validators.map((says) => says(file))) };
  } catch (error) {
    return { error: error.message };
  }
}

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  process.stdout.write(`${JSON.stringify(answer(JSON.parse(line)))}\n`);
});
