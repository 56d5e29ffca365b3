// Reads the hand-written YAML sources and builds every published schema from them.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type ConnectionSchemas, connectionSchemas } from './connection.ts';
import { forEditors, snippetOf, withoutEditorWords } from './editor.ts';
import { outputSchema } from './output.ts';
import { asProfile } from './profile.ts';
import { acceptingReferences } from './references.ts';

/** Untyped data. */
// biome-ignore lint/suspicious/noExplicitAny: the sources are YAML, and their shape is what these scripts establish
export type Json = any;

/** A JSON Schema, or a part of one. */
export type Schema = { [keyword: string]: Json };

/** What `generate` writes and `precompile` compiles. */
export interface Sources {
  configuration: Schema;
  includedFile: Schema;
  /** The two of them as they are published: with what editors read. */
  forEditors: { configuration: Schema; includedFile: Schema };
  plan: Schema;
  event: Schema;
  output: Schema;
  openapi: Schema;
  catalogue: Schema;
  marks: ConnectionSchemas['marks'];
}

const read = (name: string): Schema =>
  parse(readFileSync(new URL(`../schemas/${name}`, import.meta.url), 'utf8')) as Schema;

/** Assembles all schemas; the YAML files say what each one is for. */
export function readSources(): Sources {
  const config = read('config.yaml');
  const catalogue = read('platforms/bigcommerce/catalogue.yaml');
  const bigcommerce = connectionSchemas(
    read('platforms/bigcommerce/connection.yaml'),
    catalogue,
    config.$defs,
  );

  const platform = {
    description: bigcommerce.connection.properties.platform.description,
    enum: ['bigcommerce'],
    'x-editor': { values: [bigcommerce.connection.description] },
  };
  const fileConnection = acceptingReferences(bigcommerce.connection);
  const workflow = acceptingReferences(bigcommerce.workflow);
  const partial = asProfile(fileConnection, { '#/$defs/workflow': '#/$defs/workflowProfile' });
  const fileDefs = {
    name: config.$defs.name,
    date: acceptingReferences(config.$defs.date),
    extends: acceptingReferences(config.$defs.extends),
    connection: {
      description: 'A connection between FlowLink and one store.',
      'x-editor': { title: 'Connection', also: [platformFirst(bigcommerce.connection)] },
      type: 'object',
      properties: {
        platform,
        // What it may be is said by the profile, once.
        extends: {
          description: config.$defs.extends.description,
          'x-editor': { examples: config.$defs.extends.examples },
        },
      },
      allOf: [
        // biome-ignore lint/suspicious/noThenProperty: a JSON Schema keyword
        { if: { required: ['extends'] }, then: { $ref: '#/$defs/profile' } },
        // biome-ignore lint/suspicious/noThenProperty: a JSON Schema keyword
        { if: { not: { required: ['extends'] } }, then: { required: ['platform'] } },
        {
          if: {
            not: { required: ['extends'] },
            required: ['platform'],
            properties: { platform: { const: 'bigcommerce' } },
          },
          // biome-ignore lint/suspicious/noThenProperty: a JSON Schema keyword
          then: { $ref: '#/$defs/bigcommerceConnection' },
        },
      ],
    },
    profile: {
      description:
        'A part of a connection. Without a platform it may say what the connections of all platforms have.',
      'x-editor': { title: 'Profile' },
      type: 'object',
      properties: { platform },
      allOf: [
        {
          if: { properties: { platform: { const: 'bigcommerce' } } },
          // biome-ignore lint/suspicious/noThenProperty: a JSON Schema keyword
          then: { $ref: '#/$defs/bigcommerceProfile' },
        },
      ],
    },
    bigcommerceConnection: fileConnection,
    bigcommerceProfile: {
      ...partial,
      description:
        'What a profile says, or a connection beside what it takes over with `extends`. Nothing is required, and null removes a key.',
      properties: { extends: { $ref: '#/$defs/extends' }, ...partial.properties },
    },
    scope: bigcommerce.scope,
    workflow,
    workflowProfile: { ...asProfile(workflow, {}), type: ['object', 'null'] },
  };
  const { $defs: _configDefs, properties, ...head } = config;
  const anywhere = Object.entries(properties as Record<string, Schema>).filter(
    ([, property]) => property['x-anywhere'],
  );
  const rootProperties = withoutMark(acceptingReferences({ properties }).properties);
  rootProperties.connections = {
    ...rootProperties.connections,
    'x-editor': {
      title: 'Connections',
      snippet: {
        label: 'new connection',
        description: 'A connection with all required fields.',
        body: { '${1:acme}': snippetOf(bigcommerce.connection, 2) },
      },
    },
  };
  const configuration = published('flowlink', { ...head, properties: rootProperties, $defs: fileDefs });
  const includedFile = published('connections', {
    title: 'FlowLink connections',
    description: 'A file that flowlink.yaml includes.',
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(anywhere.map(([name]) => [name, rootProperties[name]])),
    $defs: fileDefs,
  });

  const wireDefs = {
    BigcommerceConfig: bigcommerce.config,
    Scope: bigcommerce.scope,
    Workflow: bigcommerce.workflow,
    DateFilter: config.$defs.date,
    ConnectionSecrets: bigcommerce.secrets,
    ConnectionConfig: {
      description: "A connection's configuration without its secrets.",
      type: 'object',
      required: ['platform'],
      discriminator: { propertyName: 'platform' },
      oneOf: [{ $ref: '#/components/schemas/BigcommerceConfig' }],
    },
  };
  const openapi = read('openapi.yaml');
  Object.assign(openapi.components.schemas, repoint(wireDefs, wireRefs('#/components/schemas/')));

  const diagnostic = read('diagnostic.yaml');
  const { $defs: diagnosticDefs, ...diagnosticSchema } = diagnostic;
  const planSource = read('plan.yaml');
  const planDefs = {
    ...planSource.$defs,
    name: config.$defs.name,
    ...repoint(wireDefs, { ...wireRefs('#/$defs/'), '#/components/schemas/': '#/$defs/' }),
    config: { $ref: '#/$defs/ConnectionConfig' },
  };
  const plan = published('plan', { ...planSource, $defs: planDefs });
  const eventSource = read('events.yaml');
  const event = published('events', {
    ...eventSource,
    $defs: {
      ...eventSource.$defs,
      ...diagnosticDefs,
      diagnostic: diagnosticSchema,
      action: planSource.$defs.action,
      counts: planSource.$defs.counts,
    },
  });
  const { $defs: _planDefs, ...savedPlan } = planSource;
  const output = published(
    'output',
    outputSchema(read('output.yaml'), {
      ...repoint(openapi.components.schemas, { '#/components/schemas/': '#/$defs/' }),
      ...planDefs,
      ...diagnosticDefs,
      diagnostic: diagnosticSchema,
      savedPlan,
      check: eventSource.$defs.check,
      verification: withoutType(eventSource.$defs.verified),
    }),
  );
  return {
    ...withoutEditorWords({ configuration, includedFile, plan, event, output, openapi }),
    forEditors: { configuration: forEditors(configuration), includedFile: forEditors(includedFile) },
    catalogue,
    marks: bigcommerce.marks,
  };
}

