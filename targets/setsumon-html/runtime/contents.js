// The list of contents with its progress, and where the reader is.

let sections = [];

function startContents() {
  const entries = new Map([...document.querySelectorAll("#contents a")].map((link) => [link.hash.slice(1), link]));
  sections = [...form.querySelectorAll(".sec")].map((root) => {
    const questions = [...root.querySelectorAll(".q")].filter((question) => !question.parentElement.closest(".q"));
    return { root, questions, link: entries.get(root.id) };
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

const isAnswered = (question) => [...question.querySelectorAll("[name]")].some((control) => !control.disabled
  && (isMark(control) ? control.checked : control.value !== ""));

/** Counts what is asked and what is answered, section by section. */
function progress() {
  let all = 0;
  let done = 0;
  for (const { root, questions, link } of sections) {
    const asked = questions.filter((question) => !question.closest("[hidden]"));
    const answered = asked.filter(isAnswered).length;
    all += asked.length;
    done += answered;
    const off = root.closest("[hidden]") !== null;
    const name = off ? "state_off" : answered === 0 ? "state_none" : answered < asked.length ? "state_some" : "state_all";
    const state = link?.parentElement.querySelector(".state");
    if (state) {
      state.textContent = say(name, { done: answered, all: asked.length });
      state.className = "state " + name;
      link.parentElement.classList.toggle("off", off);
    }
  }
  document.getElementById("progress").textContent = say("progress", { done, all });
  const bar = document.getElementById("meter");
  bar.max = Math.max(all, 1);
  bar.value = done;
}
