// Shows for golden files what an edit did to a text, line by line.

/** Lines that went begin with -, lines that came with +; what is far from a change is left out. */
export function textDiff(before: string, after: string): string {
  const [old, next] = [shown(before), shown(after)];
  const lines: string[] = [];
  let [oldAt, nextAt] = [0, 0];
  while (oldAt < old.length || nextAt < next.length) {
    const [oldLine, nextLine] = [old[oldAt], next[nextAt]];
    if (oldLine === nextLine) {
      lines.push(`  ${oldLine}`);
      oldAt++;
      nextAt++;
    } else if (
      oldLine !== undefined &&
      (nextLine === undefined ||
        common(old.slice(oldAt + 1), next.slice(nextAt)) >= common(old.slice(oldAt), next.slice(nextAt + 1)))
    ) {
      lines.push(`- ${oldLine}`);
      oldAt++;
    } else {
      lines.push(`+ ${nextLine}`);
      nextAt++;
    }
  }
  return withoutFarLines(lines);
}

const CONTEXT = 3;

function withoutFarLines(lines: readonly string[]): string {
  const isNear = (index: number): boolean =>
    lines.slice(Math.max(index - CONTEXT, 0), index + CONTEXT + 1).some((line) => !line.startsWith('  '));
  return lines
    .map((line, index) => {
      if (isNear(index)) return `${line.trimEnd()}\n`;
      return index === 0 || isNear(index - 1) ? '  [...]\n' : '';
    })
    .join('');
}

/** Lines with what cannot be seen: tabs, byte order marks, and that the last line is not ended. */
function shown(text: string): string[] {
  const visible = text.replaceAll('\r\n', '\n').replaceAll('\t', '⇥').replaceAll('\uFEFF', '⌖');
  const lines = `${visible}⏎`.split('\n');
  return lines.at(-1) === '⏎' ? lines.slice(0, -1) : lines;
}

/** How many lines two texts have in common, in the same order. */
function common(before: readonly string[], after: readonly string[]): number {
  let row = new Array<number>(after.length + 1).fill(0);
  for (const line of before) {
    const next = [0];
    for (const [index, other] of after.entries())
      next.push(line === other ? (row[index] ?? 0) + 1 : Math.max(row[index + 1] ?? 0, next[index] ?? 0));
    row = next;
  }
  return row.at(-1) ?? 0;
}
