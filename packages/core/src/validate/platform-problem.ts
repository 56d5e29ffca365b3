// Turns what a platform found about a connection into diagnostics at the connection's fields.
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { type Path, replaceableRange } from '../load/nodes.ts';
import type { Finding, FormatFinding } from '../platforms/platform.ts';
import { type DeclaredConnection, keyPlaceOf, type Layer, layerAt, placeOf } from './declared-connection.ts';

export function platformProblem(
  connection: DeclaredConnection,
  { code, path, detail, fix, related }: Finding,
): Diagnostic {
  return diagnostic(code, {
    ...placeOf(connection, path),
    connection: connection.name,
    detail,
    fix,
    ...(related
      ? {
          related: related.map((other) => ({
            ...keyPlaceOf(connection, other.path),
            message: other.message,
          })),
        }
      : {}),
  });
}

/** The problem with a literal value; where the mend is certain, it can be made by itself. */
export function formatProblem(
  connection: DeclaredConnection,
  path: Path,
  finding: FormatFinding,
): Diagnostic {
  return diagnostic(finding.code, {
    ...placeOf(connection, path),
    connection: connection.name,
    ...mended(finding, layerAt(connection, path)),
  });
}

/** The sentences of a finding about a literal, and its mend where that is certain. */
export function mended(
  { detail, fix, replacement }: FormatFinding,
  { file: { document }, path }: Pick<Layer, 'file' | 'path'>,
): Pick<Diagnostic, 'detail' | 'fix' | 'edit'> {
  if (replacement === undefined) return { detail, fix };
  const key = path.at(-1);
  const write = `Write \`${typeof key === 'string' ? `${key}: ` : ''}${replacement}\``;
  const range = replaceableRange(document, path);
  if (!range) return { detail, fix: `${write}.` };
  return {
    detail,
    fix: `${write}; \`flowlink validate --fix\` does it.`,
    edit: { range, text: replacement },
  };
}
