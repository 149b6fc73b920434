// The list of contents with its progress, and where the reader is.

let sections = [];

function startContents() {
  const entries = new Map([...document.querySelectorAll("#contents a")].map((link) => [link.hash.slice(1), link]));
  sections = [...form.querySelectorAll(".sec")].map((root) => {
    const link = entries.get(root.id);
    return { root, state: link?.parentElement.querySelector(".state") };
  });
  const here = document.getElementById("here");
  const observer = new IntersectionObserver((changes) => {
    for (const { isIntersecting, target } of changes) {
      if (!isIntersecting) { continue; }
      const link = entries.get(target.id);
      for (const other of entries.values()) { other.removeAttribute("aria-current"); }
      link?.setAttribute("aria-current", "true");
      here.textContent = link?.textContent ?? "";
    }
  }, { rootMargin: "-20% 0px -75% 0px" });
  for (const { root } of sections) { observer.observe(root); }
}

/** Counts what is asked and what is answered, section by section; what stands in a question counts with it. */
function progress() {
  const counts = new Map(sections.map(({ root }) => [root, { all: new Set(), done: new Set() }]));
  for (const { asked, section, question, variable, occurrence } of fields.values()) {
    const count = asked ? counts.get(section) : undefined;
    count?.all.add(question);
    if (count && isPresent(reading.value(variable, settledOf(occurrence)))) { count.done.add(question); }
  }
  let all = 0;
  let done = 0;
  for (const { root, state } of sections) {
    const count = counts.get(root);
    all += count.all.size;
    done += count.done.size;
    if (state) { tellState(state, root, count.done.size, count.all.size); }
  }
  document.getElementById("progress").textContent = say("progress", { done, all });
  const bar = document.getElementById("meter");
  bar.max = Math.max(all, 1);
  bar.value = done;
}

/** The state of a section in the list of contents. */
function tellState(state, root, done, all) {
  const fold = folds.get(root);
  const name = root.closest("[hidden]") ? "off" : fold?.done && done > 0 ? "same" : done === 0 ? "none" : done < all ? "some" : "all";
  const words = say("state_" + name, { done, all });
  if (state.textContent === words) { return; }
  state.textContent = words;
  state.className = "state state_" + name;
  state.parentElement.classList.toggle("off", name === "off");
}
