// Prints any value as YAML: on one line what fits there and is read at a glance, in blocks the rest.
import { isJsonMap, type Json } from './json.ts';
import { printKey, printScalar, type ScalarContext } from './print-scalar.ts';

/** A key with its value, to stand in a map, or a value alone, to stand in a list. */
export interface NewEntry {
  readonly key?: string;
  readonly value: Json;
}

/** How the lines around are laid out. */
export interface Layout {
  /** How many spaces stand before the entry. */
  readonly indent: number;
  /** How many more each level has. */
  readonly step: number;
  /** How many more the dashes of a list have than the key above them; `step` if not given. */
  readonly listStep?: number;
  readonly endOfLine: '\n' | '\r\n';
}

/** How a map or list is printed: on one line if that reads well, on one line if it fits at all, or as a block. */
export type Style = 'fitting' | 'line' | 'block';

/** Between braces or brackets. */
export type FlowContext = Exclude<ScalarContext, 'block'>;

const MAX_WIDTH = 100;

/** Lines of a block, without an end of line behind the last one. @param style of the value itself */
export function printEntry(entry: NewEntry, layout: Layout, style: Style = 'fitting'): string {
  return entryLines(entry, layout, style).join(layout.endOfLine);
}

/**
 * What comes behind a key and its colon: something on the same line, or lines below.
 *
 * @param column where the value would begin on the line of its key
 * @param layout of the key
 */
export function printBehindKey(
  value: Json,
  column: number,
  layout: Layout,
  style: Style,
): { readonly inline: string } | { readonly below: string } {
  const inline = inlineForm(value, column, style);
  return inline === undefined ? { below: linesBelow(value, layout).join(layout.endOfLine) } : { inline };
}

/** The content of a whole document. */
export function printDocument(value: Json, layout: Layout): string {
  return inlineForm(value, layout.indent, 'block') ?? blockLines(value, layout).join(layout.endOfLine);
}

/** On one line, to stand between brackets or braces. */
export function printFlow(value: Json, context: FlowContext): string {
  if (Array.isArray(value)) return `[${value.map((item) => printFlow(item, context)).join(', ')}]`;
  if (!isJsonMap(value)) return printScalar(value, context);
  const entries = Object.entries(value).map(([key, item]) => printFlowEntry({ key, value: item }, context));
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

/** An entry on one line, to stand between braces or brackets. */
export function printFlowEntry({ key, value }: NewEntry, context: FlowContext): string {
  const form = printFlow(value, context);
  return key === undefined ? form : `${printKey(key, context)}: ${form}`;
}

function entryLines({ key, value }: NewEntry, layout: Layout, style: Style): string[] {
  const head = ' '.repeat(layout.indent) + (key === undefined ? '-' : `${printKey(key, 'block')}:`);
  const inline = inlineForm(value, head.length + 1, style);
  if (inline !== undefined) return [`${head} ${inline}`];
  if (key !== undefined) return [head, ...linesBelow(value, layout)];
  // In a list, a block begins on the line of its dash.
  const indent = head.length + 1;
  const [first = '', ...rest] = blockLines(value, { ...layout, indent });
  return [`${head} ${first.slice(indent)}`, ...rest];
}

function linesBelow(value: Json, layout: Layout): string[] {
  const { indent, step, listStep = step } = layout;
  return blockLines(value, { ...layout, indent: indent + (Array.isArray(value) ? listStep : step) });
}

function blockLines(value: Json, layout: Layout): string[] {
  const entries: NewEntry[] = Array.isArray(value)
    ? value.map((item) => ({ value: item }))
    : Object.entries(isJsonMap(value) ? value : {}).map(([key, item]) => ({ key, value: item }));
  return entries.flatMap((entry) => entryLines(entry, layout, 'fitting'));
}

/** The form on one line, unless it has to be or had better be a block. */
function inlineForm(value: Json, column: number, style: Style): string | undefined {
  if (isEmptyOrScalar(value)) return printInline(value);
  if (style === 'block' || (style === 'fitting' && !isCompact(value))) return undefined;
  const form = printFlow(value, 'flow');
  return column + form.length <= MAX_WIDTH ? form : undefined;
}

/** Whether a value reads well on one line: a list of scalars, or a map that holds more than other maps by name. */
function isCompact(value: Json): boolean {
  if (isEmptyOrScalar(value)) return true;
  if (Array.isArray(value)) return value.every(isEmptyOrScalar);
  const values = Object.values(value as object) as Json[];
  return values.every(isCompact) && !isMapOfMaps(values);
}

/** Null in place of a map takes it away. */
function isMapOfMaps(values: readonly Json[]): boolean {
  const others = values.filter((item) => item !== null);
  return others.length > 0 && others.every((item) => isJsonMap(item) && !isEmptyOrScalar(item));
}

const isEmptyOrScalar = (value: Json): boolean =>
  typeof value !== 'object' || value === null || Object.keys(value).length === 0;

/** Outside of braces, a scalar may be plainer than inside. */
const printInline = (value: Json): string =>
  typeof value === 'object' && value !== null ? printFlow(value, 'flow') : printScalar(value, 'block');
