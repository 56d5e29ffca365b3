// Completes a command line: what could stand at the cursor.
import type { CommandGrammar, FlagGrammar } from '../grammar/grammar.ts';
import type { TypedLine } from './command-line.ts';
import { expectation, follow, type Progress } from './expectation.ts';
import type { Kind } from './kinds.ts';

/** Something that could stand at the cursor, as a whole word without quotes. */
export interface Candidate {
  readonly word: string;
  readonly description: string;
}

/** What a shell is told: words to offer, or to look for files or folders itself, behind a prefix. */
export type Completion =
  | { readonly offer: 'words'; readonly candidates: readonly Candidate[] }
  | { readonly offer: 'files' | 'folders'; readonly prefix: string };

/** Values that have to be looked up, and where. */
export interface Wanted {
  readonly kind: Exclude<Kind, 'file' | 'folder' | 'free'>;
  /** The project's root. */
  readonly directory: string;
}

/** Finds all values of a kind, each with a description that may be empty. */
export type FindValues = (
  wanted: Wanted,
) => Promise<readonly (readonly [value: string, description: string])[]>;

/** @param line what is typed, from the program to the cursor */
export async function complete(
  commands: readonly CommandGrammar[],
  { words: [, first, ...others], current }: TypedLine,
  findValues: FindValues,
): Promise<Completion> {
  const shown = commands.filter(({ hidden }) => !hidden);
  if (first === undefined) return words(current.text.startsWith('-') ? rootFlags : commandWords(shown));
  if (first === 'help') return words(others.length === 0 ? commandWords(shown) : []);
  const command = shown.find(({ name }) => name === first);
  if (!command) return words([]);
  const progress = follow(command.flags, others);
  const expected = expectation(command, progress, current.text);
  if (expected.what === 'flag') return words(expected.flags.flatMap(flagWords));
  if (expected.what === 'nothing') return words([]);
  const { kind, options, prefix } = expected;
  if (options.length > 0)
    return words(
      open(
        options.map((value) => [value, '']),
        expected,
      ),
    );
  switch (kind) {
    case 'file':
      return { offer: 'files', prefix };
    case 'folder':
      return { offer: 'folders', prefix };
    case 'free':
      return words([]);
    default:
      return words(open(await findValues({ kind, directory: directoryOf(progress) }), expected));
  }
}

const words = (candidates: readonly Candidate[]): Completion => ({ offer: 'words', candidates });

const rootFlags: readonly Candidate[] = [
  { word: '--help', description: 'List the commands.' },
  { word: '--version', description: 'Say which version this is.' },
];

function commandWords(commands: readonly CommandGrammar[]): Candidate[] {
  return commands.map(({ name, summary }) => ({ word: name, description: summary }));
}

function flagWords({ name, summary, negatable }: FlagGrammar): Candidate[] {
  return [
    { word: `--${name}`, description: summary },
    ...(negatable ? [{ word: `--no-${name}`, description: `The opposite of --${name}.` }] : []),
  ];
}

/** The values that were not given yet, as words. */
function open(
  values: readonly (readonly [value: string, description: string])[],
  { prefix, given }: { readonly prefix: string; readonly given: readonly string[] },
): Candidate[] {
  return values
    .filter(([value]) => !given.includes(value))
    .map(([value, description]) => ({ word: prefix + value, description }));
}

function directoryOf({ flags }: Progress): string {
  const [, values] = [...flags].find(([{ name }]) => name === 'directory') ?? [];
  return values?.at(-1) ?? '.';
}
