// Takes apart a command line that is being typed, as far as the cursor, the way shells do.

/** The line up to the cursor. */
export interface TypedLine {
  /** The finished words without their quotes, the program first. */
  readonly words: readonly string[];
  readonly current: CurrentWord;
}

/** The word at the cursor, which may be empty. */
export interface CurrentWord {
  /** Without its quotes. */
  readonly text: string;
  /** The quote that is still open. */
  readonly quote: '' | '"' | "'";
  /** How many characters of `text` stand before the part that bash calls the current word. */
  readonly before: number;
}

const NOTHING: CurrentWord = { text: '', quote: '', before: 0 };

/**
 * @param line as it was typed, up to the cursor
 * @param breaks the characters at which bash, unlike everybody else, breaks a word in two
 */
export function readLine(line: string, breaks = ''): TypedLine {
  const words: string[] = [];
  let word: CurrentWord | undefined;
  let escaped = false;
  for (const sign of line) {
    const { text, quote, before } = word ?? NOTHING;
    if (escaped) {
      word = { text: text + sign, quote, before };
      escaped = false;
    } else if (sign === '\\' && quote !== "'") {
      word = { text, quote, before };
      escaped = true;
    } else if (sign === quote) {
      word = { text, quote: '', before };
    } else if (quote === '' && (sign === '"' || sign === "'")) {
      word = { text, quote: sign, before: text.length };
    } else if (quote === '' && /\s/.test(sign)) {
      if (word) words.push(text);
      word = undefined;
    } else {
      const isBreak = quote === '' && breaks.includes(sign);
      word = { text: text + sign, quote, before: isBreak ? text.length + sign.length : before };
    }
  }
  return { words: fromProgram(words), current: word ?? NOTHING };
}

/** Leaves out what may precede the program, such as `and`, `sudo` or the assignment of a variable. */
function fromProgram(words: readonly string[]): readonly string[] {
  const at = words.findIndex((word) => /(^|\/)flowlink$/.test(word));
  return words.slice(Math.max(at, 0));
}
