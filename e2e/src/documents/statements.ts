// Takes the shell blocks of a page apart into statements, each with its line and what it is said to print.
import { spawnSync } from 'node:child_process';
import type { Block, Page } from './page.ts';

export interface Statement {
  /** `docs/start.md:12` */
  readonly place: string;
  readonly text: string;
  /** The lines that the page shows as its output. */
  readonly shown: readonly string[];
}

const SHELL = ['sh', 'bash', 'shell', 'console', 'shell-session'];

/** @param isWhole whether a first line is a statement by itself, whatever a shell makes of it */
export function statementsOf(page: Page, block: Block, isWhole: (line: string) => boolean): Statement[] {
  const isSession = block.lines.some((line) => line.startsWith('$ '));
  const place = (index: number) => `${page.file}:${block.line + index}`;
  if (isSession) {
    return block.lines.flatMap((line, index): Statement[] => {
      if (!line.startsWith('$ ')) return [];
      const rest = block.lines.slice(index + 1);
      const end = rest.findIndex((next) => next.startsWith('$ '));
      return [{ place: place(index), text: line.slice(2), shown: end === -1 ? rest : rest.slice(0, end) }];
    });
  }
  if (!SHELL.includes(block.language)) return [];
  const statements: Statement[] = [];
  for (let index = 0; index < block.lines.length; ) {
    const start = index;
    let text = block.lines[index++] ?? '';
    while (!isWhole(text) && !isComplete(text) && index < block.lines.length)
      text += `\n${block.lines[index++]}`;
    if (!/^\s*(#|$)/.test(text)) statements.push({ place: place(start), text, shown: [] });
  }
  return statements;
}

/** Asks the shell itself. A here-document that does not end is a warning only. */
function isComplete(text: string): boolean {
  if (text.endsWith('\\')) return false;
  const { status, stderr } = spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' });
  return status === 0 && stderr === '';
}
