// Turns the schema validator's findings into diagnostics that name the place, the reason and the mend.
import type { ValidationError } from '@flowlink/schema';
import includedSchema from '@flowlink/schema/connections.schema.json' with { type: 'json' };
import rootSchema from '@flowlink/schema/flowlink.schema.json' with { type: 'json' };
import { type Diagnostic, diagnostic, type Range } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/suggest.ts';
import { find, keyRange, type Path, rangeOf, valueRange } from '../load/nodes.ts';
import type { YamlFile } from '../load/yaml-file.ts';
import { explainStoreHash } from '../platforms/bigcommerce/store-hash.ts';
import { type SchemaPart, schemasAt } from './schema-at.ts';

const schemas = { root: rootSchema as SchemaPart, included: includedSchema as SchemaPart };

/** What validation found in one file. */
export interface Explained {
  readonly diagnostics: Diagnostic[];
  /** The values of unknown keys: a misspelled secret field must not show in a code frame. */
  readonly redactions: Range[];
}

/**
 * @param file the file @param kind which schema it was held against
 * @param errors the validator's findings
 */
export function explain(
  file: YamlFile,
  kind: keyof typeof schemas,
  errors: readonly ValidationError[],
): Explained {
  const explained: Explained = { diagnostics: [], redactions: [] };
  const secretsReported = new Set<string>();
  for (const error of errors) {
    // `if` repeats what `then` found; a name's own error comes again as `propertyNames`.
    if (error.keyword === 'if' || 'propertyName' in error) continue;
    const path = pathOf(error.instancePath, file.value);
    const secret = secretAt(schemas[kind], file.value, path);
    if (secret === undefined) {
      explainOne(file, schemas[kind], path, error, explained);
    } else if (!secretsReported.has(JSON.stringify(secret))) {
      secretsReported.add(JSON.stringify(secret));
      explained.diagnostics.push(literalSecret(file, secret));
    }
  }
  return explained;
}

