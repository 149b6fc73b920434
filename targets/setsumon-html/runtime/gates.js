// Filters that may end the survey. While one is not answered, all that lies behind it would be asked of everybody; so as not to be
// answered by those whom it does not concern, it stays closed until the filter is answered or the respondent opens it.

/** The filter that keeps what lies behind it closed; null where none does. */
let closing = null;
/** Filters behind which the respondent has looked without answering. */
const opened = new Set();

const isDecided = (gate) => gate.querySelector("input:checked") !== null;
/** Whether something behind an element is answered. */
const isAnsweredBehind = (root) => [...fields.values()].some((field) => rawOf(field) !== "" && root.compareDocumentPosition(field.controls[0]) & Node.DOCUMENT_POSITION_FOLLOWING
  && !root.contains(field.controls[0]));

/** Closes what lies behind the first filter that is not answered, and opens it again. */
function tellGates() {
  const gate = [...form.querySelectorAll(".gate:has(.ends)")].find((each) => !isDecided(each) && !each.closest("[hidden]") && !opened.has(each)) ?? null;
  const now = gate !== null && isAnsweredBehind(gate) ? null : gate;
  if (now === closing) { return; }
  for (const each of form.querySelectorAll(".waiting")) { each.classList.remove("waiting"); }
  form.querySelector(".waits")?.remove();
  closing = now;
  if (now === null) { return; }
  for (let at = now; at !== null; at = enclosing(at, "#form *")) {
    for (let next = at.nextElementSibling; next; next = next.nextElementSibling) {
      if (!next.matches(".finish")) { next.classList.add("waiting"); }
    }
  }
  const open = pushButton({}, say("gate_open"), () => {
    openGate();
    changed();
    announce(say("gate_opened"));
  });
  // Within the filter, so that it is shown where the filter is.
  now.append(element("p", { class: "waits" }, say("gate_waits"), " ", open));
}

/** Opens what waits for an answer. */
function openGate() {
  opened.add(closing);
  tellGates();
}
