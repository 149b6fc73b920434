// A long list as a field that searches it: the round buttons stay behind it and hold the answer.

import { optionWords } from "./branching.js";
import { extras } from "./changes.js";
import { bareWords, element, find, findAll, listen, near } from "./elements.js";
import { enrolled, rawOf } from "./fields.js";
import { keysOf, search } from "./kana.js";
import { sure } from "./sure.js";
import { say } from "./words.js";

/** @import { Field } from "./types" */
/** @typedef {{ radio: HTMLInputElement, words: string, option: HTMLElement, keys: string[] }} Entry */

/** @type {Search[]} */
const searches = [];
const language = document.documentElement.lang;

extras.push({
  enrol: (root) => {
    for (const list of findAll(root, ".long")) { if (!list.matches(".searched")) { searches.push(new Search(list)); } }
  },
  tell: () => searches.forEach((each) => each.show()),
});

class Search {
  /** @param {HTMLElement} list */
  constructor(list) {
    const radios = [...list.querySelectorAll("input")];
    /** @type {Field} */
    this.field = sure(enrolled.get(radios[0]));
    // Words that are in no list are the field's own from now on.
    this.field.words = "";
    const id = "l-" + this.field.name;
    const legend = sure(find(sure(near(list, ".q")), ":scope > legend"));
    legend.id ||= id + "-n";
    this.input = element("input", { type: "text", class: "wide", id, role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id + "-l", "aria-labelledby": legend.id, "aria-describedby": id + "-h", autocapitalize: "none", spellcheck: "false" });
    this.more = element("button", { type: "button", tabindex: -1, "aria-label": say("list_all"), "aria-controls": id + "-l" }, "▾");
    this.box = element("ul", { role: "listbox", id: id + "-l", "aria-labelledby": legend.id });
    this.box.hidden = true;
    this.count = element("span", { class: "vh", role: "status" });
    /** The entries that the open list shows. @type {Entry[]} */
    this.found = [];
    /** The one that Enter would take. @type {Entry | undefined} */
    this.marked = undefined;
    this.entries = radios.map((radio, place) => this.entry(radio, `${id}-${place}`));
    list.classList.add("searched");
    list.prepend(element("div", { class: "search" }, this.input, this.more, this.box, this.count, element("small", { id: id + "-h" }, say("list_hint", { n: radios.length }))));
    this.listen();
  }

  /** @type {(radio: HTMLInputElement, id: string) => Entry} */
  entry(radio, id) {
    const words = optionWords(radio);
    const group = near(radio, ".og");
    const heading = group ? bareWords(find(group, ":scope > .oh")) : "";
    const option = element("li", { role: "option", id, "aria-selected": "false" }, words, ...(heading ? [" ", element("small", {}, heading)] : []));
    // What leads to the answer leads to the field that shows it.
    radio.focus = (how) => this.input.focus(how);
    listen(option, "click", () => this.choose(entry));
    const entry = { radio, words, option, keys: keysOf([words, radio.dataset.kana, heading, radio.value], language) };
    return entry;
  }

  listen() {
    const { input, box } = this;
    listen(input, "focus", () => { this.field.former = rawOf(this.field); });
    listen(input, "input", (event) => { event.stopPropagation(); this.open(input.value); });
    listen(input, "change", (event) => event.stopPropagation());
    listen(input, "keydown", (event) => this.press(event));
    listen(input, "blur", () => this.leave());
    listen(input, "click", () => { if (box.hidden) { this.open(this.chosen()?.words === input.value ? "" : input.value); } });
    for (const each of [box, this.more]) { listen(each, "pointerdown", (event) => event.preventDefault()); }
    listen(this.more, "click", () => {
      const was = box.hidden;
      input.focus();
      if (was) { this.open(""); } else { this.close(); }
    });
  }

  chosen() { return this.entries.find(({ radio }) => radio.checked); }

  /** Opens the list with what fits; the first is at hand. @type {(text: string) => void} */
  open(text) {
    const wanted = text.trim() === "" ? this.entries : search(this.entries.map(({ keys }) => keys), text, language).map(([, place]) => this.entries[place]);
    this.found = wanted.filter(({ radio }) => !radio.disabled);
    this.box.replaceChildren(...this.found.map(({ option }) => option));
    this.box.hidden = this.found.length === 0;
    this.input.ariaExpanded = String(!this.box.hidden);
    this.count.textContent = say(this.found.length > 0 ? "list_found" : "list_none", { n: this.found.length });
    this.mark(text.trim() === "" ? this.chosen() : this.found[0]);
  }

  close() {
    this.box.hidden = true;
    this.input.ariaExpanded = "false";
    this.mark(undefined);
  }

  /** Marks the entry that Enter would take. @type {(entry: Entry | undefined) => void} */
  mark(entry) {
    for (const { option } of this.entries) { option.ariaSelected = String(option === entry?.option); }
    this.marked = entry;
    if (entry) { this.input.setAttribute("aria-activedescendant", entry.option.id); } else { this.input.removeAttribute("aria-activedescendant"); }
    if (!entry || this.box.hidden) { return; }
    const { offsetTop: top, offsetHeight: height } = entry.option;
    const { scrollTop, clientHeight } = this.box;
    if (top < scrollTop || top + height > scrollTop + clientHeight) { this.box.scrollTop = top - clientHeight / 2; }
  }

  /** @type {(event: KeyboardEvent) => void} */
  press(event) {
    const { key } = event;
    if (event.isComposing) { return; }
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      if (this.box.hidden) { this.open(this.chosen()?.words === this.input.value ? "" : this.input.value); if (this.marked) { return; } }
      const by = key === "ArrowDown" ? 1 : -1;
      const place = this.found.findIndex((each) => each === this.marked);
      const last = this.found.length - 1;
      this.mark(this.found[place < 0 ? (by > 0 ? 0 : last) : Math.min(last, Math.max(0, place + by))]);
    } else if (key === "Enter" && !this.box.hidden && this.marked) {
      event.preventDefault();
      this.choose(this.marked);
    } else if (key === "Escape" && !this.box.hidden) {
      event.preventDefault();
      this.close();
    }
  }

  /** @type {(entry: Entry) => void} */
  choose(entry) {
    this.input.value = entry.words;
    this.close();
    this.hold(entry, "");
  }

  /** What stands in the field when it is left: an entry, nothing, or words that are in no list – told like any other mistake. */
  leave() {
    const text = this.input.value.trim();
    this.close();
    if (text === (this.chosen()?.words ?? this.field.words)) { return; }
    const fits = text === "" ? [] : search(this.entries.map(({ keys }) => keys), text, language);
    const [best, second] = fits;
    // Sure is what is the entry itself, or the beginning of no other.
    const isSure = best !== undefined && best[0] < 4 && (second === undefined || (best[0] === 0 && second[0] > 0));
    const entry = isSure ? this.entries[best[1]] : undefined;
    this.hold(entry, entry ? "" : text);
    this.input.value = entry?.words ?? text;
  }

  /** @type {(entry: Entry | undefined, words: string) => void} */
  hold(entry, words) {
    for (const each of this.entries) { each.radio.checked = each === entry; }
    this.field.words = words;
    (entry ?? this.entries[0]).radio.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** Shows what is chosen, however it came to be. */
  show() {
    if (document.activeElement !== this.input) { this.input.value = this.chosen()?.words ?? this.field.words ?? ""; }
    this.input.setAttribute("aria-invalid", String(this.field.words !== ""));
    this.input.disabled = this.entries.every(({ radio }) => radio.disabled);
  }
}
