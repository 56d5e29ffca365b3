// Prints rows in columns, for people.

/** @param header the columns' names @returns lines, each with an end */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [header, ...rows].map((row) => row.map(harmless));
  const widths = header.map((_, column) => Math.max(...cells.map((row) => lengthOf(row[column] ?? ''))));
  const lines = cells.map((row) =>
    row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - lengthOf(cell))).join('  '),
  );
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

const lengthOf = (text: string) => [...text].length;

/** Nothing that a terminal obeys. */
export function harmless(text: string): string {
  return text.replaceAll(/\p{C}/gu, '\u{fffd}');
}
