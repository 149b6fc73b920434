// Reads each schema with ajv, strictly, and judges the answers that stand beside it.
'use strict';

const fs = require('node:fs');
const Ajv2020 = require('ajv/dist/2020').default;
const addFormats = require('ajv-formats').default;

const read = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));
const claims = read(process.argv[2]);
let wrong = 0;
for (const { schema, answers, valid } of claims) {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, strictTuples: false, allErrors: true });
  addFormats(ajv);
  // Notes to people: rules that JSON Schema cannot say, and those that are only reported.
  ajv.addVocabulary(['x-setsumon-declined', 'x-setsumon-reported']);
  // Notations of number sizes that the model's schema mentions.
  for (const name of ['int64', 'uint32', 'uint', 'int32', 'uint64', 'uint8']) ajv.addFormat(name, true);
  let validate;
  try {
    validate = ajv.compile(read(schema));
  } catch (error) {
    console.error(`${schema}: ${error.message}`);
    wrong += 1;
    continue;
  }
  if (answers === undefined) continue;
  const said = validate(read(answers));
  if (said !== valid) {
    console.error(`${schema}: ${fs.readFileSync(answers, 'utf8').slice(0, 300)} is ${said ? 'valid' : 'invalid'}: ${ajv.errorsText(validate.errors)}`);
    wrong += 1;
  }
}
console.log(`${claims.length} claims, ${wrong} wrong`);
process.exitCode = wrong === 0 ? 0 : 1;
