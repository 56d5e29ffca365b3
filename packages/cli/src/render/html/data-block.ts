// JSON that can stand in a script element of an HTML document.

const UNSAFE = /[<>&\u2028\u2029]/g;

/** Nothing in it ends the element, begins a comment or is anything but JSON. */
export function dataBlock(data: unknown): string {
  return JSON.stringify(data).replace(
    UNSAFE,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
