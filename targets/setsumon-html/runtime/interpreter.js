// What knows no page, for whoever runs it outside of one: these names stay as they are.

export { Reading } from "./conditions.js";
export { MARKER_UPDATED, carriedIn, carryOver, provenance, standing } from "./carry.js";
export { normalText, normalise } from "./normalise.js";
export { evaluate, prepare, readFile, settle, verdict, writeFile } from "./verdict.js";
