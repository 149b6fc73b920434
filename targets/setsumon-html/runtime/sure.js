// What is certain to be there, though its type does not say so.

/** Something that the page or its model always has. @type {<T>(found: T | null | undefined) => T} */
export function sure(found) {
  if (found === null || found === undefined) { throw new Error("the page lacks a part of itself"); }
  return found;
}
