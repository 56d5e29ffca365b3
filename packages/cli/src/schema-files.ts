// The published schemas by the name that people give.

export const schemaFiles = {
  configuration: 'flowlink.schema.json',
  connections: 'connections.schema.json',
  plan: 'plan.schema.json',
  events: 'events.schema.json',
  output: 'output.schema.json',
  openapi: 'openapi.json',
} as const;

export type SchemaName = keyof typeof schemaFiles;

/** Those of the files that people edit. */
export const editorSchemas = ['configuration', 'connections'] as const satisfies readonly SchemaName[];
