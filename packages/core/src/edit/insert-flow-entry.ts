// Adds an entry at the end of a YAML map in braces.
import type { YAMLMap } from 'yaml';
import type { TextEdit } from '../diagnostics/diagnostic.ts';
import { contentEnd, endOfLineIn, indentAt, keyStart, lineEnd, lineStart } from './layout.ts';

/** @param entry `key: value` on one line @param step the indentation of a first entry on a line of its own */
export function insertFlowEntry(text: string, map: YAMLMap, entry: string, step: number): TextEdit {
  const [start = 0, end = 0] = map.range ?? [];
  const close = end - 1;
  const last = map.items.at(-1);
  if (last === undefined) return intoEmpty(text, { start: start + 1, end: close }, entry, step);

  const lastEnd = contentEnd(text, last);
  const comma = findComma(text, lastEnd, close);
  const behind = comma === undefined ? lastEnd : comma + 1;
  const isOnOwnLine = text.slice(lineStart(text, keyStart(last)), keyStart(last)).trim() === '';
  const rest = text.slice(behind, lineEnd(text, behind));
  if (!isOnOwnLine || /^\s*[^\s#]/.test(rest))
    return insertion(behind, comma === undefined ? `, ${entry}` : ` ${entry},`);

  const line = `${endOfLineIn(text)}${' '.repeat(indentAt(text, keyStart(last)))}${entry}`;
  if (comma !== undefined) return insertion(behind + rest.length, `${line},`);
  // The comma goes behind the entry, the new line behind the comment that explains it.
  if (rest.trim() === '') return insertion(behind, `,${line}`);
  return { range: { start: behind, end: behind + rest.length }, text: `,${rest}${line}` };
}

function intoEmpty(
  text: string,
  { start, end }: { start: number; end: number },
  entry: string,
  step: number,
): TextEdit {
  const inner = text.slice(start, end);
  if (!inner.includes('\n')) return insertion(start, inner === '' ? ` ${entry} ` : ` ${entry}`);
  const lastLine = lineStart(text, end);
  const indent = ' '.repeat(indentAt(text, end) + step);
  return insertion(lastLine, `${indent}${entry}${endOfLineIn(text)}`);
}

/** The comma behind the last entry, if there is one; comments may stand before it. */
function findComma(text: string, from: number, to: number): number | undefined {
  for (let at = from; at < to; at++) {
    if (text[at] === ',') return at;
    if (text[at] === '#') at = lineEnd(text, at);
  }
  return undefined;
}

const insertion = (at: number, text: string): TextEdit => ({ range: { start: at, end: at }, text });
