// Flags as they are typed, and which commands have them.
import type { CommandGrammar, FlagGrammar } from '../grammar/grammar.ts';

/** A flag as it was typed, without its value, which could be anything. */
export function flagName(word: string): string {
  return word.split('=')[0] ?? word;
}

/** Every way to write a flag in full. */
export function spellings({ name, negatable }: FlagGrammar): string[] {
  return [`--${name}`, ...(negatable ? [`--no-${name}`] : [])];
}

/** The listed commands that have a flag, written in full or as a letter. */
export function owners(word: string, commands: readonly CommandGrammar[]): CommandGrammar[] {
  return commands.filter((command) => !command.hidden && flagOf(command, word) !== undefined);
}

/** The flag of a command that a word means. */
export function flagOf({ flags }: CommandGrammar, word: string): FlagGrammar | undefined {
  return flags.find((flag) => spellings(flag).includes(word) || word === `-${flag.char}`);
}

/** A flag with the name of its value. @param word how the flag itself is written */
export function usageOf({ name, value }: FlagGrammar, word = `--${name}`): string {
  return value === undefined ? word : `${word} ${value}`;
}
