// Parses one YAML file, with every problem at its place and positions for whoever comes later.
import { type Document, parseDocument, visit } from 'yaml';
import { type Diagnostic, diagnostic, type Range } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/source-file.ts';
import { secretRanges } from './secret-ranges.ts';
import { explainSyntax } from './yaml-syntax.ts';

/** A file that was read and parsed. */
export interface YamlFile extends SourceFile {
  readonly document: Document;
  /** The content as plain data; undefined if the file has errors. */
  readonly value?: unknown;
}

/** The deepest nesting; a configuration has seven levels. */
const MAX_DEPTH = 50;
/** How many nodes aliases may expand to. */
const MAX_ALIAS_COUNT = 1000;

/** Parses a file by the core schema of YAML 1.2. */
export function parseYaml(path: string, text: string): { file: YamlFile; diagnostics: Diagnostic[] } {
  const document = parseWithinLimits(text);
  if (!document) {
    const file = { path, text, redactions: [], document: parseDocument('') };
    return { file, diagnostics: [limit(path, 'The nesting is too deep to be read.')] };
  }
  const file: YamlFile = { path, text, document, redactions: secretRanges(document, text) };
  if (document.errors.length > 0) return { file, diagnostics: syntaxProblems(path, document) };
  if (document.contents === null) {
    const detail = `${path} holds nothing. That could mean “destroy everything”, so it is refused.`;
    const fix = 'Write `connections: {}` if there really are none.';
    return {
      file,
      diagnostics: [diagnostic('empty-file', { file: path, range: { start: 0, end: 0 }, detail, fix })],
    };
  }
  const deep = nodeTooDeep(document);
  if (deep)
    return { file, diagnostics: [limit(path, `The nesting goes deeper than ${MAX_DEPTH} levels.`, deep)] };
  try {
    return { file: { ...file, value: document.toJS({ maxAliasCount: MAX_ALIAS_COUNT }) }, diagnostics: [] };
  } catch (error) {
    // The library refuses alias bombs by throwing.
    if (!(error instanceof ReferenceError)) throw error;
    return { file, diagnostics: [limit(path, `The aliases expand to more than ${MAX_ALIAS_COUNT} nodes.`)] };
  }
}

/** Every duplicate key, but of the other errors only the first: those behind it are mostly its consequences. */
function syntaxProblems(path: string, document: Document): Diagnostic[] {
  const problems = document.errors.map((error) => explainSyntax(path, error, document));
  const first = problems.find(({ code }) => code !== 'duplicate-key');
  return problems.filter((problem) => problem.code === 'duplicate-key' || problem === first);
}

function limit(path: string, detail: string, range: Range = { start: 0, end: 0 }): Diagnostic {
  return diagnostic('yaml-limit', {
    file: path,
    range,
    detail,
    fix: 'A configuration needs neither deep nesting nor large aliases; write the parts out.',
  });
}

function parseWithinLimits(text: string): Document | undefined {
  try {
    return parseDocument(text, { version: '1.2', schema: 'core', prettyErrors: false, logLevel: 'error' });
  } catch (error) {
    // The parser is recursive: absurd nesting exhausts the stack.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function nodeTooDeep(document: Document): Range | undefined {
  let found: Range | undefined;
  visit(document, {
    Collection(_key, node, ancestors) {
      if (ancestors.length <= MAX_DEPTH * 2) return undefined;
      found = { start: node.range?.[0] ?? 0, end: (node.range?.[0] ?? 0) + 1 };
      return visit.BREAK;
    },
  });
  return found;
}
