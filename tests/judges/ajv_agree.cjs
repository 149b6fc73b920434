// Answers lines of JSON: two schemas and answer files in, what ajv says of each file out; null where it accepts.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const readline = require('node:readline');
const Ajv2020 = require('ajv/dist/2020').default;
const addFormats = require('ajv-formats').default;

// Set up by the very lines that docs/targets/json-schema.md shows.
const page = fs.readFileSync(path.join(__dirname, '../../docs/targets/json-schema.md'), 'utf8');
const [, lines] = /```js\n([^]*?)```/.exec(page);
const setUp = new Function('Ajv2020', `${lines}return ajv;`);

function validator(schema) {
  const ajv = setUp(Ajv2020);
  addFormats(ajv);
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
