// Keeps a few lines at the bottom of a terminal up to date, while whatever else is printed scrolls by above them.
import type { Clock } from '@flowlink/core';
import type { Terminal } from './edge/live-terminal.ts';

const FRAME_MS = 100;
/** Even if nothing changed: somebody may have typed into it. */
const REFRESH_MS = 1_000;
/** While a window is being resized nothing is drawn; only what was drawn before can be in the wrong place. */
const SETTLE_MS = 150;
const MIN_COLUMNS = 20;

const ERASE = '\r\u001B[J';
const [WRAP, NO_WRAP] = ['\u001B[?7h', '\u001B[?7l'];
/** Fills the last column, wherever that is, and lets the terminal wrap to the next row by itself. */
const NEXT_ROW = `\u001B[K\u001B[999C${WRAP}  \r${NO_WRAP}`;

/**
 * How it survives resizing. Terminals wrap what is on the screen anew, each in its way, so nobody can know how many rows a
 * drawn line takes afterwards. Therefore the cursor rests at the start of the region, and all rows are, to the terminal,
 * one line that it wrapped by itself: it keeps the cursor at the start of it, and one sequence erases the rest. Wrapping is
 * off within a row, so a row is one row even if the terminal has become narrower than the lines were made for.
 */
export class LiveRegion {
  readonly #terminal: Terminal;
  readonly #clock: Clock;
  readonly #lines: (columns: number) => readonly string[];
  readonly #stop: () => void;
  readonly #unwatch: () => void;
  #pending: { readonly text: string; readonly write: (text: string) => void }[] = [];
  /** What is on the screen, if that is still there. */
  #shown: string | undefined;
  #drawnAt = 0;
  #settledAt = 0;
  #height = 0;
  #isClosed = false;

  /** @param lines what to show now, in lines that leave the last of so many columns free; the first should be empty, for the cursor rests there */
  constructor(terminal: Terminal, clock: Clock, lines: (columns: number) => readonly string[]) {
    this.#terminal = terminal;
    this.#clock = clock;
    this.#lines = lines;
    this.#stop = clock.every(FRAME_MS, () => this.#draw());
    this.#unwatch = terminal.watch({
      resized: () => {
        this.#settledAt = this.#now() + SETTLE_MS;
        this.#shown = undefined;
      },
      suspending: () => this.#write(''),
      resumed: () => {
        this.#shown = undefined;
      },
      ending: () => this.close(),
    });
  }

  /** Prints whole lines above the region with the next frame. @param write to another stream than the region's */
  print(text: string, write: (text: string) => void = this.#terminal.write): void {
    if (text !== '') this.#pending.push({ text, write });
  }

  /** Takes the region away. What was printed stays. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#stop();
    this.#unwatch();
    this.#write('');
  }

  #draw(): void {
    const now = this.#now();
    if (now < this.#settledAt) return;
    const region = this.#frame();
    const isSame = region === this.#shown && this.#pending.length === 0;
    if (isSame && now - this.#drawnAt < REFRESH_MS) return;
    this.#write(region);
    this.#drawnAt = now;
  }

  /** One write, unless something goes to another stream in between. */
  #write(region: string): void {
    // What is in its place can be written over, which does not flicker.
    let text = this.#shown === undefined || this.#pending.length > 0 || region === '' ? ERASE : '\r';
    for (const piece of this.#pending) {
      if (piece.write === this.#terminal.write) {
        text += piece.text;
      } else {
        this.#terminal.write(text);
        piece.write(piece.text);
        text = '';
      }
    }
    this.#pending = [];
    this.#terminal.write(text + region);
    this.#shown = region;
  }

  /** All rows and the way back to the first. */
  #frame(): string {
    const { columns, rows } = this.#terminal.size();
    if (columns < MIN_COLUMNS || rows < 2) return '';
    const lines = this.#lines(columns).slice(0, rows - 1);
    // It never becomes lower, so that it does not move up and down.
    this.#height = Math.min(Math.max(this.#height, lines.length), rows - 1);
    const filled = [...lines, ...Array<string>(this.#height - lines.length).fill('')];
    const back = this.#height > 1 ? `\u001B[${this.#height - 1}A` : '';
    return `${NO_WRAP}${filled.join(NEXT_ROW)}\u001B[J${WRAP}${back}\r`;
  }

  #now(): number {
    return this.#clock.now().getTime();
  }
}
