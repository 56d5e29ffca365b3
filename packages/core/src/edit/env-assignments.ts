// Finds the assignments in the text of a .env file, as node's parseEnv reads it.
import type { Range } from '../diagnostics/diagnostic.ts';

export interface Assignment {
  readonly name: string;
  /** The value with its quotes, but without what follows it on the line. */
  readonly value: Range;
}

const quotedValue = /(["'`])[\s\S]*?\1/y;
const blank = /[ \t]*/y;

/** All assignments in order. In odd files node may see others; whoever edits one has to read the result back. */
export function findAssignments(text: string): Assignment[] {
  const found: Assignment[] = [];
  for (let at = 0; at < text.length; ) {
    const end = endOfLine(text, at);
    const line = text.slice(at, end);
    const equals = line.indexOf('=');
    if (equals === -1 || line.trimStart().startsWith('#')) {
      at = end + 1;
      continue;
    }
    const name = line
      .slice(0, equals)
      .trim()
      .replace(/^export /, '')
      .trim();
    const value = valueAt(text, at + equals + 1, end);
    found.push({ name, value });
    at = endOfLine(text, value.end) + 1;
  }
  return found;
}

function valueAt(text: string, from: number, lineEnd: number): Range {
  blank.lastIndex = from;
  const start = from + (blank.exec(text)?.[0].length ?? 0);
  quotedValue.lastIndex = start;
  const quoted = quotedValue.exec(text);
  if (quoted) return { start, end: start + quoted[0].length };
  const plain = /^[^#]*/.exec(text.slice(start, lineEnd))?.[0].trimEnd() ?? '';
  return { start, end: start + plain.length };
}

function endOfLine(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline === -1 ? text.length : newline;
}
