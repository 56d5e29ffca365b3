// The few forms of Markdown that the generated pages are made of.

/** The top of a generated page. @param from what it is made from, as a path in the repository */
export function opening(title: string, from: string, introduction: string): string {
  return `<!-- Generated from ${from} by \`npx pnpm@10 docs\`; do not edit. -->\n\n# ${title}\n\n${introduction}\n`;
}

/** A table; columns in which no row has anything are left out, and without rows there is none. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const used = columns.map((_, index) => rows.some((row) => row[index] !== ''));
  const line = (cells: readonly string[]) => `| ${cells.filter((_, index) => used[index]).join(' | ')} |`;
  const rule = line(columns.map(() => '---'));
  return `${[line(columns), rule, ...rows.map((row) => line(row.map(cell)))].join('\n')}\n`;
}

function cell(text: string): string {
  return text
    .replaceAll('|', '\\|')
    .replaceAll(/\s*\n\s*/g, ' ')
    .trim();
}

export function code(text: string): string {
  return `\`${text}\``;
}

/** A block of code in a language. */
export function block(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\n`;
}

/** What GitHub makes of a heading in a link. */
export function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M} _-]/gu, '')
    .replaceAll(' ', '-');
}

/** Parts of a page, with a blank line between them. */
export function page(...parts: readonly string[]): string {
  const kept = parts.map((part) => part.trim()).filter((part) => part !== '');
  return `${kept.join('\n\n')}\n`;
}
