// Compiles the schemas to plain functions in dist/validators, so that nobody compiles a schema at run time.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import formats from 'ajv-formats';
import { rolldown } from 'rolldown';
import { type RequestPart, requestSchemas } from './operations.ts';
import { readSources, type Schema } from './sources.ts';

const sources = readSources();
const contract = { $id: 'openapi.json', components: sources.openapi.components };
const part = (name: string) => ({ $ref: `openapi.json#/components/schemas/${name}` });

/** The modules of dist/validators: each export's schema and the type it proves. */
const modules: Record<
  string,
  { schemas: Schema[]; exports: Record<string, [ref: Schema, type: string]>; coerce?: boolean }
> = {
  configuration: {
    schemas: [sources.configuration, sources.includedFile],
    exports: {
      configuration: [{ $ref: 'flowlink.schema.json' }, 'unknown'],
      includedFile: [{ $ref: 'connections.schema.json' }, 'unknown'],
      connection: [{ $ref: 'flowlink.schema.json#/$defs/connection' }, 'unknown'],
    },
  },
  resolved: {
    schemas: [contract],
    coerce: true,
    exports: { connectionConfig: [part('ConnectionConfig'), 'ConnectionConfig'] },
  },
  plan: { schemas: [sources.plan], exports: { plan: [{ $ref: 'plan.schema.json' }, 'Plan'] } },
  events: { schemas: [sources.event], exports: { event: [{ $ref: 'events.schema.json' }, 'ApplyEvent'] } },
  output: { schemas: [sources.output], exports: { output: [{ $ref: 'output.schema.json' }, 'unknown'] } },
  responses: {
    schemas: [contract],
    exports: {
      connection: [part('Connection'), 'Connection'],
      connectionPage: [part('ConnectionPage'), 'ConnectionPage'],
      lock: [part('Lock'), 'Lock'],
      lockState: [part('LockState'), 'LockState'],
      run: [part('Run'), 'Run'],
      runPage: [part('RunPage'), 'RunPage'],
      auditPage: [part('AuditPage'), 'AuditPage'],
      exchangedToken: [part('ExchangedToken'), 'ExchangedToken'],
      problem: [part('Problem'), 'Problem'],
      batchOutcomes: [part('BatchOutcomes'), 'BatchOutcomes'],
    },
  },
  parameters: { schemas: [contract], coerce: true, exports: requestExports('parameters') },
  bodies: { schemas: [contract], exports: requestExports('body') },
};

/** The operations' request schemas, with their references pointing into the contract. */
function requestExports(part: RequestPart): Record<string, [Schema, string]> {
  const absolute = (schema: Schema) =>
    JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"openapi.json#/components')) as Schema;
  return Object.fromEntries(
    Object.entries(requestSchemas(sources.openapi, part)).map(([id, schema]) => [
      id,
      [absolute(schema), 'unknown'],
    ]),
  );
}

/**
 * Ajv copies all errors so far for each part that has some, which for thousands of invalid connections takes as long as the
 * square of their number. Nobody else holds the list that is added to: each part makes a new one.
 *
 * @param code what Ajv wrote
 */
function collectingInPlace(code: string): string {
  const copying = /vErrors === null \? (validate\d+)\.errors : vErrors\.concat\(\1\.errors\)/g;
  const append = `function append(all, more) {
	if (all === null) return more;
	for (const error of more) all.push(error);
	return all;
}
`;
  return `${code.replaceAll(copying, 'append(vErrors, $1.errors)')}\n${append}`;
}

const out = fileURLToPath(new URL('../dist/validators/', import.meta.url));
mkdirSync(out, { recursive: true });
for (const [name, module] of Object.entries(modules)) {
  const ajv = new Ajv2020({
    code: { source: true, esm: true, lines: true },
    allErrors: true,
    inlineRefs: false,
    discriminator: true,
    // Parameters, and what references left behind, are text and are converted in place; bodies stay as they are.
    coerceTypes: module.coerce ?? false,
    useDefaults: module.coerce ?? false,
    allowUnionTypes: true,
    strictTypes: false,
    strictRequired: false,
    keywords: [
      'x-secret',
      'x-immutable',
      'x-server-owned',
      'x-unordered',
      'x-verified',
      'enumDescriptions',
      'components',
    ],
  });
  formats.default(ajv);
  for (const schema of module.schemas) ajv.addSchema(schema);
  const refs: Record<string, string> = {};
  for (const [key, [ref]] of Object.entries(module.exports)) {
    ajv.addSchema({ ...ref, $id: `export-${key}` });
    refs[key] = `export-${key}`;
  }
  const entry = `${out}${name}.entry.js`;
  writeFileSync(entry, collectingInPlace(standalone.default(ajv, refs)));
  const bundle = await rolldown({ input: entry, logLevel: 'warn' });
  await bundle.write({ file: `${out}${name}.js`, format: 'esm' });
  await bundle.close();
  rmSync(entry);
  const declared = Object.entries(module.exports).map(
    ([key, [, type]]) => `export const ${key}: Validator<${type}>;\n`,
  );
  const used = [...new Set(Object.values(module.exports).map(([, type]) => type))].filter(
    (type) => type !== 'unknown',
  );
  writeFileSync(
    `${out}${name}.d.ts`,
    `import type { ${['Validator', ...used].join(', ')} } from '../index.js';\n${declared.join('')}`,
  );
}
