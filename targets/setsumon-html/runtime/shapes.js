// Texts: whether they hold words, and whether they have the shape of an address, a number, a picture.

/** @import { Shape } from "./types" */

/** The white space of the language, and no other character. */
const WHITE_SPACE = " \u3000\t\n\r";
/** Whether a text has a character that is not white space. @type {(text: string) => boolean} */
export const hasWords = (text) => [...text].some((character) => !WHITE_SPACE.includes(character));

/** Whether a text has a shape; `picture` is the one it is drawn by. @type {(shape: Shape, text: string, picture?: string) => boolean} */
export function shapeHolds(shape, text, picture) {
  switch (shape) {
    case "free": return true;
    case "email": return /^[!-?A-~]+@[!-?A-~]+$/u.test(text) && text.slice(text.indexOf("@") + 2, -1).includes(".");
    case "tel": return /^[+0-9][0-9-]{5,19}$/u.test(text);
    case "postal_ja": return /^[0-9]{3}-[0-9]{4}$/u.test(text);
    case "postal_any": return /^[A-Za-z0-9](?:[A-Za-z0-9\x20-]{0,8}[A-Za-z0-9])$/u.test(text);
    // eslint-disable-next-line no-control-regex
    case "url": return /^https?:\/\/[^\u0000-\u0020\u007f-\u009f\u3000]+$/u.test(text);
    case "picture": return pictureHolds(picture ?? "", text);
    default: throw new Error("unknown shape " + shape);
  }
}

/** @type {(picture: string, text: string) => boolean} */
function pictureHolds(picture, text) {
  const wanted = [...picture];
  const found = [...text];
  return wanted.length === found.length && wanted.every((sign, index) => {
    const character = found[index];
    return sign === "9" ? character >= "0" && character <= "9" : sign === "A" ? character >= "A" && character <= "Z" : character === sign;
  });
}
