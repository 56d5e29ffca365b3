// Reads a page of the documentation: its fenced blocks, code in its text, links and headings, each with its line.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { anchor } from '../../../scripts/reference/markdown.ts';

export const repository = fileURLToPath(new URL('../../../', import.meta.url));

export interface Block {
  /** The word behind the opening fence. */
  readonly language: string;
  /** Of its first line within the fences, counted from 1. */
  readonly line: number;
  readonly lines: readonly string[];
  /** The last line of text before it. */
  readonly introduction: string;
}

/** A piece of text and the line that it stands on. */
export interface Spot {
  readonly line: number;
  readonly text: string;
}

export interface Page {
  /** Path from the root of the repository. */
  readonly file: string;
  readonly blocks: readonly Block[];
  /** Code within the text. */
  readonly code: readonly Spot[];
  /** The targets of links and pictures. */
  readonly links: readonly Spot[];
  /** What a link to a heading can name. */
  readonly anchors: ReadonlySet<string>;
}

export function readPage(file: string): Page {
  const blocks: Block[] = [];
  const text: Spot[] = [];
  let open: { fence: string; indent: number; block: Block & { lines: string[] } } | undefined;
  let introduction = '';
  for (const [index, line] of readFileSync(repository + file, 'utf8')
    .split('\n')
    .entries()) {
    const [, space = '', fence, language = ''] = /^( *)(```+)(\S*)/.exec(line) ?? [];
    if (open) {
      if (fence?.startsWith(open.fence) && language === '') {
        blocks.push(open.block);
        open = undefined;
      } else open.block.lines.push(line.slice(Math.min(open.indent, line.length - line.trimStart().length)));
    } else if (fence) {
      const block = { language, line: index + 2, lines: [], introduction };
      open = { fence, indent: space.length, block };
    } else {
      if (line.trim() !== '') introduction = line;
      text.push({ line: index + 1, text: line });
    }
  }
  if (open) throw new Error(`${file}:${open.block.line}: the block does not end`);
  return {
    file,
    blocks,
    code: text.flatMap((spot) => found(spot, /`([^`]+)`/g)),
    links: text.flatMap((spot) =>
      found({ ...spot, text: spot.text.replaceAll(/`[^`]*`/g, '') }, /\]\(([^)\s]+)\)/g),
    ),
    anchors: new Set(
      text.flatMap(({ text }) => (/^#+ /.test(text) ? [anchor(text.replace(/^#+ /, ''))] : [])),
    ),
  };
}

function found({ line, text }: Spot, pattern: RegExp): Spot[] {
  return [...text.matchAll(pattern)].map(([, inner = '']) => ({ line, text: inner }));
}
