// The pages on what programs read: plans, events, the documents of --json, and the parts they share with the HTTP API.
import { anchor, opening, page, table } from './markdown.ts';
import { documentRows } from './properties.ts';
import { type Link, type Place, type Schema, typeOf } from './schema-type.ts';

const COLUMNS = ['field', 'type', 'always', 'meaning'];

/** The heading of a definition. */
export function headingOf(name: string, schema: Schema): string {
  return schema.title ?? `${name[0]?.toUpperCase()}${name.slice(1)}`;
}

/** Which page explains which definition. */
export class Places {
  readonly #places = new Map<string, Place>();

  /** Definitions that another page explains already stay there. @returns those that this page has to explain */
  claim(file: string, definitions: Readonly<Record<string, Schema>>): Record<string, Schema> {
    const own = Object.entries(definitions).filter(([name]) => !this.#places.has(name));
    for (const [name, schema] of own) {
      const text = headingOf(name, schema);
      const { description } = schema;
      this.#places.set(name, { text, target: `${file}#${anchor(text)}`, description });
    }
    return Object.fromEntries(own);
  }

  /** The same definition under another name. */
  alias(name: string, text: string, target: string): void {
    this.#places.set(name, { text, target });
  }

  link: Link = (reference) => {
    const name = reference.split('/').at(-1) ?? '';
    const place = this.#places.get(name);
    if (!place) throw new Error(`No page explains ${reference}`);
    return place;
  };
}

/** One definition with its table, or with what it is if it is no object. */
export function section(level: number, heading: string, schema: Schema, link: Link): string {
  const rows = documentRows(schema, link);
  const forms = schema.oneOf && rows.length === 0;
  const plain = rows.length === 0 && !forms ? `${sentence(typeOf(schema, link))}` : '';
  return page(
    `${'#'.repeat(level)} ${heading}`,
    schema.description ?? '',
    forms ? `One of ${schema.oneOf.map((form: Schema) => typeOf(form, link)).join(', ')}.` : plain,
    table(COLUMNS, rows),
  );
}

const sentence = (text: string): string => (text === 'object' ? '' : `Type: ${text}.`);

export function planPage(plan: Schema, places: Places): string {
  const { $defs, ...root } = plan;
  places.alias('savedPlan', 'Plan', 'plan.md');
  const own = places.claim('plan.md', $defs);
  return page(
    opening(
      'Saved plans',
      'packages/schema/plan.schema.json',
      'What `flowlink plan --out FILE` writes, and what stands under `plan` in the document of `flowlink plan --json`. It holds names of variables and fingerprints, never a secret. `flowlink schema plan` prints the schema.',
    ),
    section(2, 'The plan', { ...root, description: '' }, places.link),
    '## Parts',
    ...Object.entries(own).map(([name, schema]) => section(3, headingOf(name, schema), schema, places.link)),
  );
}

export function outputPage(output: Schema, places: Places): string {
  const commands: string[] = output.oneOf.map(({ $ref }: Schema) => $ref.split('/').at(-1));
  const { $defs } = output as { $defs: Record<string, Schema> };
  const parts = Object.fromEntries(Object.entries($defs).filter(([name]) => !commands.includes(name)));
  const own = places.claim('output.md', parts);
  const head = $defs[commands[0] ?? ''] as Schema;
  const shared = ['format', 'version', 'command', 'ok', 'diagnostics'];
  const pick = (schema: Schema, keep: (key: string) => boolean): Schema => ({
    ...schema,
    properties: Object.fromEntries(Object.entries(schema.properties).filter(([key]) => keep(key))),
  });
  const start = pick({ ...head, description: '' }, (key) => shared.includes(key));
  start.properties.command = {
    type: ['string', 'null'],
    description: 'The command; null if the command line names none.',
  };
  const sections = commands
    .filter((command) => command !== 'none')
    .map((command) => {
      const { if: _if, then, ...document } = $defs[command] as Schema;
      const complete = { ...document, required: then.required ?? [] };
      return section(
        2,
        command,
        pick(complete, (key) => !shared.includes(key)),
        places.link,
      );
    });
  return page(
    opening(
      'The documents of --json',
      'packages/schema/output.schema.json',
      'With `--json` a command prints one document on standard output and nothing else. `apply` and `destroy` print [events](events.md) instead. What is marked as always there is there whenever `ok` is true; after an error it may be missing. `flowlink schema output` prints the schema, in which `#/$defs/COMMAND` is the document of one command.',
    ),
    section(2, 'What every document starts with', start, places.link),
    ...sections,
    '## Parts',
    ...Object.entries(own).map(([name, schema]) => section(3, headingOf(name, schema), schema, places.link)),
  );
}

export function eventsPage(events: Schema, places: Places): string {
  const names: string[] = events.oneOf.map(({ $ref }: Schema) => $ref.split('/').at(-1));
  const { $defs } = events as { $defs: Record<string, Schema> };
  const parts = Object.fromEntries(Object.entries($defs).filter(([name]) => !names.includes(name)));
  const own = places.claim('events.md', parts);
  return page(
    opening(
      'The events of apply --json',
      'packages/schema/events.schema.json',
      'With `--json`, `flowlink apply` and `flowlink destroy` print one JSON object a line, as things happen. The first line is the version, the last one says how the run ended, and every planned change is reported before it. `flowlink schema events` prints the schema.',
    ),
    ...names.map((name) => {
      const schema = $defs[name] as Schema;
      return section(2, schema.properties.type.const, schema, places.link);
    }),
    Object.keys(own).length > 0 ? '## Parts' : '',
    ...Object.entries(own).map(([name, schema]) => section(3, headingOf(name, schema), schema, places.link)),
  );
}
