// Names in a sentence, however many there are.

const SHOWN = 5;

/** `a, b, c` or `a, b, c, d, e and 7 more`. */
export function firstFew(names: readonly string[]): string {
  if (names.length <= SHOWN) return names.join(', ');
  return `${names.slice(0, SHOWN).join(', ')} and ${names.length - SHOWN} more`;
}
