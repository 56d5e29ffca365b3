// Builds a platform's connection schemas from its hand-written schema and its catalogue of actions and scopes.
import type { Schema } from './sources.ts';

/** All fields in their order, and those that need special treatment, as the schema marks them. */
export interface Marks {
  fields: string[];
  secret: string[];
  immutable: string[];
  unordered: string[];
  verified: string[];
  /** By action: the workflow parameters that the running connector advances. */
  serverOwned: Record<string, string[]>;
  defaults: Record<string, unknown>;
}

export interface ConnectionSchemas {
  /** Everything a file says, resolved. */
  connection: Schema;
  /** The same without secrets: what is compared, planned and sent. */
  config: Schema;
  /** The secrets alone. */
  secrets: Schema;
  scope: Schema;
  workflow: Schema;
  marks: Marks;
}

/**
 * @param connection the platform's `connection.yaml`
 * @param catalogue the platform's `catalogue.yaml`
 * @param defs the definitions that all platforms share
 */
export function connectionSchemas(connection: Schema, catalogue: Schema, defs: Schema): ConnectionSchemas {
  const { title, ...body } = connection;
  const fields = Object.entries(body.properties as Record<string, Schema>);
  const secret = fields.filter(([, field]) => field['x-secret']).map(([name]) => name);
  const isSecret = (name: string) => secret.includes(name);
  const marked = (mark: string) => fields.filter(([, field]) => field[mark]).map(([name]) => name);
  const workflow = workflowSchema(catalogue, defs);
  return {
    connection: { title, ...body },
    config: {
      ...body,
      title: 'BigcommerceConfig',
      required: body.required.filter((name: string) => !isSecret(name)),
      properties: Object.fromEntries(fields.filter(([name]) => !isSecret(name))),
    },
    secrets: {
      title: 'ConnectionSecrets',
      description: 'The secret fields. Write-only: they appear in no response.',
      type: 'object',
      additionalProperties: false,
      properties: Object.fromEntries(fields.filter(([name]) => isSecret(name))),
    },
    scope: scopeSchema(catalogue),
    workflow,
    marks: {
      fields: fields.map(([name]) => name),
      secret,
      immutable: marked('x-immutable'),
      unordered: marked('x-unordered'),
      verified: marked('x-verified'),
      serverOwned: serverOwned(workflow),
      defaults: Object.fromEntries(
        fields.flatMap(([name, field]) => ('default' in field ? [[name, field.default]] : [])),
      ),
    },
  };
}

function scopeSchema(catalogue: Schema): Schema {
  const choices: [string, string, string][] = catalogue.scopes.flatMap((entry: Schema) => [
    ...(entry.read_only
      ? [[entry.read_only, `${entry.name}: read-only`, scopeText(entry, false, catalogue)]]
      : []),
    ...(entry.modify ? [[entry.modify, `${entry.name}: modify`, scopeText(entry, true, catalogue)]] : []),
  ]);
  choices.sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    title: 'Scope',
    description: 'An OAuth scope of a BigCommerce API account, as the control panel grants it.',
    enum: choices.map(([scope]) => scope),
    enumDescriptions: choices.map(([, description]) => description),
    'x-editor': {
      message:
        'BigCommerce has no such scope. The quick fixes list those that there are, and `flowlink scopes` says which ones the workflows need.',
      values: choices.map(([, , text]) => text),
    },
  };
}

/** What a scope is in the control panel, what it permits, and which actions need it. */
function scopeText(entry: Schema, modify: boolean, catalogue: Schema): string {
  const choice = modify ? 'modify' : 'read-only';
  const permits = modify ? ['reads and writes', 'writes'][entry.read_only ? 0 : 1] : 'reads';
  const needing = Object.entries(catalogue.actions as Record<string, Schema>).flatMap(
    ([action, { scopes }]) => {
      const reason = scopes[modify ? entry.modify : entry.read_only];
      return reason ? [`\`${action}\` (${reason})`] : [];
    },
  );
  return [
    `**${entry.name}: ${choice}** in the control panel.`,
    `Whoever has the token ${permits} there.`,
    ...(entry.app_only ? ['Apps only: no API account of a store can have it.'] : []),
    ...(needing.length > 0 ? [`Needed by ${needing.join(', ')}.`] : []),
  ].join(' ');
}

