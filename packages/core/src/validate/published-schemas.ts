// The JSON Schemas of configuration files. Validators are precompiled, so only what speaks of the schemas loads them.
import includedSchema from '@flowlink/schema/connections.schema.json' with { type: 'json' };
import rootSchema from '@flowlink/schema/flowlink.schema.json' with { type: 'json' };
import type { SchemaPart } from './schema-at.ts';

/** That of the first document in flowlink.yaml, and that of all other documents. */
export const publishedSchemas = { root: rootSchema as SchemaPart, included: includedSchema as SchemaPart };

export type FileKind = keyof typeof publishedSchemas;
