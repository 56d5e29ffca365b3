// Parses a YAML file, with every problem at its place and positions for whoever comes later.
import { Document, isScalar, parseAllDocuments, parseDocument } from 'yaml';
import { type Diagnostic, diagnostic, type Range } from '../diagnostics/diagnostic.ts';
import { firstErrors } from '../diagnostics/first-errors.ts';
import type { SourceFile } from '../diagnostics/source-file.ts';
import { duplicateKeys } from './duplicate-keys.ts';
import { type Placed, rangeOf } from './nodes.ts';
import { firstOddNode, MAX_ANCHORS } from './odd-nodes.ts';
import { hasTooManyParts, MAX_PARTS } from './parts.ts';
import { PlainPlaces } from './plain-places.ts';
import { readPlainYaml } from './plain-yaml.ts';
import { linesAfterSecretKeys, secretsElsewhere } from './secrets-in-text.ts';
import { MAX_DEPTH, type Survey, surveyDocument } from './survey.ts';
import { MAX_ALIAS_COUNT, yamlOptions } from './yaml-options.ts';
import { explainDuplicate, explainOddNode, explainSyntax } from './yaml-syntax.ts';

/** One YAML document of a file that was read and parsed. Offsets count from the beginning of the file. */
export interface YamlFile extends SourceFile, Placed {
  /** Which document of the file it is, from 0; those that hold nothing are counted. */
  readonly index: number;
  /** The content as plain data; undefined if the document has errors. */
  readonly value?: unknown;
}

/** How many documents one file may hold. */
const MAX_DOCUMENTS = 10_000;
const START = { start: 0, end: 0 };

/** All documents of a file, of which there is at least one unless there are errors. */
export interface ParsedFile {
  readonly source: SourceFile;
  readonly documents: readonly YamlFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Parses a file by the core schema of YAML 1.2. Documents that hold nothing beside others are passed over. */
export function parseYaml(path: string, text: string): ParsedFile {
  if (hasTooManyParts(text)) {
    const detail = `The file has more than ${MAX_PARTS} lines and items.`;
    const fix = 'Spread what it holds over several files.';
    return {
      source: { path, text, redactions: [] },
      documents: [],
      diagnostics: [limit(path, detail, START, fix)],
    };
  }
  const plain = readPlainYaml(text);
  if (plain) {
    const file = new PlainFile(path, text, plain);
    return { source: file, documents: [file], diagnostics: [] };
  }
  const parsed = parseWithinLimits(text);
  if (!parsed || parsed.length > MAX_DOCUMENTS) {
    const detail = parsed
      ? `The file holds more than ${MAX_DOCUMENTS} documents.`
      : 'The nesting is too deep to be read.';
    const source = { path, text, redactions: [] };
    return { source, documents: [], diagnostics: [limit(path, detail)] };
  }
  const surveyed = parsed.map((document, index) => ({ document, index, survey: surveyDocument(document) }));
  const secrets = [
    ...surveyed.flatMap(({ survey }) => survey.secrets),
    // With errors, the document has no reliable structure.
    ...(parsed.some(({ errors }) => errors.length > 0) ? linesAfterSecretKeys(text) : []),
  ];
  const redactions = [...secrets, ...secretsElsewhere(text, secrets)];
  const source: SourceFile = { path, text, redactions };
  const filled = surveyed.filter(({ document }) => document.errors.length > 0 || !isBlank(document));
  if (filled.length === 0) return { source, documents: [], diagnostics: [nothing(path)] };
  const read = filled.map(({ document, index, survey }) => readDocument(source, document, index, survey));
  return {
    source,
    documents: read.map(({ file }) => file),
    diagnostics: read.flatMap(({ diagnostics }) => diagnostics),
  };
}

/** A file that was read without a parser; its tree is made for whoever edits it, formats it or asks what a node is. */
class PlainFile implements YamlFile {
  readonly path: string;
  readonly text: string;
  readonly redactions: readonly Range[];
  readonly index = 0;
  readonly value: unknown;
  #document: Document | undefined;
  #places: PlainPlaces | undefined;

  constructor(path: string, text: string, value: unknown) {
    this.path = path;
    this.text = text;
    // No secret field holds anything but a reference.
    this.redactions = secretsElsewhere(text, []);
    this.value = value;
  }

  get places(): PlainPlaces {
    this.#places ??= new PlainPlaces((note) => readPlainYaml(this.text, note) ?? {});
    return this.#places;
  }

  get document(): Document {
    this.#document ??= parseDocument(this.text, yamlOptions);
    return this.#document;
  }
}

/** Whether a document holds nothing at all; a null that somebody wrote is something. */
function isBlank({ contents }: Document): boolean {
  if (contents === null) return true;
  return isScalar(contents) && contents.value === null && contents.range?.[0] === contents.range?.[1];
}

function readDocument(
  source: SourceFile,
  document: Document,
  index: number,
  { tooDeep, isPlain }: Survey,
): { file: YamlFile; diagnostics: readonly Diagnostic[] } {
  const { path } = source;
  const file: YamlFile = { ...source, index, document };
  const failed = (...diagnostics: readonly Diagnostic[]) => ({ file, diagnostics });
  const problems = syntaxProblems(source, document, isPlain);
  if (problems.length > 0) return failed(...problems);
  if (tooDeep) return failed(limit(path, `The nesting goes deeper than ${MAX_DEPTH} levels.`, tooDeep));
  const odd = isPlain ? undefined : firstOddNode(document);
  if (odd?.kind === 'excess')
    return failed(limit(path, `There are more than ${MAX_ANCHORS} anchors and aliases.`, rangeOf(odd.node)));
  if (odd) return failed(explainOddNode(path, odd));
  try {
    return { file: { ...file, value: document.toJS({ maxAliasCount: MAX_ALIAS_COUNT }) }, diagnostics: [] };
  } catch (error) {
    // The library refuses alias bombs by throwing.
    if (!(error instanceof ReferenceError)) throw error;
    return failed(limit(path, `The aliases expand to more than ${MAX_ALIAS_COUNT} nodes.`));
  }
}

/** What stands in for a file that does not exist yet. */
export function emptyFile(path: string): YamlFile {
  return { path, text: '', redactions: [], index: 0, document: new Document(null) };
}

function nothing(path: string): Diagnostic {
  return diagnostic('empty-file', {
    file: path,
    range: START,
    detail: `${path} holds nothing. That could mean “destroy everything”, so it is refused.`,
    fix: 'Write `connections: {}` if there really are none.',
  });
}

/** Every duplicate key, but of the other errors only the first: those behind it are mostly its consequences. */
function syntaxProblems(source: SourceFile, document: Document, isPlain: boolean): Diagnostic[] {
  const [first] = document.errors;
  const duplicates = (isPlain ? [] : duplicateKeys(document)).map((duplicate) =>
    explainDuplicate(source.path, duplicate),
  );
  return [...(first ? [explainSyntax(source, first)] : []), ...firstErrors(duplicates)];
}

function limit(
  path: string,
  detail: string,
  range: Range = START,
  fix = 'A configuration needs neither deep nesting nor large aliases; write the parts out.',
): Diagnostic {
  return diagnostic('yaml-limit', { file: path, range, detail, fix });
}

function parseWithinLimits(text: string): readonly Document[] | undefined {
  try {
    return parseAllDocuments(text, yamlOptions);
  } catch (error) {
    // The parser is recursive: absurd nesting exhausts the stack.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
