// Prints a string as a YAML scalar, quoted only where another reader could take it for something else.
import { isMap, isScalar, parseDocument } from 'yaml';

/** Where a scalar stands: inside brackets and braces more characters need quotes. */
export type ScalarContext = 'block' | 'flow';

/** The plainest form that reads back as the same string. */
export function printScalar(text: string, context: ScalarContext): string {
  const quoted = JSON.stringify(text);
  // What has no plain form fails to parse or reads back as something else; half a surrogate pair would not survive UTF-8.
  const candidates = text.isWellFormed() ? [text, `'${text.replaceAll("'", "''")}'`] : [];
  return candidates.find((candidate) => readsBack(candidate, text, context)) ?? quoted;
}

/** Whether YAML 1.2 reads it so, and 1.1 too: editors and other tools may still follow that one. */
function readsBack(candidate: string, text: string, context: ScalarContext): boolean {
  return (['1.2', '1.1'] as const).every((version) => {
    const source = context === 'flow' ? `{ k: ${candidate} }` : `k: ${candidate}\n`;
    const document = parseDocument(source, { version, prettyErrors: false, logLevel: 'silent' });
    if (document.errors.length + document.warnings.length > 0 || document.comment) return false;
    if (!isMap(document.contents) || document.contents.items.length !== 1) return false;
    const value = document.contents.items[0]?.value;
    return isScalar(value) && value.value === text && !value.comment && !value.anchor && !value.tag;
  });
}
