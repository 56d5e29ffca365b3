// YAML files as people may write them, with a note of which lines belong to which entry.
import fc from 'fast-check';
import type { Path } from '../src/load/nodes.ts';

/** An entry: a key of a map or an item of a list. */
export interface WrittenEntry {
  readonly document: number;
  readonly path: Path;
  /**
   * Its lines, with the comments that describe it and those below it that are indented deeper: the first, and the first
   * behind them. Undefined if it shares a line with another entry.
   */
  readonly lines?: readonly [number, number];
  /** What the map or list around it is. */
  readonly parent: 'block map' | 'block list' | 'braces' | 'brackets';
}

export interface WrittenYaml {
  readonly text: string;
  readonly entries: readonly WrittenEntry[];
}

type Look = 'block' | 'one line' | 'lines' | 'lines with a last comma';

interface Collection {
  readonly kind: 'map' | 'list';
  readonly look: Look;
  readonly parts: readonly Part[];
}

type Shape = string | { readonly header: string; readonly text: readonly string[] } | Collection;

interface Part {
  readonly key: string;
  readonly shape: Shape;
  readonly above: readonly ('blank' | 'comment')[];
  readonly hasComment: boolean;
  /** How many comments stand below it, indented deeper. */
  readonly below: number;
}

const scalar = fc.constantFrom(
  'x',
  'two words',
  "'it''s'",
  '"a # b"',
  '12',
  '"12"',
  'true',
  'null',
  '~',
  '',
  '2026-01-31',
  "'${env:TOKEN}'",
  '{}',
  '[]',
);

const literal = fc.constantFrom(
  { header: '|', text: ['one', ' two'] },
  { header: '>-', text: ['one', 'two'] },
  { header: '|-', text: ['# no comment'] },
  { header: '|+', text: ['one', ''] },
);

const keys = ['a', 'b', 'c', 'd', 'long-key', '"e"', "'f g'", '12'];

const { collection } = fc.letrec<{ shape: Shape; collection: Collection; part: Part }>((tie) => ({
  shape: fc.oneof({ depthSize: 'small', withCrossShrink: true }, scalar, literal, tie('collection')),
  part: fc.record({
    key: fc.constantFrom(...keys),
    shape: tie('shape'),
    above: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      fc.array(fc.constantFrom('blank' as const, 'comment' as const), { maxLength: 4 }),
    ),
    hasComment: fc.boolean(),
    below: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(2)),
  }),
  collection: fc.record({
    kind: fc.constantFrom('map' as const, 'map' as const, 'list' as const),
    look: fc.constantFrom<Look>('block', 'block', 'block', 'one line', 'lines', 'lines with a last comma'),
    parts: fc.uniqueArray(tie('part'), { minLength: 1, maxLength: 4, selector: ({ key }) => key }),
  }),
}));

/** A document as it is written, line by line. */
interface Writing {
  readonly lines: string[];
  readonly entries: Omit<WrittenEntry, 'document'>[];
  readonly step: number;
  /** How much deeper than its key a list stands. */
  readonly listStep: number;
  /** A comment that differs from all others. */
  readonly comment: () => string;
}

const spaces = (count: number): string => ' '.repeat(count);

/** Writes a collection in block layout. @param first what stands on the line of its first entry already: a dash */
function writeBlock(
  writing: Writing,
  { kind, parts }: Collection,
  indent: number,
  path: Path,
  first = spaces(indent),
): void {
  const { lines, entries, comment } = writing;
  for (const [index, part] of parts.entries()) {
    const isFirstBehindDash = index === 0 && first.trim() !== '';
    let from = lines.length;
    for (const above of isFirstBehindDash ? [] : part.above) {
      lines.push(above === 'blank' ? '' : spaces(indent) + comment());
      if (above === 'blank') from = lines.length;
    }
    const below = [...path, kind === 'map' ? bare(part.key) : index];
    lines.push((index === 0 ? first : spaces(indent)) + (kind === 'map' ? `${part.key}:` : '-'));
    writeBehind(writing, part, indent, kind, below);
    entries.push({
      path: below,
      parent: kind === 'map' ? 'block map' : 'block list',
      ...(isFirstBehindDash ? {} : { lines: [from, lines.length] as const }),
    });
  }
}

