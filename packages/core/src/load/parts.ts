// Knows without parsing whether a text has more parts than a configuration could, each of which would take room as a node.

/** What ten thousand connections in one file have, five times over. Parsed, it takes about half a gigabyte. */
export const MAX_PARTS = 500_000;

/** Whether there are more lines and more items between commas than that. */
export function hasTooManyParts(text: string): boolean {
  // Each has at least one character.
  if (text.length <= MAX_PARTS) return false;
  let parts = 0;
  for (const mark of ['\n', ',']) {
    for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + 1)) {
      if (++parts > MAX_PARTS) return true;
    }
  }
  return false;
}