/** What an action does, which scopes it needs and which parameters it takes. */
function actionText({ summary, scopes, parameters = [] }: Schema, catalogue: Schema): string {
  const needs = Object.entries(scopes as Record<string, string>).map(
    ([scope, why]) => `\`${scope}\` (${why})`,
  );
  const names = parameters.flatMap((group: string) => Object.keys(catalogue.parameters[group]));
  return [
    summary,
    `Needs ${needs.join(' and ')}.`,
    names.length > 0
      ? `Parameters: ${names.map((name: string) => `\`${name}\``).join(', ')}.`
      : 'No parameters.',
  ].join(' ');
}

/** What an editor would suggest for every parameter if it stood beside those of the action. */
const parametersOfNoAction: Schema = {
  if: { not: { required: ['action'] } },
  // biome-ignore lint/suspicious/noThenProperty: a JSON Schema keyword
  then: {
    properties: {
      parameters: {
        additionalProperties: { type: ['string', 'number', 'boolean', 'null'] },
        doNotSuggest: true,
      },
    },
  },
};

function workflowSchema(catalogue: Schema, defs: Schema): Schema {
  const actions = Object.entries(catalogue.actions as Record<string, Schema>);
  return {
    title: 'Workflow',
    description: 'One thing FlowLink does with the store.',
    'x-editor': { also: [parametersOfNoAction] },
    type: 'object',
    additionalProperties: false,
    required: ['action'],
    properties: {
      action: {
        title: 'BigcommerceAction',
        description:
          'The action of the BigCommerce connector. get_* actions are polled, the others deliver one object.',
        enum: actions.map(([name]) => name),
        enumDescriptions: actions.map(([, action]) => action.summary),
        'x-editor': { title: 'Action', values: actions.map(([, action]) => actionText(action, catalogue)) },
      },
      parameters: {
        title: 'WorkflowParameters',
        description: 'Filters passed on to BigCommerce. Which ones there are depends on the action.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/name' },
        additionalProperties: { type: ['string', 'number', 'boolean'] },
        'x-editor': { title: 'Parameters', without: ['additionalProperties'] },
      },
    },
    allOf: groupedByParameters(actions, catalogue, defs).map(([names, parameters]) => ({
      if: { required: ['action'], properties: { action: { enum: names } } },
      // biome-ignore lint/suspicious/noThenProperty: a JSON Schema keyword
      then: { properties: { parameters } },
    })),
  };
}

/** One entry for all the actions that take the same parameters, which keeps the validators small. */
function groupedByParameters(
  actions: [string, Schema][],
  catalogue: Schema,
  defs: Schema,
): [string[], Schema][] {
  const groups = new Map<string, [string[], Schema]>();
  for (const [name, action] of actions) {
    const parameters = parametersSchema(action, catalogue, defs);
    const key = JSON.stringify(parameters);
    const group = groups.get(key) ?? [[], parameters];
    group[0].push(name);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function parametersSchema(action: Schema, catalogue: Schema, defs: Schema): Schema {
  const groups: string[] = action.parameters ?? [];
  const owned: string[] = action.server_owned ?? [];
  const properties = Object.assign({}, ...groups.map((group) => catalogue.parameters[group]));
  const described = Object.entries(properties as Record<string, Schema>).map(([name, schema]) => {
    const { $ref, ...own } = schema;
    const full = $ref ? { ...defs[$ref.replace('#/$defs/', '')], ...own } : own;
    if (!owned.includes(name)) return [name, full];
    const description = `${full.description} FlowLink advances it after each poll; changing it here starts again from there.`;
    return [name, { ...full, description, 'x-server-owned': true }];
  });
  return { type: 'object', additionalProperties: false, properties: Object.fromEntries(described) };
}

function serverOwned(workflow: Schema): Record<string, string[]> {
  const entries: [string, string[]][] = workflow.allOf.flatMap((branch: Schema) => {
    const parameters: Record<string, Schema> = branch.then.properties.parameters.properties;
    const owned = Object.keys(parameters).filter((name) => parameters[name]?.['x-server-owned']);
    return branch.if.properties.action.enum.map((action: string) => [action, owned]);
  });
  return Object.fromEntries(entries.filter(([, owned]) => owned.length > 0));
}