/** Writes the value of an entry behind its colon or dash, and the comments that belong to it. */
function writeBehind(
  writing: Writing,
  { shape, hasComment, below }: Part,
  indent: number,
  kind: 'map' | 'list',
  path: Path,
): void {
  const { lines, step, listStep, comment } = writing;
  const append = (text: string) => lines.push((lines.pop() ?? '') + text);
  const explain = () => append(hasComment ? ` ${comment()}` : '');
  if (typeof shape === 'string') {
    append(shape === '' ? '' : ` ${shape}`);
    explain();
  } else if ('header' in shape) {
    append(` ${shape.header}`);
    explain();
    for (const line of shape.text) lines.push(line === '' ? '' : spaces(indent + step) + line);
    return;
  } else if (shape.look !== 'block') {
    append(' ');
    writeFlow(writing, shape, indent, path);
    explain();
  } else if (kind === 'list') {
    explain();
    if (hasComment) writeBlock(writing, shape, indent + 2, path);
    else writeBlock(writing, shape, indent + 2, path, `${lines.pop()} `);
    return;
  } else {
    explain();
    writeBlock(writing, shape, indent + (shape.kind === 'map' ? step : listStep), path);
    if (shape.kind === 'list') return;
  }
  for (let count = 0; count < below; count++) lines.push(spaces(indent + step) + comment());
}

function writeFlow(writing: Writing, shape: Collection, indent: number, path: Path, mayBreak = true): void {
  const { lines, entries, step, comment } = writing;
  const append = (text: string) => lines.push((lines.pop() ?? '') + text);
  const isBroken = mayBreak && shape.look !== 'one line' && shape.look !== 'block';
  const [open, close] = shape.kind === 'map' ? ['{', '}'] : ['[', ']'];
  append(isBroken ? open : `${open}${shape.kind === 'map' ? ' ' : ''}`);
  for (const [index, part] of shape.parts.entries()) {
    let from = lines.length;
    for (const above of isBroken ? part.above : []) {
      lines.push(above === 'blank' ? '' : spaces(indent + step) + comment());
      if (above === 'blank') from = lines.length;
    }
    if (isBroken) lines.push(spaces(indent + step));
    const below = [...path, shape.kind === 'map' ? bare(part.key) : index];
    append(shape.kind === 'map' ? `${part.key}: ` : '');
    if (typeof part.shape === 'string') append(part.shape === '' ? '~' : part.shape);
    else if ('header' in part.shape) append('"text"');
    else writeFlow(writing, part.shape, indent + step, below, isBroken);
    const isLast = index === shape.parts.length - 1;
    if (!isLast || shape.look === 'lines with a last comma') append(',');
    if (!isLast && !isBroken) append(' ');
    if (isBroken && part.hasComment) append(` ${comment()}`);
    entries.push({
      path: below,
      parent: shape.kind === 'map' ? 'braces' : 'brackets',
      ...(isBroken ? { lines: [from, lines.length] as const } : {}),
    });
  }
  if (isBroken) lines.push(spaces(indent) + close);
  else append(shape.kind === 'map' ? ` ${close}` : close);
}

const bare = (key: string): string => key.replaceAll(/["']/g, '');

const written = fc
  .record({
    roots: fc.array(fc.record({ root: collection, head: fc.nat(2), foot: fc.nat(2) }), {
      minLength: 1,
      maxLength: 3,
    }),
    step: fc.constantFrom(2, 2, 4, 3),
    hasFlatLists: fc.boolean(),
    start: fc.constantFrom([], [], ['---'], ['# yaml-language-server: $schema=x.json'], ['%YAML 1.2', '---']),
    separator: fc.constantFrom(['---'], ['---'], ['...', '---'], ['', '---', '']),
    end: fc.constantFrom([], [], ['...'], ['...', '# behind']),
    endOfLine: fc.constantFrom('\n' as const, '\r\n' as const),
    isEnded: fc.boolean(),
  })
  .map(({ roots, step, hasFlatLists, start, separator, end, endOfLine, isEnded }): WrittenYaml => {
    let comments = 0;
    const lines: string[] = [...start];
    const entries: WrittenEntry[] = [];
    for (const [document, { root, head, foot }] of roots.entries()) {
      if (document > 0) lines.push(...separator);
      for (let count = 0; count < head; count++) lines.push(`# head ${comments++}`);
      if (head > 0) lines.push('');
      const writing: Writing = {
        lines: [''],
        entries: [],
        step,
        listStep: hasFlatLists ? 0 : step,
        comment: () => `# ${comments++}`,
      };
      if (root.look === 'block') {
        writing.lines.pop();
        writeBlock(writing, root, 0, []);
      } else writeFlow(writing, root, 0, []);
      const offset = lines.length;
      entries.push(
        ...writing.entries.map(({ lines, ...entry }) => ({
          ...entry,
          document,
          ...(lines ? { lines: [lines[0] + offset, lines[1] + offset] as const } : {}),
        })),
      );
      lines.push(...writing.lines);
      for (let count = 0; count < foot; count++) lines.push(`# foot ${comments++}`);
    }
    lines.push(...end);
    return { text: lines.join(endOfLine) + (isEnded ? endOfLine : ''), entries };
  });

/** Files without anchors, aliases and tags, in which every change can be made. */
export const writtenYaml: fc.Arbitrary<WrittenYaml> = written;
