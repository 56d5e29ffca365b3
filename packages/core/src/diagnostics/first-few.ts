// Names in a sentence, however many there are.

const SHOWN = 5;

/** `a, b, c` or `a, b, c, d, e and 7 more`. @param shown how many are named */
export function firstFew(names: readonly string[], shown = SHOWN): string {
  if (names.length <= shown) return names.join(', ');
  return `${names.slice(0, shown).join(', ')} and ${names.length - shown} more`;
}
