// The page on flowlink.yaml, key by key, and on what each action of a platform needs and takes.
import { code, opening, page, table } from './markdown.ts';
import { type PropertyRow, propertyRows } from './properties.ts';
import type { Link, Schema } from './schema-type.ts';

/** What a mark of the schema means for whoever writes the file. */
const MARKS: Readonly<Record<string, string>> = {
  'x-secret': '**Secret**: one reference to a variable, nothing else.',
  'x-immutable': '**Immutable**: another value is another connection, which replaces this one.',
  'x-server-owned': '**Advanced by FlowLink**: never counts as drift.',
  'x-unordered': 'The order means nothing.',
};

const anchors: Readonly<Record<string, string>> = {
  name: 'name|#names',
  date: 'date|#dates',
  extends: 'extends|#a-connection',
  connection: 'connection|#a-connection',
  profile: 'profile|#a-profile',
  workflow: 'workflow|#a-workflow',
  scope: 'scope|#scopes',
};

const link: Link = (reference) => {
  const name = reference.split('/').at(-1) ?? '';
  const [text = '', target = ''] = (anchors[name] ?? '').split('|');
  if (!target) throw new Error(`No section explains ${reference}`);
  return { text, target };
};

/** Scopes as the control panel lists them, and actions with what they need. */
export interface Catalogue {
  readonly scopeEntries: readonly Schema[];
  readonly actions: Readonly<Record<string, Schema>>;
  readonly catalogueVersion: string;
}

export function configurationPage(schema: Schema, catalogue: Catalogue): string {
  const { $defs, ...root } = schema as Schema & { $defs: Record<string, Schema> };
  const connection = $defs.bigcommerceConnection as Schema;
  const withExtends = { ...connection, properties: { extends: $defs.extends, ...connection.properties } };
  return page(
    opening(
      'Every key of the configuration',
      'packages/schema/flowlink.schema.json',
      '[Configuration](../configuration.md) explains; this page lists. `flowlink schema` prints the schema behind it. Wherever a string, a number or a boolean may stand, so may a [reference](../configuration.md#references), unless the key says otherwise there.',
    ),
    '## The project',
    keys(propertyRows(root, link)),
    '## Names',
    ($defs.name as Schema).description,
    '## Dates',
    ($defs.date as Schema).description,
    '## A connection',
    'What is required may come from a profile.',
    keys(propertyRows(withExtends, link)),
    '## A profile',
    'Any part of a connection, `extends` included; see [profiles](../configuration.md#profiles). `null` removes a key.',
    '## A workflow',
    keys(propertyRows($defs.workflow as Schema, link)),
    '## Actions',
    `What the workflows of BigCommerce can do, of the catalogue ${catalogue.catalogueVersion}. \`flowlink scopes --actions a,b\` adds up the scopes.`,
    actionsTable(catalogue),
    ...actionSections($defs.workflow as Schema, catalogue),
    '## Scopes',
    'As the control panel lists them, with the scope behind each choice. *Modify* includes *Read-only*.',
    scopesTable(catalogue),
  );
}

function keys(rows: readonly PropertyRow[]): string {
  return table(
    ['key', 'type', 'required', 'default', 'meaning', 'example'],
    rows.map(({ name, type, required, schema }) => [
      code(name),
      type,
      required ? 'yes' : '',
      schema.default === undefined ? '' : code(JSON.stringify(schema.default)),
      [schema.description ?? '', ...marksOf(schema)].join(' ').trim(),
      schema.examples ? code(inYaml(schema.examples[0])) : '',
    ]),
  );
}

function marksOf(schema: Schema): string[] {
  return Object.entries(MARKS).flatMap(([mark, text]) => (schema[mark] ? [text] : []));
}

/** On one line. */
function inYaml(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inYaml).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{ ${Object.entries(value)
      .map(([key, part]) => `${key}: ${inYaml(part)}`)
      .join(', ')} }`;
  }
  return String(value);
}

function actionsTable({ actions }: Catalogue): string {
  const rows = Object.entries(actions).map(([name, { summary, direction, scopes }]) => [
    code(name),
    direction === 'poll' ? 'reads' : 'writes',
    summary,
    Object.entries(scopes as Record<string, string>)
      .map(([scope, because]) => `${code(scope)}: ${because}`)
      .join('; '),
  ]);
  return table(['action', 'direction', 'what it does', 'scopes it needs'], rows);
}

/** One table for all the actions that take the same parameters. */
function actionSections(workflow: Schema, { actions }: Catalogue): string[] {
  const known = (workflow.allOf as Schema[]).flatMap((branch) => {
    const pattern = branch.if.properties.action?.pattern;
    if (pattern === undefined) return [];
    const names = Object.keys(actions).filter((name) => new RegExp(pattern).test(name));
    return [{ names, parameters: branch.then.properties.parameters as Schema }];
  });
  const without = known.filter(({ parameters }) => Object.keys(parameters.properties).length === 0);
  return [
    ...known
      .filter((group) => !without.includes(group))
      .map(({ names, parameters }) =>
        page(`### Parameters of ${names.map(code).join(', ')}`, keys(propertyRows(parameters, link))),
      ),
    page('### Actions without parameters', without.flatMap(({ names }) => names.map(code)).join(', ')),
  ];
}

function scopesTable({ scopeEntries }: Catalogue): string {
  const rows = scopeEntries.map(({ name, read_only, modify, app_only }) => [
    app_only ? `${name} (apps only)` : name,
    read_only ? code(read_only) : '',
    modify ? code(modify) : '',
  ]);
  return table(['control panel', 'Read-only', 'Modify'], rows);
}
