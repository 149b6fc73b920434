// The list of contents: where the reader is, how each section stands, and the list at hand everywhere.

/** Section element → where the list of contents tells its state. */
const listed = new Map();
/** The step in which the reader is. */
let current = null;

function startContents() {
  startSteps();
  const links = new Map([...document.querySelectorAll("#contents a")].map((link) => [link.hash.slice(1), link]));
  for (const [index, step] of steps.entries()) {
    step.link = links.get(step.root.id) ?? enlist(step, links.get(steps[index + 1]?.root.id));
    if (step.section) { listed.set(step.section, step.link.parentElement.querySelector(".state")); }
  }
  const observer = new IntersectionObserver((changes) => {
    const seen = changes.filter(({ isIntersecting }) => isIntersecting).at(-1);
    if (seen && !isPaged()) { stand(stepOf(seen.target)); }
  }, { rootMargin: "-20% 0px -75% 0px" });
  for (const block of steps.flatMap(({ blocks }) => blocks)) { observer.observe(block); }
  const toc = byId("toc");
  toc.addEventListener("click", () => openContents(toc.ariaExpanded !== "true"));
  const contents = byId("contents");
  contents.addEventListener("keydown", ({ key }) => { if (key === "Escape" && toc.ariaExpanded === "true") { openContents(false); toc.focus(); } });
  contents.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) { return; }
    openContents(false);
    const target = byId(link.hash.slice(1));
    if (isPaged() && target) { event.preventDefault(); goTo(stepOf(target), target); }
  });
}

/** Gives a run of prose, which the list does not have, a line of its own before that of the next step. */
function enlist({ root }, next) {
  if (!next || !root.matches(".page")) { return null; }
  const link = element("a", { href: "#" + root.id }, bareWords(root.querySelector("h2, h3")));
  const line = next.closest("li");
  (root.closest(".part") ? line : line.parentElement.closest("li") ?? line).before(element("li", {}, link));
  return link;
}

/** On a narrow screen the list lies over the page, as long as it is wanted. */
function openContents(open) {
  const toc = byId("toc");
  toc.ariaExpanded = String(open);
  byId("contents").classList.toggle("open", open);
  if (open) { document.querySelector("#contents details").open = true; follow(); current?.link?.focus({ preventScroll: true }); }
}

/** The reader is in this step: told in the bar and in the list. */
function stand(step) {
  if (step === current) { return; }
  current?.link?.removeAttribute("aria-current");
  current = step;
  step.link?.setAttribute("aria-current", "step");
  byId("here").textContent = titleOf(step);
  follow();
}

let following = false;
/**
 * Brings the entry of the step into sight within the list; the page itself stays where it is. Where things stand is asked behind the next
 * frame, which has laid them out: asked before, all of a large page would be laid out for this alone, and twice where more is to change.
 */
function follow() {
  if (following) { return; }
  following = true;
  requestAnimationFrame(() => setTimeout(() => {
    following = false;
    const list = byId("contents");
    const box = list.getBoundingClientRect();
    const line = current?.link?.getBoundingClientRect();
    if (line && (line.top < box.top + 48 || line.bottom > box.bottom - 48)) { list.scrollTop += line.top - box.top - box.height / 3; }
  }));
}

/** Counts what is asked and what is answered, section by section; what stands in a question counts with it. */
function progress() {
  const counts = new Map([...listed.keys()].map((root) => [root, { all: new Set(), done: new Set(), wrong: 0 }]));
  for (const told of form.querySelectorAll(".err")) {
    const count = counts.get(told.closest(".sec"));
    if (count) { count.wrong += 1; }
  }
  for (const { asked, section, question, variable, occurrence } of fields.values()) {
    const count = asked ? counts.get(section) : undefined;
    count?.all.add(question);
    if (count && isPresent(reading.value(variable, settledOf(occurrence)))) { count.done.add(question); }
  }
  let all = 0;
  let done = 0;
  for (const [root, count] of counts) {
    all += count.all.size;
    done += count.done.size;
    tellState(root, count.done.size, count.all.size, count.wrong);
  }
  byId("progress").textContent = say("progress", { done, all });
  const bar = byId("meter");
  bar.max = Math.max(all, 1);
  bar.value = done;
  tellSteps();
}

/** The state of a section in the list of contents. */
function tellState(root, done, all, wrong) {
  const state = listed.get(root);
  const name = root.closest("[hidden]") ? "off"
    : wrong > 0 ? "wrong"
      : folds.get(root)?.done && done > 0 ? "same"
        : done === 0 ? "none" : done < all ? "some" : "all";
  const words = say("state_" + name, { done, all, n: wrong });
  if (state.textContent === words) { return; }
  state.textContent = words;
  state.className = "state state_" + name;
  state.parentElement.classList.toggle("off", name === "off");
}
