// The fields of a connection as the model sees them: one flat map, written and compared without the code under test.
import type { ConnectionConfig } from '@flowlink/schema';

export type Scalar = string | number | boolean;

/** By the keys that lead to a field, joined with dots. A scope is a field of its own; what holds its default is left out. */
export type Fields = Readonly<Record<string, Scalar>>;

/** A field, and the value that somebody gives it; undefined takes it away. */
export type FieldEdit = readonly [key: string, value: Scalar | undefined];

export const ORDERS = 'workflows.orders';
/** The one parameter in these histories that the running connector advances. */
export const RUNNING = `${ORDERS}.parameters.min_date_modified`;

const base = ['store_v2_information_read_only', 'store_v2_orders_read_only', 'store_v2_products'];

/** A valid connection. */
export const newFields = (store: string): Fields => ({
  platform: 'bigcommerce',
  store_url: `https://${store}.example.com`,
  store_hash: 'abc001',
  client_id: clientId(1),
  ...Object.fromEntries(base.map((scope) => [`scopes.${scope}`, scope])),
});

export const clientId = (number: number): string => `client${number}`.padEnd(31, '0');

/** The fields once one was given another value. A parameter brings its workflow with it; an action takes it away. */
export function edited(fields: Fields, [key, value]: FieldEdit): Fields {
  const action = actionOf(key);
  if (value === undefined) {
    const gone = key === action ? key.replace(/action$/, '') : key;
    return Object.fromEntries(
      Object.entries(fields).filter(
        ([other]) => other !== gone && !(key === action && other.startsWith(gone)),
      ),
    );
  }
  return { ...(action && !(action in fields) ? { [action]: 'get_orders' } : {}), ...fields, [key]: value };
}

/** The action of the workflow that a key belongs to. */
export function actionOf(key: string): string | undefined {
  return /^workflows\.[^.]+\./.exec(key)?.[0].concat('action');
}

export function toConfig(fields: Fields): ConnectionConfig {
  const { scopes, ...config } = nested(fields);
  return { ...config, scopes: Object.values(scopes as object) } as never;
}

/** Whatever holds its default is left out. */
export function toFields(config: ConnectionConfig): Fields {
  const flat = (value: unknown, path: string): [string, Scalar][] => {
    if (Array.isArray(value)) return value.map((item) => [`${path}.${item}`, item as Scalar]);
    if (typeof value !== 'object' || value === null) return [[path, value as Scalar]];
    return Object.entries(value).flatMap(([key, child]) => flat(child, path === '' ? key : `${path}.${key}`));
  };
  return Object.fromEntries(flat(config, '').filter(([key, value]) => key !== 'protect' || value === true));
}

/** Maps within maps, one for each dot. */
export function nested(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const tree: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields)) {
    const path = key.split('.');
    let at = tree;
    for (const step of path.slice(0, -1)) {
      at[step] ??= {};
      at = at[step] as Record<string, unknown>;
    }
    at[path.at(-1) as string] = value;
  }
  return tree;
}

/** Straight from the definition: who moved since the last apply, for each field that differs. */
export function directions(want: Fields, applied: Fields, have: Fields): Record<string, string> {
  const action = `${ORDERS}.action`;
  const runs = have[action] !== undefined && (want[action] === undefined || want[action] === have[action]);
  const keys = [...new Set([...Object.keys(want), ...Object.keys(have)])].filter(
    (key) => want[key] !== have[key],
  );
  return Object.fromEntries(
    keys.flatMap((key) => {
      if (key === RUNNING && runs) return want[key] === applied[key] ? [] : [[key, 'config']];
      return [[key, direction(want[key], applied[key], have[key])]];
    }),
  );
}

function direction(want: unknown, applied: unknown, have: unknown): string {
  if (have === applied) return 'config';
  return want === applied ? 'backend' : 'conflict';
}
