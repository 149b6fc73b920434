// The form's own words, out of the page's catalogue.

import { byId, textOf } from "./elements.js";

/** @type {{ [name: string]: string }} */
const catalogue = JSON.parse(textOf(byId("words")));

/**
 * A sentence of the catalogue with its blanks filled in; `{n|place|places}` is for one and for several.
 * @type {(name: string, values?: { [key: string]: unknown }) => string}
 */
export const say = (name, values = {}) => catalogue[name].replace(/\{(\w+)(?:\|(.*?)\|(.*?))?\}/gu, (blank, key, one, several) => (one === undefined ? values[key] ?? blank : String(values[key]) === "1" ? one : several));
