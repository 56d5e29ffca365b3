// Prints a YAML scalar, quoted only where another reader could take it for something else.
import { isMap, isScalar, type Node, parseDocument } from 'yaml';

/**
 * Where a scalar stands: inside brackets and braces more characters need quotes, and in a file that is JSON
 * everything is printed as JSON.
 */
export type ScalarContext = 'block' | 'flow' | 'json';

export type ScalarValue = string | number | boolean | null;

/** The plainest form that reads back as the same value. */
export function printScalar(value: ScalarValue, context: ScalarContext): string {
  return typeof value === 'string'
    ? plainest(value, context, 'value')
    : Object.is(value, -0)
      ? '-0'
      : String(value);
}

/** The same for a key, without its colon. */
export const printKey = (key: string, context: ScalarContext): string => plainest(key, context, 'key');

/** The forms in which a value may replace a scalar, in its own style first. Not each of them need read back. */
export function formsLike(old: Node | null, value: ScalarValue, context: ScalarContext): string[] {
  const form = printScalar(value, context);
  if (typeof value !== 'string' || !isScalar(old) || !value.isWellFormed()) return [form];
  if (old.type === 'QUOTE_SINGLE') return [singleQuoted(value), form];
  if (old.type === 'QUOTE_DOUBLE') return [JSON.stringify(value), form];
  // Whoever writes 2026-01-31 without quotes does not mind that YAML 1.1 takes it for a date.
  const isBold = typeof old.value === 'string' && printScalar(old.value, context) !== old.source;
  return old.type === 'PLAIN' && isBold ? [value, form] : [form];
}

const singleQuoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

function plainest(text: string, context: ScalarContext, part: 'key' | 'value'): string {
  const quoted = JSON.stringify(text);
  // What has no plain form fails to parse or reads back as something else; half a surrogate pair would not survive UTF-8.
  if (context === 'json' || !text.isWellFormed()) return quoted;
  return [text, singleQuoted(text)].find((form) => readsBack(form, text, context, part)) ?? quoted;
}

/** Whether YAML 1.2 reads it so, and 1.1 too: editors and other tools may still follow that one. */
function readsBack(form: string, text: string, context: ScalarContext, part: 'key' | 'value'): boolean {
  const entry = part === 'key' ? `${form}: v` : `k: ${form}`;
  const source = context === 'flow' ? `{ ${entry} }` : `${entry}\n`;
  return (['1.2', '1.1'] as const).every((version) => {
    const document = parseDocument(source, { version, prettyErrors: false, logLevel: 'silent' });
    if (document.errors.length + document.warnings.length > 0 || document.comment) return false;
    if (!isMap(document.contents) || document.contents.items.length !== 1) return false;
    const node = document.contents.items[0]?.[part];
    return isScalar(node) && node.value === text && !node.comment && !node.anchor && !node.tag;
  });
}
