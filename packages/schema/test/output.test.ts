// What the schema of the documents of --json promises: strict, described, and one definition for each command.
import { readFileSync } from 'node:fs';
import { output } from '@flowlink/schema/validators/output';
import { expect, test } from 'vitest';

interface Schema {
  readonly $ref?: string;
  readonly description?: string;
  readonly type?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: unknown;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly $defs?: Readonly<Record<string, Schema>>;
}

const schema = JSON.parse(readFileSync(new URL('../output.schema.json', import.meta.url), 'utf8')) as Schema;
const defs = schema.$defs ?? {};
const commands = (schema.oneOf ?? []).map(({ $ref = '' }) => $ref.replace('#/$defs/', ''));

test('objects that name properties know no others, and every property of a document is described', () => {
  const problems: string[] = [];
  const visit = (part: Schema, path: string): void => {
    if (part.properties && part.additionalProperties !== false) problems.push(`${path} is open`);
    for (const [name, property] of Object.entries(part.properties ?? {})) {
      if (!property.description && !property.$ref) problems.push(`${path}.${name} is not described`);
      visit(property, `${path}.${name}`);
    }
    if (part.items) visit(part.items, `${path}[]`);
  };
  for (const name of commands) visit(defs[name] as Schema, name);
  expect(problems).toEqual([]);
});

const head = { format: 'flowlink-output', version: 1, diagnostics: [] };

test.for<[string, object, boolean]>([
  ['a success', { ...head, command: 'validate', ok: true, connections: 2 }, true],
  ['a success without what it came to', { ...head, command: 'validate', ok: true }, false],
  ['a failure without it', { ...head, command: 'validate', ok: false }, true],
  ['one of two forms', { ...head, command: 'history', ok: true, runs: [] }, true],
  ['neither of two forms', { ...head, command: 'history', ok: true }, false],
  ['what another command says', { ...head, command: 'list', ok: true, connections: [], runs: [] }, false],
  ['an unknown command', { ...head, command: 'plam', ok: false }, false],
  ['a line that names no command', { ...head, command: null, ok: false }, true],
  ['no command that went well', { ...head, command: null, ok: true }, false],
  ['another version', { ...head, version: 2, command: 'validate', ok: true, connections: 2 }, false],
])('%s', ([, document, isValid]) => {
  expect(output(document), JSON.stringify(output.errors)).toBe(isValid);
});
