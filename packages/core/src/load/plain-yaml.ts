// Reads YAML as most configurations are written, without the tree that a parser makes: that takes a fraction of the time
// and of the memory. Whatever is written in any other way, or may be wrong, is left to the parser.
import { type ScalarTag, Schema } from 'yaml';
import type { Found } from './nodes.ts';
import { flowReader, isCollection, type Read } from './plain-flow.ts';
import type { Note } from './plain-places.ts';
import { isBareReference, secretFields } from './survey.ts';
import { yamlOptions } from './yaml-options.ts';

type PlainMap = Record<string, unknown>;

/** A map or a list that is open, and the column of its entries. */
interface Level {
  readonly indent: number;
  readonly value: PlainMap | unknown[];
}

/** No tabs, no other line ends, no invisible characters. */
const PLAIN_TEXT = /^[\n\x20-\x7e\u00a1-\u024f]*$/;
/** A key with its value, or a list's item. A key has the form of a word, so that it is text and nothing else. */
const LINE = /^( *)(?:([A-Za-z_][\w.-]{0,199}):(?: +(.*))?|- +(.*))$/;
const BLANK = /^ *(?:#.*)?$/;
/** What a text without quotation marks begins with here; YAML permits more. */
const FIRST = /^[\w$/.]/;
const MAX_DEPTH = 20;
const NOTHING: Read = { value: null, length: 0 };

/**
 * @param note hears of every entry and its places
 * @returns the content of the only document; undefined for what only a parser can tell, or for a secret that stands there
 */
export function readPlainYaml(text: string, note?: Note): PlainMap | undefined {
  if (!PLAIN_TEXT.test(text)) return undefined;
  const root: PlainMap = {};
  const levels: Level[] = [{ indent: 0, value: root }];
  /** The key whose value is on the lines below, if it has one. */
  let open: { readonly map: PlainMap; readonly key: string; readonly indent: number } | undefined;

  let next = 0;
  for (const line of text.split('\n')) {
    const start = next;
    next += line.length + 1;
    if (BLANK.test(line)) continue;
    const match = LINE.exec(line);
    if (!match) return undefined;
    const [, { length: indent } = '', key, ofKey = '', ofItem] = match;
    if (open) {
      const isBelow = indent > open.indent || (indent === open.indent && key === undefined);
      const value = isBelow ? (key === undefined ? [] : {}) : null;
      open.map[open.key] = value;
      if (value) levels.push({ indent, value });
      open = undefined;
    }
    const level = levelAt(levels, indent, key !== undefined);
    if (!level || levels.length > MAX_DEPTH) return undefined;
    const written = ofItem ?? ofKey;
    const isEmpty = written === '' || written.startsWith('#');
    const from = start + line.length - written.length;
    const read = isEmpty ? NOTHING : readValue(written, from, note);
    if (!read) return undefined;
    const { value } = read;
    if (Array.isArray(level.value)) {
      if (isEmpty) return undefined;
      note?.(level.value, level.value.length, placeOf(from, read));
      level.value.push(value);
      continue;
    }
    if (key === undefined || !isNewKey(level.value, key) || !isAllowed(key, value)) return undefined;
    const keyStart = start + indent;
    note?.(level.value, key, {
      ...placeOf(from, read),
      key: { start: keyStart, end: keyStart + key.length },
    });
    level.value[key] = value;
    if (isEmpty) open = { map: level.value, key, indent };
  }
  return Object.keys(root).length > 0 ? root : undefined;
}

/** Where a value stands; one that is left out takes no room. */
function placeOf(start: number, { value, length }: Read): Found {
  return { value: { start, end: start + length }, isScalar: length > 0 && !isCollection(value) };
}

/** Closes what ends before the line. @returns what the line belongs to; undefined if it stands in no known column */
function levelAt(levels: Level[], indent: number, isKey: boolean): Level | undefined {
  let top = levels.at(-1);
  // The items of a list may stand in the column of its key.
  while (top && (top.indent > indent || (isKey && top.indent === indent && Array.isArray(top.value)))) {
    levels.pop();
    top = levels.at(-1);
  }
  return top?.indent === indent && isKey !== Array.isArray(top.value) ? top : undefined;
}

/** What stands behind a key or a hyphen. @param start where it begins in the file */
function readValue(written: string, start: number, note: Note | undefined): Read | undefined {
  if (/^["'[{]/.test(written)) return readFlow(written, start, note);
  const comment = written.indexOf(' #');
  const text = (comment === -1 ? written : written.slice(0, comment)).replace(/ +$/, '');
  const isPlain = FIRST.test(text) && !text.includes(': ') && !text.endsWith(':');
  return isPlain ? { value: scalarOf(text), length: text.length } : undefined;
}

const tags = new Schema(yamlOptions).tags.filter(
  (tag): tag is ScalarTag & { test: RegExp } =>
    'test' in tag && tag.default === true && tag.test !== undefined,
);

/** What a text without quotation marks is: the library's own rules tell numbers, booleans and null from texts. */
function scalarOf(text: string): unknown {
  // What only looks like text is never anything else.
  if (!/^[-+.~\dnNtTfF]/.test(text)) return text;
  const tag = tags.find(({ test }) => test.test(text));
  if (!tag) return text;
  const found = tag.resolve(text, () => {}, {});
  return typeof found === 'object' && found !== null && 'value' in found ? found.value : found;
}

function isNewKey(map: PlainMap, key: string): boolean {
  return !Object.hasOwn(map, key) && key !== '__proto__' && scalarOf(key) === key;
}

/** A secret that stands in a file must not show, so its place has to be known. */
function isAllowed(key: string, value: unknown): boolean {
  return !secretFields.has(key) || (typeof value === 'string' && isBareReference(value));
}

const readFlow = flowReader(scalarOf, (map, key, value) => {
  if (!isNewKey(map, key) || !isAllowed(key, value)) return false;
  map[key] = value;
  return true;
});
