// The shells that can be completed in, and how a completion is put for the script of each.
import { clean } from '../render/clean.ts';
import type { CurrentWord } from './command-line.ts';
import type { Candidate, Completion } from './complete.ts';

/** The scripts by shell, as files of this package. */
export const completionFiles = {
  bash: 'flowlink.bash',
  zsh: '_flowlink',
  fish: 'flowlink.fish',
} as const;

export type Shell = keyof typeof completionFiles;

export const shells = Object.keys(completionFiles) as readonly Shell[];

export const isShell = (name: string): name is Shell => name in completionFiles;

/**
 * The answer to a script: a line with what is offered, then one line for each candidate. zsh and fish match and quote by
 * themselves, by rules that users can set, and show descriptions; bash gets only what fits, quoted.
 */
export function answerFor(shell: Shell, completion: Completion, current: CurrentWord): string {
  if (completion.offer !== 'words') {
    // In bash the path alone is the current word.
    const prefix = shell === 'bash' || completion.prefix === '' ? '' : ` ${completion.prefix}`;
    return `${completion.offer}${prefix}\n`;
  }
  // A name with such characters could not be told from an answer's structure, and cannot be valid.
  const candidates = completion.candidates.filter(({ word }) => word === clean(word, { unicode: true }));
  const lines = shell === 'bash' ? bashWords(candidates, current) : candidates.map(describedLine);
  return ['words', ...lines, ''].join('\n');
}

function describedLine({ word, description }: Candidate): string {
  return `${word}\t${clean(description, { unicode: true })}`;
}

function bashWords(candidates: readonly Candidate[], { text, quote, before }: CurrentWord): string[] {
  return candidates
    .filter(({ word }) => word.startsWith(text))
    .map(({ word }) => quoted(word.slice(before), quote));
}

/** A word as it continues behind the quote that is open, if any. */
function quoted(word: string, quote: CurrentWord['quote']): string {
  if (quote === "'") return word.replaceAll("'", String.raw`'\''`);
  if (quote === '"') return word.replace(/["$`\\]/g, String.raw`\$&`);
  return word.replace(/[^\w@%+=:,./-]/gu, String.raw`\$&`);
}
