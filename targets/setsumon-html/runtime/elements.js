// Elements of the page: found, made, and listened to.

import { sure } from "./sure.js";

/** @import { Anchors } from "./types" */

/** The element of an anchor; null where this page has none. @type {<Id extends string>(id: Id) => (Id extends keyof Anchors ? Anchors[Id] : HTMLElement) | null} */
export const anchored = (id) => /** @type {any} what the template writes under an anchor, `Anchors` says */ (document.getElementById(id));
/** The element of an anchor that every page has. @type {<Id extends string>(id: Id) => Id extends keyof Anchors ? Anchors[Id] : HTMLElement} */
export const byId = (id) => sure(anchored(id));

/** The first element of a kind below another; null where there is none. @type {(root: ParentNode, kind: string) => HTMLElement | null} */
export const find = (root, kind) => root.querySelector(kind);
/** All elements of a kind below another. @type {(root: ParentNode, kind: string) => HTMLElement[]} */
export const findAll = (root, kind) => {
  /** @type {NodeListOf<HTMLElement>} the page has no others */
  const all = root.querySelectorAll(kind);
  return [...all];
};
/** The nearest element of a kind around another, or it itself. @type {(inner: Element, kind: string) => HTMLElement | null} */
export const near = (inner, kind) => inner.closest(kind);
/**
 * The nearest element of a kind around another. The form itself is asked nothing: a control of an author's that is called `elements`
 * or `closest` stands in the place of its own properties.
 * @type {(inner: Element, kind: string) => HTMLElement | null}
 */
export const enclosing = (inner, kind) => /** @type {HTMLElement | null} the page has no others */ (Element.prototype.closest.call(inner.parentElement, kind));

/**
 * Does something when something happens to an element.
 * @type {<Name extends keyof WindowEventMap>(target: EventTarget, name: Name, act: (event: WindowEventMap[Name]) => void, options?: AddEventListenerOptions) => void}
 */
export function listen(target, name, act, options) {
  // The browser hands over the event that belongs to the name.
  target.addEventListener(name, /** @type {EventListener} */ (act), options);
}

/**
 * An element with attributes and children.
 * @type {<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, attributes?: { [name: string]: string | number | boolean }, ...children: (Node | string)[]) => HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) { made.setAttribute(name, String(value)); }
  made.append(...children);
  return made;
}

/** A button that does something. @type {(attributes: { [name: string]: string | number }, words: string, act: () => void) => HTMLButtonElement} */
export function pushButton(attributes, words, act) {
  const made = element("button", { type: "button", ...attributes }, words);
  listen(made, "click", act);
  return made;
}

/** Adds an anchor to what describes an element, or takes it away. @type {(target: Element, id: string, add: boolean) => void} */
export function describe(target, id, add) {
  const anchors = (target.getAttribute("aria-describedby") ?? "").split(" ").filter((anchor) => anchor && anchor !== id);
  if (add) { anchors.push(id); }
  if (anchors.length > 0) { target.setAttribute("aria-describedby", anchors.join(" ")); } else { target.removeAttribute("aria-describedby"); }
}

/** The words of an element alone, without signs, messages and controls in it. @type {(node: Element | null | undefined) => string} */
export function bareWords(node) {
  if (!node) { return ""; }
  const copy = copyOf(node);
  for (const extra of findAll(copy, ".err, .soft, .mark, .req, .opt, .who, .last, small, sup, input, select, .spec, .ins, button")) { extra.remove(); }
  return textOf(copy).trim().replace(/\s+/gu, " ");
}

/** An element like another, with all that is in it. @type {<Kind extends Element>(node: Kind) => Kind} */
export const copyOf = (node) => /** @type {typeof node} — a copy is what it is copied from. */ (node.cloneNode(true));
/** The text in an element. @type {(node: Node) => string} */
export const textOf = (node) => node.textContent ?? "";
