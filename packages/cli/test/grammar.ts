// What can be typed, as the built program has it.
import { fileURLToPath } from 'node:url';
import { Config } from '@oclif/core/config';
import { grammarOf } from '../src/grammar/grammar.ts';

export const config = await Config.load({ root: fileURLToPath(new URL('..', import.meta.url)) });

/** Every command, sorted by name. */
export const commands = grammarOf(config.commands);

/** Those that help lists. */
export const shownCommands = commands.filter(({ hidden }) => !hidden);
