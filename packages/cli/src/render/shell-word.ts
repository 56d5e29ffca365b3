// A word of a command line that can be copied into a shell.

/** Quoted only if it has to be. */
export function shellWord(word: string): string {
  return /^[\w./:@%+,=][\w./:@%+,=-]*$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
