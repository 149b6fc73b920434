// While something is pressed nothing on the page moves, so that it is let go of where it was pressed and no click is lost.

let pressed = false;
/** What waits for the press to be over: each by its name, once. */
const waiting = new Map();

/** Does something that may move the page, now or when nothing is pressed any more. */
function whenStill(name, act) {
  waiting.delete(name);
  waiting.set(name, act);
  if (!pressed) { settleDown(); }
}

function settleDown() {
  if (pressed) { return; }
  const acts = [...waiting.values()];
  waiting.clear();
  for (const act of acts) { act(); }
}

/** The press is over. The click that comes of it is still on its way. */
function letGo() {
  if (!pressed) { return; }
  pressed = false;
  setTimeout(settleDown);
}

function startPress() {
  const on = (names, act) => { for (const name of names) { window.addEventListener(name, act, true); } };
  on(["pointerdown", "mousedown"], () => { pressed = true; });
  // A list that opens over the page keeps the end of the press to itself: a free pointer or a key tells of it.
  on(["pointerup", "mouseup", "pointercancel", "dragend", "keydown"], letGo);
  on(["pointermove"], ({ buttons }) => { if (buttons === 0) { letGo(); } });
  // What is clicked is settled by now: it finds the page as what was typed before leaves it.
  on(["click"], settleDown);
  on(["blur"], ({ target }) => { if (target === window) { letGo(); } });
}
