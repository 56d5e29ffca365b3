// Turns the schema validator's findings into diagnostics that name the place, the reason and the mend.
import type { ValidationError } from '@flowlink/schema';
import { type Diagnostic, diagnostic, type Place } from '../diagnostics/diagnostic.ts';
import { firstErrors, isEnough } from '../diagnostics/first-errors.ts';
import { find, type Path, rangeOf } from '../load/nodes.ts';
import type { YamlFile } from '../load/yaml-file.ts';
import { type DeclaredConnection, layerAt } from './declared-connection.ts';
import { explainFinding } from './explain-keyword.ts';
import { connectionAt, type Finding, findingOf, placeAt, quote, type Subject, valueAt } from './finding.ts';
import { type FileKind, publishedSchemas } from './published-schemas.ts';
import { parseReferences } from './references.ts';
import { type SchemaPart, schemasAt } from './schema-at.ts';
import { variablePrefix } from './variable-prefix.ts';

/** What validation found. */
export interface Explained {
  readonly diagnostics: readonly Diagnostic[];
  /** The values of unknown keys: a misspelled secret field must not show in a code frame. */
  readonly redactions: readonly Place[];
}

/** @param kind which schema the document was held against @param errors the validator's findings */
export function explainDocument(
  file: YamlFile,
  kind: FileKind,
  errors: readonly ValidationError[],
): Explained {
  const siteOf = (path: Path) => ({ file, path });
  return explain({ schema: publishedSchemas[kind], value: file.value, siteOf }, [], errors);
}

/** @param errors what the validator found in the connection with its profiles taken over */
export function explainExtended(
  connection: DeclaredConnection,
  errors: readonly ValidationError[],
): Explained {
  const base = ['connections', connection.name];
  const value = { connections: { [connection.name]: connection.declared } };
  const siteOf = (path: Path) => layerAt(connection, path.slice(base.length));
  return explain({ schema: publishedSchemas.root, value, siteOf }, base, errors);
}

/** @param base leads to what the validator looked at */
function explain(subject: Subject, base: Path, errors: readonly ValidationError[]): Explained {
  const diagnostics: Diagnostic[] = [];
  const redactions: Place[] = [];
  const secretsReported = new Set<string>();
  const looked = valueAt(subject, base);
  let left = 0;
  for (const error of errors) {
    // Nobody looks at so many, but a value that may be a secret must not show anywhere.
    if (isEnough(diagnostics.length)) {
      left++;
      redactions.push(
        ...unknownValue({ ...subject, path: [...base, ...pathOf(error.instancePath, looked)], error }),
      );
      continue;
    }
    const path = [...base, ...pathOf(error.instancePath, looked)];
    const finding = findingOf(subject, path, error);
    if (isRepetition(error, finding.parts) || isBrokenReference(finding)) continue;
    const secret = secretAt(subject, path);
    if (secret === undefined) {
      diagnostics.push(explainFinding(finding));
      redactions.push(...unknownValue(finding));
    } else if (!secretsReported.has(secret.join('\0'))) {
      secretsReported.add(secret.join('\0'));
      diagnostics.push(literalSecret(finding, secret));
    }
  }
  return { diagnostics: firstErrors(diagnostics, left), redactions };
}

/** `if` repeats what `then` found, and a name's own pattern comes again as `propertyNames`. */
function isRepetition({ keyword }: ValidationError, parts: readonly SchemaPart[]): boolean {
  return keyword === 'if' || (keyword === 'pattern' && parts.some(({ type }) => type === 'object'));
}

/** A broken reference matches no pattern; it is explained as what it is elsewhere. */
function isBrokenReference(finding: Finding): boolean {
  const value = finding.error.keyword === 'pattern' ? valueAt(finding, finding.path) : undefined;
  return typeof value === 'string' && parseReferences(value) === undefined;
}

function unknownValue({
  siteOf,
  path,
  error: { keyword, params },
}: Pick<Finding, 'siteOf' | 'path' | 'error'>): Place[] {
  if (keyword !== 'additionalProperties') return [];
  const { file, path: at } = siteOf([...path, String(params.additionalProperty)]);
  const value = find(file.document, at)?.value;
  return value ? [{ file: file.path, range: rangeOf(value) }] : [];
}

function literalSecret(finding: Finding, path: Path): Diagnostic {
  const field = String(path.at(-1));
  const variable = `${variablePrefix(String(path.at(-2) ?? 'store'))}_${field.toUpperCase()}`;
  return diagnostic('literal-secret', {
    ...placeAt(finding, path),
    ...connectionAt(path),
    detail: `${quote(field)} must be exactly one reference to an environment variable, without a default. Whatever stands here instead is treated as a secret and not shown.`,
    fix: `Write \`${field}: \${env:${variable}}\` and set the variable. If a real token stood here, it may be in the history of this repository: make a new API account and delete the old one.`,
  });
}

/** The path of the secret field that a path leads to or into. */
function secretAt({ schema, value }: Subject, path: Path): Path | undefined {
  for (let length = 1; length <= path.length; length++) {
    const prefix = path.slice(0, length);
    if (schemasAt(schema, value, prefix).some((part) => part['x-secret'])) return prefix;
  }
  return undefined;
}

/** A JSON pointer as keys, with list indices as numbers. */
function pathOf(pointer: string, document: unknown): Path {
  let value = document;
  return pointer
    .split('/')
    .slice(1)
    .map((part) => {
      const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
      const segment = Array.isArray(value) ? Number(key) : key;
      value = (value as Record<string | number, unknown>)[segment];
      return segment;
    });
}
