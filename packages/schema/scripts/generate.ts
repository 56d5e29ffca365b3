// Writes the published schemas and the types from the YAML sources; `--check` only tells whether they are up to date.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { compile } from 'json-schema-to-typescript';
import { operations } from './operations.ts';
import { type Json, readSources, repoint, type Schema } from './sources.ts';

const sources = readSources();
const { forEditors, plan, event, output, openapi, catalogue, marks } = sources;
const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
const banner = '// Generated from schemas/ by `pnpm --filter @flowlink/schema generate`; do not edit.\n';
const constant = (name: string, value: unknown) =>
  `export const ${name} = ${JSON.stringify(value, null, 2)} as const;\n`;

const outputs: Record<string, string> = {
  'flowlink.schema.json': json(forEditors.configuration),
  'connections.schema.json': json(forEditors.includedFile),
  'plan.schema.json': json(plan),
  'events.schema.json': json(event),
  'output.schema.json': json(output),
  'openapi.json': json(openapi),
  'src/generated/types.ts': banner + (await types()),
  'src/generated/bigcommerce.ts':
    banner +
    constant('scopeEntries', catalogue.scopes) +
    constant('actions', catalogue.actions) +
    constant('catalogueVersion', catalogue.version) +
    constant('fieldMarks', marks),
  'src/generated/operations.ts': banner + constant('operations', operations(openapi)),
};

const url = (name: string) => new URL(`../${name}`, import.meta.url);
const onDisk = (name: string): string | undefined => {
  try {
    return readFileSync(url(name), 'utf8');
  } catch {
    return undefined;
  }
};
const stale = Object.keys(outputs).filter((name) => onDisk(name) !== outputs[name]);
if (process.argv.includes('--check')) {
  if (stale.length > 0) {
    console.error(`Out of date: ${stale.join(', ')}. Run \`pnpm --filter @flowlink/schema generate\`.`);
    process.exitCode = 1;
  }
} else {
  mkdirSync(url('src/generated'), { recursive: true });
  for (const name of stale) writeFileSync(url(name), outputs[name] ?? '');
  console.log(stale.length > 0 ? `Wrote ${stale.join(', ')}.` : 'All up to date.');
}

/** One TypeScript module for everything that goes over the wire or into a file. */
function types(): Promise<string> {
  const { $defs: planDefs, $schema: _s, $id: _i, ...planRoot } = plan;
  const { $defs: eventDefs, $schema: _s2, $id: _i2, ...eventRoot } = event;
  const shared: Schema = repoint(openapi.components.schemas, { '#/components/schemas/': '#/$defs/' });
  const defs = {
    ...planDefs,
    ...eventDefs,
    ...shared,
    plan: planRoot,
    event: eventRoot,
    config: { $ref: '#/$defs/ConnectionConfig' },
  };
  return compile(
    { title: 'Everything', type: 'object', additionalProperties: false, $defs: withoutConditions(defs) },
    'Everything',
    {
      bannerComment: '',
      unreachableDefinitions: true,
      format: true,
      style: { singleQuote: true, printWidth: 110 },
    },
  ).then((text) =>
    text
      .replace(/export interface Everything \{\}\n/, '')
      // The compiler notes where each type came from; in one bundle that says nothing.
      .replace(
        /( \*\n)* \* This interface was referenced by `Everything`'s JSON-Schema\n \* via the `definition` ".*"\.\n/g,
        '',
      )
      .replace(/\/\*\*\n \*\/\n/g, ''),
  );
}

/** Drops if/then, which TypeScript cannot express and the validators enforce. */
function withoutConditions(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(withoutConditions);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(
        ([key, value]) => !(key === 'allOf' && Array.isArray(value) && value.some((part) => 'if' in part)),
      )
      .map(([key, value]) => [key, withoutConditions(value)]),
  );
}
