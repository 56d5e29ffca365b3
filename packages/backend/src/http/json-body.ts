// Reads a JSON body: refuses what would cost much, and what two readers could understand differently.
import { isUtf8 } from 'node:buffer';
import type { Limits } from './limits.ts';

export type ParsedBody = { readonly value: unknown } | { readonly problem: string };

/** An array or an object that is open: its keys so far, null for an array, and the key that it stands under itself. */
interface Open {
  readonly keys: Set<string> | null;
  readonly under: string | undefined;
}

/** @returns the value, or what is wrong with the body, which repeats nothing of it */
export function parseJsonBody(bytes: Buffer, limits: Limits): ParsedBody {
  if (!isUtf8(bytes)) return { problem: 'The body is not UTF-8.' };
  const text = bytes.toString('utf8');
  const problem = inspect(text, limits);
  if (problem !== undefined) return { problem };
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return { problem: notJson };
  }
}

const notJson = 'The body is not JSON.';

/** Walks over the text once, before anything is built from it. What is not JSON at all is left to the parser. */
function inspect(text: string, { jsonDepth, jsonValues }: Limits): string | undefined {
  const open: Open[] = [];
  let values = 1;
  let atKey = false;
  let key: string | undefined;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    const inner = open.at(-1);
    if (sign === '{' || sign === '[') {
      if (open.length === jsonDepth) return `The body is nested deeper than ${jsonDepth} levels.`;
      const isObject = sign === '{';
      open.push({ keys: isObject ? new Set() : null, under: key });
      key = undefined;
      atKey = isObject;
      values += 1;
    } else if (sign === '}' || sign === ']') {
      open.pop();
      atKey = false;
    } else if (sign === ',') {
      atKey = inner?.keys != null;
      values += 1;
    } else if (sign === '"') {
      const end = endOfString(text, at);
      const string = read(text, at, end);
      if (string === undefined) return notJson;
      if (string !== null && !isStorable(string)) return 'A string holds NUL or half of a character.';
      if (atKey) {
        key = string ?? text.slice(at + 1, end);
        const { keys, under } = inner ?? {};
        if (key === '__proto__' || (key === 'prototype' && under === 'constructor'))
          return 'The body has a key that no body may have.';
        if (keys?.has(key)) return 'The body has a key twice in one object.';
        keys?.add(key);
        atKey = false;
      }
      at = end;
    }
    if (values > jsonValues) return `The body holds more than ${jsonValues} values.`;
  }
  return undefined;
}

/** Where the closing quotation mark of the string stands that begins here, or the end of the text. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const sign = text[at];
    if (sign === '\\') at += 1;
    else if (sign === '"') return at;
  }
  return text.length;
}

/** A string with escapes; null without any, undefined if it is none. */
function read(text: string, start: number, end: number): string | null | undefined {
  if (!text.slice(start, end).includes('\\')) return null;
  try {
    return JSON.parse(text.slice(start, end + 1)) as string;
  } catch {
    return undefined;
  }
}

/** Neither database keeps the others as they are. */
function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}
