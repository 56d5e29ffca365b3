// What a command line that is being typed expects at the cursor.
import type { ArgumentGrammar, CommandGrammar, FlagGrammar } from '../grammar/grammar.ts';
import { type Kind, kindOf } from './kinds.ts';

/** What may stand at the cursor. */
export type Expectation =
  | { readonly what: 'flag'; readonly flags: readonly FlagGrammar[] }
  | {
      readonly what: 'value';
      readonly kind: Kind;
      readonly options: readonly string[];
      /** What the word begins with before the value, such as `--out=`. */
      readonly prefix: string;
      /** Values that were given already. */
      readonly given: readonly string[];
    }
  | { readonly what: 'nothing' };

/** What the finished words of a command came to. */
export interface Progress {
  /** The flag whose value comes next. */
  readonly pending: FlagGrammar | undefined;
  /** Whether no flag can follow, because of `--`. */
  readonly ended: boolean;
  /** The flags that were given, with their values. */
  readonly flags: ReadonlyMap<FlagGrammar, readonly string[]>;
  /** The arguments that were given. */
  readonly positions: readonly string[];
}

/** @param current the word at the cursor, as far as it is typed */
export function expectation(
  command: CommandGrammar,
  { pending, ended, flags, positions }: Progress,
  current: string,
): Expectation {
  const open = command.flags.filter((flag) => flag.multiple || !flags.has(flag));
  if (pending?.value !== undefined && !(pending.greedy && current.startsWith('-'))) {
    return expectValue(pending, '', flags.get(pending) ?? [], current);
  }
  if (!ended && current.startsWith('-')) {
    const joined = joinedFlag(command.flags, current);
    if (!joined) return { what: 'flag', flags: open };
    const { flag, prefix } = joined;
    return expectValue(flag, prefix, flags.get(flag) ?? [], current);
  }
  const argument =
    command.arguments[positions.length] ?? command.arguments.findLast(({ multiple }) => multiple);
  if (argument) return expectValue(argument, '', positions, current);
  return ended ? { what: 'nothing' } : { what: 'flag', flags: open };
}

function expectValue(
  { options, ...thing }: ArgumentGrammar | FlagGrammar,
  prefix: string,
  given: readonly string[],
  current: string,
): Expectation {
  const kind = kindOf('value' in thing ? (thing.value ?? '') : thing.name);
  if (!('listed' in thing && thing.listed)) return { what: 'value', kind, options, prefix, given };
  const listed = current.slice(0, current.lastIndexOf(',') + 1);
  const before = listed.slice(prefix.length).split(',');
  return {
    what: 'value',
    kind,
    options,
    prefix: listed.length > prefix.length ? listed : prefix,
    given: [...given.flatMap((value) => value.split(',')), ...before],
  };
}

/** @param words the finished ones after the command */
export function follow(known: readonly FlagGrammar[], words: readonly string[]): Progress {
  const flags = new Map<FlagGrammar, string[]>();
  const positions: string[] = [];
  let pending: FlagGrammar | undefined;
  let ended = false;
  const give = (flag: FlagGrammar, value?: string) => {
    flags.set(flag, [...(flags.get(flag) ?? []), ...(value === undefined ? [] : [value])]);
    // A greedy flag takes what follows too, until another flag comes.
    pending = flag.value !== undefined && (value === undefined || flag.greedy) ? flag : undefined;
  };
  for (const word of words) {
    const isFlag = !ended && word.startsWith('-') && word !== '-';
    if (pending && !(isFlag && pending.greedy)) give(pending, word);
    else if (isFlag && word === '--') [ended, pending] = [true, undefined];
    else if (isFlag) {
      const joined = joinedFlag(known, word);
      const flag = joined?.flag ?? findFlag(known, word);
      if (flag) give(flag, joined ? word.slice(joined.prefix.length) : undefined);
      else pending = undefined;
    } else positions.push(word);
  }
  return { pending, ended, flags, positions };
}

function findFlag(known: readonly FlagGrammar[], word: string): FlagGrammar | undefined {
  return known.find(
    ({ name, char, negatable }) =>
      word === `--${name}` || (negatable && word === `--no-${name}`) || word === `-${char}`,
  );
}

/** A flag and its value in one word: `--out=plan.json`, `-oplan.json`. */
function joinedFlag(
  known: readonly FlagGrammar[],
  word: string,
): { readonly flag: FlagGrammar; readonly prefix: string } | undefined {
  const prefix = word.startsWith('--') ? /^--[^=]+=/.exec(word)?.[0] : /^-\w(?=.)/.exec(word)?.[0];
  const flag = prefix === undefined ? undefined : findFlag(known, prefix.replace(/=$/, ''));
  return prefix !== undefined && flag?.value !== undefined ? { flag, prefix } : undefined;
}
