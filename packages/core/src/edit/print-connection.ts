// Prints a new connection as YAML, in the order of the schema and in the layout of the file it goes into.
import { printScalar, type ScalarContext } from './print-scalar.ts';

/** A connection to add. The credentials are references to variables, never values. */
export interface NewConnection {
  readonly name: string;
  readonly platform: string;
  readonly storeUrl: string;
  readonly storeHash: string;
  readonly clientId: string;
  readonly accessToken: string;
  readonly scopes: readonly string[];
  readonly workflows: Readonly<Record<string, { readonly action: string }>>;
}

/** How the file around it is laid out. */
export interface Layout {
  /** How many spaces stand before the connection's name. */
  readonly indent: number;
  /** How many more each level has. */
  readonly step: number;
  readonly endOfLine: '\n' | '\r\n';
}

const MAX_WIDTH = 100;

/** The connection as its configuration file holds it. */
export function toConfig(connection: NewConnection): Record<string, unknown> {
  const { workflows } = connection;
  return {
    platform: connection.platform,
    store_url: connection.storeUrl,
    store_hash: connection.storeHash,
    client_id: connection.clientId,
    access_token: connection.accessToken,
    scopes: [...connection.scopes],
    ...(Object.keys(workflows).length > 0 ? { workflows } : {}),
  };
}

/** Lines without an end of line behind the last one. */
export function printConnection(connection: NewConnection, layout: Layout): string {
  const lines: string[] = [];
  const add = (level: number, line: string) =>
    lines.push(`${' '.repeat(layout.indent + level * layout.step)}${line}`);

  add(0, `${printScalar(connection.name, 'block')}:`);
  for (const [key, value] of scalarFields(connection)) add(1, `${key}: ${printScalar(value, 'block')}`);
  const scopes = `scopes: ${printList(connection.scopes)}`;
  if (layout.indent + layout.step + scopes.length <= MAX_WIDTH || connection.scopes.length === 0) {
    add(1, scopes);
  } else {
    add(1, 'scopes:');
    for (const scope of connection.scopes) add(2, `- ${printScalar(scope, 'block')}`);
  }
  const workflows = printWorkflows(connection, 'block');
  if (workflows.length > 0) add(1, 'workflows:');
  for (const workflow of workflows) add(2, workflow);
  return lines.join(layout.endOfLine);
}

/** The same on one line, to stand between braces. */
export function printFlowEntry(connection: NewConnection): string {
  const workflows = printWorkflows(connection, 'flow');
  const fields = [
    ...scalarFields(connection).map(([key, value]) => `${key}: ${printScalar(value, 'flow')}`),
    `scopes: ${printList(connection.scopes)}`,
    ...(workflows.length > 0 ? [`workflows: { ${workflows.join(', ')} }`] : []),
  ];
  return `${printScalar(connection.name, 'flow')}: { ${fields.join(', ')} }`;
}

function scalarFields(connection: NewConnection): [string, string][] {
  return [
    ['platform', connection.platform],
    ['store_url', connection.storeUrl],
    ['store_hash', connection.storeHash],
    ['client_id', connection.clientId],
    ['access_token', connection.accessToken],
  ];
}

const printList = (items: readonly string[]): string =>
  `[${items.map((item) => printScalar(item, 'flow')).join(', ')}]`;

function printWorkflows({ workflows }: NewConnection, context: ScalarContext): string[] {
  return Object.entries(workflows).map(
    ([name, { action }]) => `${printScalar(name, context)}: { action: ${printScalar(action, 'flow')} }`,
  );
}