/** While nothing says which platform it is, a whole connection can be inserted; later an editor knows the rest itself. */
function platformFirst(connection: Schema): Schema {
  const snippet = {
    label: connection.title,
    description: 'All required fields.',
    body: snippetOf(connection, 1),
  };
  return {
    if: { not: { anyOf: [{ required: ['extends'] }, { required: ['platform'] }] } },
    // biome-ignore lint/suspicious/noThenProperty: a JSON Schema keyword
    then: { 'x-editor': { snippet } },
  };
}

/** An event's content, which stands in documents too. */
function withoutType({ required, properties, ...event }: Schema): Schema {
  const { type: _type, ...content } = properties;
  return {
    ...event,
    title: 'VerificationResult',
    description: 'What one store said of its connection.',
    required: required.filter((name: string) => name !== 'type'),
    properties: content,
  };
}

/** The mark is for this generator only. */
function withoutMark(properties: Record<string, Schema>): Record<string, Schema> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, { 'x-anywhere': _mark, ...property }]) => [name, property]),
  );
}

const wireRefs = (prefix: string): Record<string, string> => ({
  '#/$defs/scope': `${prefix}Scope`,
  '#/$defs/workflow': `${prefix}Workflow`,
  '#/$defs/date': `${prefix}DateFilter`,
  '#/$defs/name': prefix === '#/$defs/' ? '#/$defs/name' : `${prefix}Name`,
});

/** Adds what a published schema starts with. */
function published(name: string, schema: Schema): Schema {
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', $id: `${name}.schema.json`, ...schema };
}

/** Copies a schema with its references renamed: exact ones first, then prefixes. */
export function repoint(schema: Json, names: Record<string, string>): Json {
  if (Array.isArray(schema)) return schema.map((item) => repoint(item, names));
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      if (key !== '$ref' || typeof value !== 'string') return [key, repoint(value, names)];
      const prefix = Object.keys(names).find((name) => name.endsWith('/') && value.startsWith(name));
      return [key, names[value] ?? (prefix ? value.replace(prefix, names[prefix] ?? prefix) : value)];
    }),
  );
}
