// The preview's own page: asks for news, shows what is wrong, and puts the newest form into its frame.
"use strict";

const frame = document.getElementById("frame");
const status = document.getElementById("status");
const messages = document.getElementById("messages");
const stage = document.getElementById("stage");
const script = document.getElementById("script");
let shownPage = null;

function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) { made.className = className; }
  made.append(...content);
  return made;
}

function plural(count, one) {
  return count === 1 ? `1 ${one}` : `${count} ${one}s`;
}

function lineOf({ place, before, marked, after, fact }) {
  const line = element("pre", "", before, element("mark", "", marked || " "), after);
  return [element("p", "place", fact ? `${place}: ${fact}` : place), line];
}

function messageOf({ severity, code, message, help, excerpts }) {
  const item = element("div", `message ${severity}`, element("p", "what", `${severity} ${code}: ${message}`));
  for (const excerpt of excerpts) { item.append(...lineOf(excerpt)); }
  if (help) { item.append(element("p", "", `help: ${help}`)); }
  return item;
}

function say(version) {
  const errors = version.messages.filter(({ severity }) => severity === "error").length;
  const warnings = version.messages.length - errors;
  const time = new Date().toLocaleTimeString();
  document.title = `${version.sound ? "" : "✗ "}${version.survey}`;
  document.getElementById("survey").textContent = version.survey;
  status.className = version.sound ? "good" : "bad";
  const older = version.page_number > 0 ? " – below is the last form without a mistake" : "";
  const wrong = version.failure ?? plural(errors, "mistake");
  const well = warnings > 0 ? plural(warnings, "warning") : "no mistakes";
  status.textContent = version.sound ? `✓ ${well}, made in ${version.milliseconds} ms at ${time}` : `✗ ${wrong}${older}`;
  messages.replaceChildren(...version.messages.map(messageOf));
  messages.hidden = version.messages.length === 0;
  messages.classList.toggle("mild", version.sound);
  stage.classList.toggle("stale", !version.sound);
}

/** Loads the form anew. The form keeps its draft itself; where the reader was is put back here. */
function reload() {
  const old = frame.contentDocument;
  // The page about a submission stays until its reader goes back.
  if (old && old.location.pathname === "/answers") { return; }
  const at = old?.scrollingElement?.scrollTop ?? 0;
  const focused = old?.activeElement?.id;
  frame.addEventListener("load", () => {
    const made = frame.contentDocument;
    // Whoever has just changed a question need not be told at each save that it has changed since the draft.
    made.querySelector("dialog[open]")?.close();
    if (focused) { made.getElementById(focused)?.focus({ preventScroll: true }); }
    made.scrollingElement.scrollTop = at;
  }, { once: true });
  frame.src = "/form";
}

document.getElementById("views").addEventListener("change", ({ target }) => {
  if (target.name === "view") { stage.classList.toggle("phone", target.value === "phone"); }
  if (target === script) {
    if (script.checked) { frame.removeAttribute("sandbox"); } else { frame.setAttribute("sandbox", "allow-forms allow-same-origin allow-modals allow-downloads"); }
    reload();
  }
});

async function listen() {
  let seen = 0;
  for (;;) {
    try {
      const answer = await fetch(`/version?after=${seen}`);
      if (!answer.ok) { throw new Error(answer.statusText); }
      const version = await answer.json();
      if (version.number !== seen) {
        seen = version.number;
        say(version);
        if (shownPage !== null && shownPage !== version.page_number) { reload(); }
        shownPage = version.page_number;
      }
    } catch {
      status.className = "bad";
      status.textContent = "The preview has ended. Start it again: this page will go on.";
      seen = 0;
      shownPage = 0;
      await new Promise((resolve) => { setTimeout(resolve, 1000); });
    }
  }
}

listen();
