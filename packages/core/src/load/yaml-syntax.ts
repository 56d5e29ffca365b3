// Puts the YAML parser's errors into words.
import { type Document, isMap, isScalar, visit, type YAMLError } from 'yaml';
import { type Diagnostic, diagnostic, type Range } from '../diagnostics/diagnostic.ts';
import { rangeOf } from './nodes.ts';

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

/** @param path the file @param error what the parser reports @param document as far as it could be parsed */
export function explainSyntax(path: string, error: YAMLError, document: Document): Diagnostic {
  const range = { start: error.pos[0], end: Math.max(error.pos[1], error.pos[0] + 1) };
  if (error.code === 'DUPLICATE_KEY') return duplicateKey(path, range, document);
  // How deep the parser gets depends on the machine, so the place would too.
  const place = error.code === 'RESOURCE_EXHAUSTION' ? { start: 0, end: 0 } : range;
  const words = known[error.code] ?? { detail: `${error.message.replace(/\.?$/, '.')}` };
  return diagnostic('yaml-syntax', { file: path, range: place, ...words });
}

function duplicateKey(path: string, second: Range, document: Document): Diagnostic {
  let name = '';
  let first: Range | undefined;
  visit(document, {
    Map(_key, map) {
      if (!isMap(map)) return undefined;
      const again = map.items.find(({ key }) => isScalar(key) && key.range?.[0] === second.start);
      if (!again || !isScalar(again.key)) return undefined;
      name = String(again.key.value);
      const original = map.items.find(({ key }) => isScalar(key) && String(key.value) === name);
      first = original && isScalar(original.key) ? rangeOf(original.key) : undefined;
      return visit.BREAK;
    },
  });
  return diagnostic('duplicate-key', {
    file: path,
    range: { start: second.start, end: second.start + Math.max(name.length, 1) },
    detail: `The key “${name}” stands twice in the same map; only one of the two could count.`,
    fix: 'Remove or rename one of them.',
    ...(first ? { related: [{ file: path, range: first, message: 'it stands here first' }] } : {}),
  });
}
