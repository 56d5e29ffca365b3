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

/**
 * The style of a stream. Over what the stream is decide, the strongest first: --no-color, NO_COLOR, FORCE_COLOR,
 * CLICOLOR_FORCE, CLICOLOR and TERM. COLUMNS gives the width of what has none of its own.
 */
export function styleFor(stream: Stream, environment: Environment, noColor: boolean): Style {
  return makeStyle({
    colour: !noColor && wantsColour(stream, environment),
    unicode: showsUnicode(environment),
    width: stream.columns || columnsOf(environment) || LOG_WIDTH,
  });
}

/** A variable that is set to nothing counts as not set, as everywhere. The levels 1 to 3 make no difference: sixteen colours do. */
function wantsColour({ isTTY }: Stream, environment: Environment): boolean {
  const { NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, CLICOLOR, TERM } = environment;
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return !isOff(FORCE_COLOR);
  if (CLICOLOR_FORCE && !isOff(CLICOLOR_FORCE)) return true;
  return isTTY === true && TERM !== 'dumb' && !(CLICOLOR && isOff(CLICOLOR));
}

const isOff = (value: string): boolean => ['0', 'false'].includes(value);

function columnsOf({ COLUMNS }: Environment): number | undefined {
  return COLUMNS !== undefined && /^[1-9]\d{0,3}$/.test(COLUMNS) ? Number(COLUMNS) : undefined;
}

/** Without any locale, as in most containers, only the Linux console is known to lack characters. */
function showsUnicode({ LC_ALL, LC_CTYPE, LANG, TERM }: Environment): boolean {
  const locale = LC_ALL || LC_CTYPE || LANG;
  return locale ? /utf-?8/i.test(locale) : TERM !== 'linux';
}

/** Whether a question would be seen and could be answered. CI may offer a terminal, but nobody is there. */
export function isInteractive(input: Stream, output: Stream, environment: Environment): boolean {
  return input.isTTY === true && output.isTTY === true && environment.TERM !== 'dumb' && !isCi(environment);
}

/** Whether somebody watches, on something that can move its cursor and says how wide it is. */
export function canRewrite({ isTTY, columns }: Stream, environment: Environment): boolean {
  return isTTY === true && Boolean(columns) && environment.TERM !== 'dumb' && !isCi(environment);
}

function isCi({ CI }: Environment): boolean {
  return Boolean(CI) && !isOff(CI ?? '');
}
