// While something is pressed nothing on the page moves, so that it is let go of where it was pressed and no click is lost.

import { listen } from "./elements.js";

let pressed = false;
/** What waits for the press to be over: each by its name, once. @type {Map<string, () => void>} */
const waiting = new Map();

/** Does something that may move the page, now or when nothing is pressed any more. @type {(name: string, act: () => void) => void} */
export function whenStill(name, act) {
  waiting.delete(name);
  waiting.set(name, act);
  if (!pressed) { settleDown(); }
}

export function settleDown() {
  if (pressed) { return; }
  const acts = [...waiting.values()];
  waiting.clear();
  for (const act of acts) { act(); }
}

/** The press is over. The click that comes of it is still on its way. */
export function letGo() {
  if (!pressed) { return; }
  pressed = false;
  setTimeout(settleDown);
}

export function startPress() {
  /** @type {<Name extends keyof WindowEventMap>(name: Name, act: (event: WindowEventMap[Name]) => void) => void} */
  const on = (name, act) => listen(window, name, act, { capture: true });
  const press = () => { pressed = true; };
  on("pointerdown", press);
  on("mousedown", press);
  // A list that opens over the page keeps the end of the press to itself: a free pointer or a key tells of it.
  on("pointerup", letGo);
  on("mouseup", letGo);
  on("pointercancel", letGo);
  on("dragend", letGo);
  on("keydown", letGo);
  on("pointermove", ({ buttons }) => { if (buttons === 0) { letGo(); } });
  // What is clicked is settled by now: it finds the page as what was typed before leaves it.
  on("click", settleDown);
  on("blur", ({ target }) => { if (target === window) { letGo(); } });
}
