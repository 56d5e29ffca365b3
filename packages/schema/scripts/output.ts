// Builds the schema of what commands print with `--json`: what all documents start with, and what each command adds.
import type { Json, Schema } from './sources.ts';

/**
 * @param source `output.yaml`
 * @param defs the definitions that documents share with the other schemas
 */
export function outputSchema(source: Schema, defs: Schema): Schema {
  const { head, documents, $defs, ...root } = source;
  const { none, ...own } = $defs as Record<string, Schema>;
  const commands = Object.entries(documents as Record<string, Schema>);
  const named: Schema = {
    ...Object.fromEntries(
      commands.map(([command, document]) => [command, documentOf(command, document, head)]),
    ),
    none: documentOf(null, { ...none, properties: {}, forms: [] }, head),
    ...own,
    ...defs,
  };
  const oneOf = [...commands.map(([command]) => command), 'none'].map((name) => ({
    $ref: `${PREFIX}${name}`,
  }));
  return {
    ...root,
    type: 'object',
    required: ['format', 'version', 'command', 'ok', 'diagnostics'],
    oneOf,
    $defs: reached(oneOf, named),
  };
}

const PREFIX = '#/$defs/';

/** Those of the definitions that something refers to, in their order. */
function reached(from: Json, defs: Schema): Schema {
  const names = new Set<string>();
  const visit = (part: Json): void => {
    if (typeof part !== 'object' || part === null) return;
    const name = typeof part.$ref === 'string' ? part.$ref.slice(PREFIX.length) : undefined;
    if (name !== undefined && !names.has(name)) {
      names.add(name);
      visit(defs[name]);
    }
    Object.values(part).forEach(visit);
  };
  visit(from);
  return Object.fromEntries(Object.entries(defs).filter(([name]) => names.has(name)));
}

/** A document is complete, in one of its forms, if there is no error. */
function documentOf(
  command: string | null,
  { description, required, forms, properties }: Schema,
  head: Schema,
): Schema {
  const complete: Schema[] = (forms ?? [required]).map((names: string[]) => ({ required: names }));
  return {
    title: `${command === null ? 'Early' : command[0]?.toUpperCase() + command.slice(1)}Document`,
    description,
    type: 'object',
    additionalProperties: false,
    required: ['format', 'version', 'command', 'ok', 'diagnostics'],
    properties: {
      format: head.format,
      version: head.version,
      command: {
        const: command,
        description: command === null ? 'The command line names no command.' : 'The command that printed it.',
      },
      ok: head.ok,
      diagnostics: head.diagnostics,
      ...properties,
    },
    if: { properties: { ok: { const: true } } },
    // biome-ignore lint/suspicious/noThenProperty: a JSON Schema keyword
    then: complete.length === 1 ? complete[0] : complete.length > 1 ? { oneOf: complete } : false,
  };
}
