// The commands that hand a variable to CI. None of them has the value on its command line: it comes in on standard input.
import { shellWord } from './shell-word.ts';

/** Unlike gh, glab asks for nothing at a terminal. */
export const TYPED = '(read -rs value && printf %s "$value") | ';

export function githubCommand(name: string, isSecret: boolean): string {
  return `gh ${isSecret ? 'secret' : 'variable'} set ${shellWord(name)}`;
}

/** @param verb `set` refuses what is there already */
export function gitlabCommand(verb: 'set' | 'update', name: string, isSecret: boolean): string {
  return `glab variable ${verb} ${shellWord(name)}${isSecret ? ' --masked --raw' : ''}`;
}