function explainOne(
  file: YamlFile,
  schema: SchemaPart,
  path: Path,
  error: ValidationError,
  out: Explained,
): void {
  const { document, value } = file;
  const parts = schemasAt(schema, value, path);
  const at = (range: Range) => ({ file: file.path, range, ...connectionAt(path) });
  const key = path.at(-1);
  const label = typeof key === 'number' ? `Item ${key + 1} of ${quote(path.at(-2))}` : quote(key);
  const description = parts.find((part) => part.description)?.description ?? '';
  switch (error.keyword) {
    case 'additionalProperties': {
      const unknown = String(error.params.additionalProperty);
      const allowed = parts.flatMap((part) => Object.keys(part.properties ?? {}));
      const suggestion = nearest(unknown, allowed);
      const pair = find(document, [...path, unknown]);
      if (pair?.value) out.redactions.push(rangeOf(pair.value));
      out.diagnostics.push(
        diagnostic('unknown-key', {
          ...at(keyRange(document, [...path, unknown])),
          detail: `${quote(unknown)} means nothing ${inside(path)}.${allowed.length > 0 ? ` Known here: ${[...new Set(allowed)].join(', ')}.` : ' No key is allowed here.'}`,
          fix: suggestion ? `Did you mean ${quote(suggestion)}?` : 'Remove it.',
        }),
      );
      return;
    }
    case 'required': {
      const missing = String(error.params.missingProperty);
      const meaning = schemasAt(schema, value, [...path, missing]).find(
        (part) => part.description,
      )?.description;
      const example = schemasAt(schema, value, [...path, missing]).find((part) => part.examples)
        ?.examples?.[0];
      out.diagnostics.push(
        diagnostic('missing-key', {
          ...at(keyRange(document, path)),
          detail: `${quote(missing)} is missing ${inside(path)}. ${meaning ?? ''}`.trim(),
          fix: `Add ${quote(missing)}${typeof example === 'string' ? `, for example \`${missing}: ${example}\`` : ''}.`,
        }),
      );
      return;
    }
    case 'type': {
      const found = valueAt(value, path);
      // Where a number or a boolean is wanted, text is allowed for references only.
      const wanted = [error.params.type].flat();
      const named = wanted.filter((type) => type !== 'string' || wanted.length === 1).map(typeName);
      out.diagnostics.push(
        diagnostic('wrong-type', {
          ...at(valueRange(document, path)),
          detail:
            `${label} must be ${named.join(' or ')}, but ${found === null ? 'nothing follows it' : `it is ${nameOfType(found)}`}. ${description}`.trim(),
        }),
      );
      return;
    }
    case 'enum':
    case 'const': {
      const allowed =
        error.keyword === 'enum' ? (error.params.allowedValues as unknown[]) : [error.params.allowedValue];
      const found = String(valueAt(value, path));
      const suggestion = nearest(found, allowed.map(String));
      const list = allowed.length <= 20 ? ` Allowed: ${allowed.join(', ')}.` : '';
      out.diagnostics.push(
        diagnostic('unknown-value', {
          ...at(valueRange(document, path)),
          detail: `${quote(found)} is not known as ${typeof key === 'number' ? `an entry of ${quote(path.at(-2))}` : quote(key)}.${list}`,
          fix: suggestion
            ? `Did you mean ${quote(suggestion)}?`
            : 'Use one of the values that `flowlink schema` lists.',
        }),
      );
      return;
    }
    case 'propertyNames': {
      const name = String(error.params.propertyName);
      const mended = name
        .toLowerCase()
        .replaceAll(/[^a-z0-9_-]+/g, '-')
        .replace(/^[-_]+/, '')
        .slice(0, 63);
      out.diagnostics.push(
        diagnostic('invalid-name', {
          ...at(keyRange(document, [...path, name])),
          detail: `${quote(name)} cannot be a name: names have 1 to 63 lower-case letters, digits, hyphens and underscores, and start with a letter or a digit.`,
          ...(mended ? { fix: `Call it ${quote(mended)}, for example.` } : {}),
        }),
      );
      return;
    }
    case 'uniqueItems': {
      const [first, second] = [Number(error.params.j), Number(error.params.i)].sort((a, b) => a - b) as [
        number,
        number,
      ];
      out.diagnostics.push(
        diagnostic('duplicate-value', {
          ...at(valueRange(document, [...path, second])),
          detail: `${quote(String(valueAt(value, [...path, second])))} stands twice in ${quote(key)}.`,
          fix: 'Remove one of them.',
          related: [
            {
              file: file.path,
              range: valueRange(document, [...path, first]),
              message: 'it stands here first',
            },
          ],
        }),
      );
      return;
    }
    default: {
      if (key === 'store_hash' && error.keyword === 'pattern') {
        const words = explainStoreHash(String(valueAt(value, path)));
        out.diagnostics.push(
          diagnostic('invalid-store-hash', { ...at(valueRange(document, path)), ...words }),
        );
        return;
      }
      const example = parts.find((part) => part.examples)?.examples?.[0];
      out.diagnostics.push(
        diagnostic('invalid-value', {
          ...at(valueRange(document, path)),
          detail: `${label} ${requirement(error)}. ${description}`.trim(),
          ...(typeof example === 'string' ? { fix: `It could be ${quote(example)}.` } : {}),
        }),
      );
    }
  }
}

function literalSecret(file: YamlFile, path: Path): Diagnostic {
  const field = String(path.at(-1));
  const variable = `${String(path.at(-2) ?? 'store')
    .toUpperCase()
    .replaceAll('-', '_')}_${field.toUpperCase()}`;
  return diagnostic('literal-secret', {
    file: file.path,
    range: valueRange(file.document, path),
    ...connectionAt(path),
    detail: `${quote(field)} must be exactly one reference to an environment variable, without a default. Whatever stands here instead is treated as a secret and not shown.`,
    fix: `Write \`${field}: \${env:${variable}}\` and set the variable. If a real token stood here, it may be in the history of this repository: make a new API account and delete the old one.`,
  });
}

/** The path of the secret field that a path leads to or into. */
function secretAt(schema: SchemaPart, document: unknown, path: Path): Path | undefined {
  for (let length = 1; length <= path.length; length++) {
    const prefix = path.slice(0, length);
    if (schemasAt(schema, document, prefix).some((part) => part['x-secret'])) return prefix;
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

function valueAt(document: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, segment) => (value as Record<string | number, unknown> | undefined)?.[segment],
    document,
  );
}

function connectionAt(path: Path): { connection?: string } {
  return path[0] === 'connections' && typeof path[1] === 'string' ? { connection: path[1] } : {};
}

function inside(path: Path): string {
  if (path.length === 0) return 'at the top level';
  if (path[0] === 'connections' && path.length === 2) return `in connection ${quote(path[1])}`;
  return `in ${quote(path.at(-1))}`;
}

function requirement({ keyword, params }: ValidationError): string {
  switch (keyword) {
    case 'minimum':
      return `must be at least ${params.limit}`;
    case 'maximum':
      return `must be at most ${params.limit}`;
    case 'minLength':
      return params.limit === 1 ? 'must not be empty' : `must have at least ${params.limit} characters`;
    case 'maxLength':
      return `must have at most ${params.limit} characters`;
    case 'minItems':
      return `must have at least ${params.limit} entries`;
    case 'maxItems':
      return `must have at most ${params.limit} entries`;
    default:
      return 'does not have the right form';
  }
}

const typeNames: Record<string, string> = {
  object: 'a map',
  array: 'a list',
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  null: 'empty',
};
const typeName = (type: unknown): string => typeNames[String(type)] ?? String(type);

function nameOfType(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return typeName(typeof value);
}

const quote = (text: unknown): string => `“${String(text)}”`;
