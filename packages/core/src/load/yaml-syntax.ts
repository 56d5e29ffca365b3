// Puts the YAML parser's errors into words.
import type { YAMLError } from 'yaml';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/source-file.ts';
import type { DuplicateKey } from './duplicate-keys.ts';
import { rangeOf } from './nodes.ts';
import type { OddNode } from './odd-nodes.ts';

/** Sentences for the mistakes that people make most; for the others the parser's own words serve. */
const known: Partial<Record<YAMLError['code'], { detail: string; fix: string }>> = {
  TAB_AS_INDENT: {
    detail: 'A tab is used for indentation, which YAML does not allow.',
    fix: 'Indent with spaces.',
  },
  RESOURCE_EXHAUSTION: {
    detail: 'The nesting is too deep to be read.',
    fix: 'Look for a run of opening brackets or braces.',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    detail:
      'A map begins on the line of another key, or the lines below are indented further than they should be.',
    fix: 'Let each key of a map start in the same column, on a line of its own.',
  },
  BAD_INDENT: {
    detail: 'The indentation does not fit the lines above.',
    fix: 'Align keys of the same map; indent what belongs to a key by two spaces.',
  },
};

/** @param source the file */
export function explainSyntax({ path, text }: SourceFile, { code, message, pos }: YAMLError): Diagnostic {
  const start = Math.min(pos[0], text.length);
  const range = { start, end: Math.min(Math.max(pos[1], start + 1), text.length) };
  // How deep the parser gets depends on the machine, so the place would too.
  const place = code === 'RESOURCE_EXHAUSTION' ? { start: 0, end: 0 } : range;
  const words = known[code] ?? { detail: `${message.replace(/\.?$/, '.')}` };
  return diagnostic('yaml-syntax', { file: path, range: place, ...words });
}

/** @param path the file */
export function explainDuplicate(path: string, { name, first, second }: DuplicateKey): Diagnostic {
  return diagnostic('duplicate-key', {
    file: path,
    range: rangeOf(second),
    detail: `The key “${name}” stands twice in the same map; only one of the two could count.`,
    fix: 'Remove or rename one of them.',
    related: [{ file: path, range: rangeOf(first), message: 'it stands here first' }],
  });
}

type Refused = Exclude<OddNode, { kind: 'excess' }>;

/** @param path the file */
export function explainOddNode(path: string, odd: Refused): Diagnostic {
  const { start } = rangeOf(odd.node);
  return diagnostic('yaml-syntax', { file: path, range: { start, end: start + 1 }, ...wordsFor(odd) });
}

function wordsFor({ kind, node }: Refused): { detail: string; fix: string } {
  switch (kind) {
    case 'unknown-alias':
      return {
        detail: `There is no anchor “&${node.source}” before the alias “*${node.source}”.`,
        fix: 'Correct the name, or put quotation marks around a text that begins with an asterisk.',
      };
    case 'circle':
      return {
        detail: `The alias “*${node.source}” stands within what it stands for, which would have no end.`,
        fix: 'Write out what is meant.',
      };
    case 'odd-key':
      return {
        detail: 'A map or a list stands where a key should be.',
        fix: 'Look for a question mark or a brace too many; a text that begins with one goes into quotation marks.',
      };
  }
}
