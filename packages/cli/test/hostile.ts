// Text that would steer a terminal or hide what it says, and the proof that none of it came out.
import stringWidth from 'fast-string-width';

/** An escape sequence, a bell, a line end, a reordering character and an invisible one around `text`. */
export function hostile(text: string): string {
  return `\u001B[2J\u001B]0;owned\u0007${text}\n\r\u202Egnp.exe\u200B\u009B31m`;
}

/** Wider than any terminal, without a place to break. */
export const veryLong = `${'very-'.repeat(50)}long`;

/** What is left to steer a terminal with; our own line ends are fine. */
export function unsafeIn(text: string): string[] {
  return (
    text.replaceAll('\n', '').match(/[\p{Cc}\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu) ?? []
  );
}

/** The columns of the widest line. */
export function widthOf(text: string): number {
  return Math.max(...text.split('\n').map((line) => stringWidth(line)));
}
