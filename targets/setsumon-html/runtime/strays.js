// Answers that are off the path: kept on the page, left out of what is handed in, and told before they are.

import { handedIn } from "./branching.js";
import { captionOfUnit } from "./captions.js";
import { isPresent } from "./conditions.js";
import { byId, element } from "./elements.js";
import { fields, typedIn } from "./fields.js";
import { unseen } from "./last.js";
import { say } from "./words.js";

/** How many answers were off the path when that was last told. */
export let strayed = 0;

/** Says before the answers are handed in which of them will not be. */
export function tellStrays() {
  const astray = new Set([...fields.values()].filter((field) => isPresent(typedIn(field)) && !isPresent(handedIn(field))));
  for (const name of unseen) {
    const field = fields.get(name);
    if (!field || !astray.has(field)) { unseen.delete(name); }
  }
  const all = [...astray].filter(({ name }) => !unseen.has(name));
  strayed = all.length;
  const off = [...new Set(all.map((field) => field.unit))];
  const most = 20;
  const names = off.slice(0, most).map((unit) => captionOfUnit(unit));
  if (off.length > most) { names.push(say("and_more", { n: off.length - most })); }
  const box = byId("off");
  box.hidden = off.length === 0;
  box.replaceChildren(element("p", {}, say("off_list", { n: off.length })), element("ul", {}, ...names.map((name) => element("li", {}, name))));
}
