// What the terminal can show, and whether somebody sits at it.
import { makeStyle, type Style } from '../render/style.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The part of a stream that matters here. */
interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Logs have no width of their own. */
const LOG_WIDTH = 120;

/** The style of a stream. NO_COLOR and FORCE_COLOR decide over what the stream is. */
export function styleFor(stream: Stream, environment: Environment, noColor: boolean): Style {
  return makeStyle({
    colour: !noColor && wantsColour(stream, environment),
    unicode: showsUnicode(environment),
    width: stream.columns || Number(environment.COLUMNS) || LOG_WIDTH,
  });
}

function wantsColour({ isTTY }: Stream, { NO_COLOR, FORCE_COLOR, TERM }: Environment): boolean {
  if (NO_COLOR) return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return !['0', 'false'].includes(FORCE_COLOR);
  return isTTY === true && TERM !== 'dumb';
}

/** Without any locale, as in most containers, only the Linux console is known to lack characters. */
function showsUnicode({ LC_ALL, LC_CTYPE, LANG, TERM }: Environment): boolean {
  const locale = LC_ALL || LC_CTYPE || LANG;
  return locale ? /utf-?8/i.test(locale) : TERM !== 'linux';
}

/** Whether a question would be seen and could be answered. CI may offer a terminal, but nobody is there. */
export function isInteractive(input: Stream, output: Stream, { CI, TERM }: Environment): boolean {
  const isCi = CI !== undefined && !['', '0', 'false'].includes(CI);
  return input.isTTY === true && output.isTTY === true && TERM !== 'dumb' && !isCi;
}
