// Runs a program in a real pseudo-terminal, and reads the screen as a person would: through a terminal emulator.
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';
import type { Environment } from './programs.ts';

const flowlinkProgram = fileURLToPath(new URL('../../packages/cli/bin/flowlink.js', import.meta.url));

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

export interface TerminalSession {
  /** All lines, those that scrolled away included, however the terminal wraps them; empty ones at the end are left out. */
  lines(): Promise<string[]>;
  /** The rows of the screen as they are now. */
  screen(): Promise<string[]>;
  /** The bytes as the program wrote them. */
  raw(): string;
  /** As the keyboard sends it: Ctrl-C is \x03. */
  type(keys: string): void;
  /** Makes the window narrower or wider. */
  resize(size: TerminalSize): void;
  /** The exit code. */
  readonly ended: Promise<number>;
}

/** @param environment all there is besides PATH, TERM and a UTF-8 locale */
export function openTerminal(
  argv: readonly string[],
  cwd: string,
  environment: Environment,
  { columns, rows }: TerminalSize,
): TerminalSession {
  const screen = new headless.Terminal({ cols: columns, rows, scrollback: 10_000, allowProposedApi: true });
  const pty = spawn(process.execPath, [flowlinkProgram, ...argv], {
    cols: columns,
    rows,
    cwd,
    env: { PATH: process.env.PATH ?? '', TERM: 'xterm-256color', LANG: 'C.UTF-8', ...environment },
  });
  let raw = '';
  pty.onData((data) => {
    raw += data;
    screen.write(data);
  });
  const ended = new Promise<number>((resolve) => pty.onExit(({ exitCode }) => resolve(exitCode)));
  const parsed = () => new Promise<void>((resolve) => screen.write('', resolve));
  return {
    raw: () => raw,
    type: (keys) => pty.write(keys),
    resize(size) {
      screen.resize(size.columns, size.rows);
      pty.resize(size.columns, size.rows);
    },
    ended,
    async lines() {
      await parsed();
      return linesOf(screen.buffer.active);
    },
    async screen() {
      await parsed();
      const { active } = screen.buffer;
      return Array.from({ length: screen.rows }, (_, row) => {
        return (
          active
            .getLine(active.baseY + row)
            ?.translateToString()
            .trimEnd() ?? ''
        );
      });
    },
  };
}

/** Rows that the terminal wrapped are put together again. */
function linesOf(buffer: headless.IBuffer): string[] {
  const lines: string[] = [];
  for (let row = 0; row < buffer.length; row++) {
    const line = buffer.getLine(row);
    if (!line) continue;
    const text = line.translateToString(!buffer.getLine(row + 1)?.isWrapped);
    if (line.isWrapped && lines.length > 0) lines[lines.length - 1] += text;
    else lines.push(text);
  }
  while (lines.at(-1)?.trim() === '') lines.pop();
  return lines.map((line) => line.trimEnd());
}
