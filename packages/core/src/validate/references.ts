// The syntax of references: ${env:NAME}, ${env:NAME:-default}, and $${ for a literal ${.
import { visit } from 'yaml';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { rangeOf } from '../load/nodes.ts';
import type { YamlFile } from '../load/yaml-file.ts';

/** A piece of a scalar: literal text, or a variable with an optional default. */
export type Segment = { readonly text: string } | { readonly env: string; readonly fallback?: string };

const token = /\$\$\{|\$\{([^}]*)\}?/g;
const body = /^env:([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?$/;

/** Splits a scalar. Undefined if something looks like a reference and is none. */
export function parseReferences(scalar: string): Segment[] | undefined {
  const segments: Segment[] = [];
  let at = 0;
  for (const match of scalar.matchAll(token)) {
    if (match.index > at) segments.push({ text: scalar.slice(at, match.index) });
    at = match.index + match[0].length;
    if (match[0] === '$${') {
      segments.push({ text: '${' });
      continue;
    }
    const parsed = match[0].endsWith('}') ? body.exec(match[1] ?? '') : null;
    if (!parsed?.[1]) return undefined;
    segments.push(parsed[2] === undefined ? { env: parsed[1] } : { env: parsed[1], fallback: parsed[2] });
  }
  if (at < scalar.length) segments.push({ text: scalar.slice(at) });
  return segments;
}

/** The problems of all references in a file. Keys hold no references, so only values are looked at. */
export function checkReferences(file: YamlFile): Diagnostic[] {
  return holdsInvalid(file.value) ? explainReferences(file) : [];
}

function holdsInvalid(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('${') && !parseReferences(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(holdsInvalid);
}

/** Looks through the nodes, which tell the places. */
function explainReferences(file: YamlFile): Diagnostic[] {
  const problems: Diagnostic[] = [];
  visit(file.document, {
    Scalar(key, node) {
      if (key === 'key' || typeof node.value !== 'string' || !node.value.includes('${')) return;
      const range = rangeOf(node);
      // A literal in a secret field is reported as such, without a word about its content.
      if (file.redactions.some(({ start, end }) => start < range.end && end > range.start)) return;
      if (parseReferences(node.value)) return;
      problems.push(
        diagnostic('invalid-reference', {
          file: file.path,
          range,
          detail:
            'Only ${env:NAME} and ${env:NAME:-default} are references; NAME has letters, digits and underscores.',
          fix: 'Correct the reference, or write $${ for a literal ${.',
        }),
      );
    },
  });
  return problems;
}
