// What can be typed, as the build found it in the commands, so that help needs none of them.
import { readFileSync } from 'node:fs';
import type { CommandGrammar } from '../grammar/grammar.ts';

/** Every command, sorted by name. */
export function readGrammar(): CommandGrammar[] {
  return JSON.parse(readFileSync(new URL('../grammar.json', import.meta.url), 'utf8'));
}
