// Collects what stands beside the content while a file is read: comments and blank lines.
import { columnOf } from '../lines.ts';
import { readLexemes } from '../yaml/lexemes.ts';
import { isBlank, type Note } from './tree.ts';

/**
 * Gives comments at the end of a line to what stands on that line; the others wait until somebody takes them. It has to
 * hear of all content, in order, by the offset at which it begins.
 */
export class Margin {
  readonly #text: string;
  /** Comments and ends of lines; those inside of scalars are content. */
  readonly #lexemes: readonly { readonly text: string; readonly offset: number }[];
  #next = 0;
  #waiting: Note[] = [];
  #isLineEmpty = true;
  #behind: string[] = [];
  #mayContinue = false;
  /** Where the last comment behind content began, if the next line may belong to it. */
  #continuedAt: number | undefined;

  /** @param text of the file, with plain line feeds */
  constructor(text: string) {
    this.#text = text;
    this.#lexemes = readLexemes(text).filter(({ text, isScalar }) => !isScalar && /^[#\n]/.test(text));
  }

  columnOf(offset: number): number {
    return columnOf(this.#text, offset);
  }

  /** Whether the content at an offset is the first of its line. */
  isFirstOfLine(offset: number): boolean {
    this.#readTo(offset);
    return this.#isLineEmpty;
  }

  /** Passes a value. @param behind gets the comments at the end of its line and right under them */
  passValue(offset: number, behind: string[]): void {
    this.passMark(offset, behind);
    this.#mayContinue = true;
  }

  /** Passes something that announces a value. @param behind gets the comment at the end of its line */
  passMark(offset: number, behind: string[]): void {
    this.#readTo(offset);
    this.#isLineEmpty = false;
    this.#behind = behind;
    this.#mayContinue = false;
    this.#continuedAt = undefined;
  }

  /** Passes content that ends with an end of line. @param end where the next line begins */
  passLines(end: number): void {
    this.passMark(end, []);
    this.#isLineEmpty = true;
  }

  /** Passes a line with a syntax of its own, and keeps it among the comments. */
  passDirective(offset: number, text: string): void {
    this.passMark(offset, []);
    this.#waiting.push({ text, column: 0 });
  }

  /** What has been waiting when the content at an offset begins. */
  take(offset: number): Note[] {
    this.#readTo(offset);
    const taken = this.#waiting;
    this.#waiting = [];
    return taken;
  }

  #readTo(offset: number): void {
    for (;;) {
      const lexeme = this.#lexemes[this.#next];
      if (lexeme === undefined || lexeme.offset >= offset) return;
      this.#next++;
      if (lexeme.text.startsWith('#')) this.#addComment(lexeme.text.trimEnd(), this.columnOf(lexeme.offset));
      else this.#endLine();
    }
  }

  #endLine(): void {
    const last = this.#waiting.at(-1);
    if (this.#isLineEmpty && (last === undefined || !isBlank(last)))
      this.#waiting.push({ text: '', column: 0 });
    this.#isLineEmpty = true;
  }

  #addComment(text: string, column: number): void {
    if (!this.#isLineEmpty) {
      this.#behind.push(text);
      if (this.#mayContinue) this.#continuedAt = column;
    } else if (column === this.#continuedAt && this.#waiting.length === 0) {
      this.#behind.push(text);
    } else {
      this.#waiting.push({ text, column });
    }
    // The end of its line makes no blank line.
    this.#isLineEmpty = false;
  }
}
