// What is on the backend as the model sees it, and what direct edits and changes of a plan make of it.
import type { Action } from '@flowlink/schema';
import { directions, edited, type FieldEdit, type Fields, ORDERS, RUNNING } from './fields.ts';

/** A connection on the backend. */
export interface Stored {
  /** Another one after every write. */
  readonly serial: number;
  /** Another one for every connection, whatever its name. */
  readonly identity: number;
  readonly name: string;
  readonly managed: boolean;
  readonly config: Fields;
  readonly token: string;
  /** What the last apply left, unless it is not managed. */
  readonly applied?: { readonly name: string; readonly config: Fields; readonly token: string };
  /** Who changed which field since. */
  readonly authors: Readonly<Record<string, string>>;
}

/** One change of a plan. */
export interface PlannedChange {
  readonly name: string;
  readonly action: Action;
  /** The connection that it changes. */
  readonly origin?: Stored;
  readonly want?: { readonly config: Fields; readonly token: string };
  /** Whether the token goes with it. */
  readonly sendsToken: boolean;
  readonly fields: Readonly<Record<string, string>>;
}

let serials = 0;
const serial = (): number => ++serials;

export function madeByHand(name: string, config: Fields, token: string): Stored {
  return { serial: serial(), identity: serial(), name, managed: false, config, token, authors: {} };
}

/** After a direct edit of one field. */
export function editedByHand(before: Stored, edit: FieldEdit, user: string): Stored {
  const config = edited(before.config, edit);
  const keys = [...new Set([...Object.keys(config), ...Object.keys(before.config)])];
  const changed = keys.filter(
    (key) => config[key] !== before.config[key] || (key === RUNNING && !isRunning(config)),
  );
  return withAuthors({ ...before, serial: serial(), config }, changed, user);
}

export function rotatedByHand(before: Stored, token: string, user: string): Stored {
  const after = { ...before, serial: serial(), token };
  return withAuthors(after, token === before.token ? [] : ['access_token'], user);
}

export function renamedByHand(before: Stored, name: string, user: string): Stored {
  return withAuthors({ ...before, serial: serial(), name }, ['name'], user);
}

/** The running connector is no writer. */
export function advanced(before: Stored, to: string): Stored {
  return isRunning(before.config) ? { ...before, config: { ...before.config, [RUNNING]: to } } : before;
}

const isRunning = (config: Fields): boolean => `${ORDERS}.action` in config;

/** Only what differs from the last apply has an author. */
function withAuthors(after: Stored, changed: readonly string[], user: string): Stored {
  const { applied, config, token, name } = after;
  if (!applied) return { ...after, authors: {} };
  const keys = new Set([...Object.keys(applied.config), ...Object.keys(config)]);
  const differing = [
    ...[...keys].filter(
      (key) => config[key] !== applied.config[key] && !(key === RUNNING && isRunning(config)),
    ),
    ...(token === applied.token ? [] : ['access_token']),
    ...(name === applied.name ? [] : ['name']),
  ];
  const authors = { ...after.authors, ...Object.fromEntries(changed.map((key) => [key, user])) };
  return {
    ...after,
    authors: Object.fromEntries(differing.flatMap((key) => (authors[key] ? [[key, authors[key]]] : []))),
  };
}

/** What a change makes of the connection; undefined if it is gone. @param now what is there by now */
export function changed(
  { name, action, want, sendsToken }: PlannedChange,
  now: Stored | undefined,
): Stored | undefined {
  if (action === 'destroy') return undefined;
  if (now && action === 'forget') {
    const { applied: _applied, ...rest } = now;
    return { ...rest, serial: serial(), managed: false, authors: {} };
  }
  if (now && action === 'move') return moved(now, name);
  if (!want) throw new Error(`${action} without a configuration`);
  const kept = action === 'create' || action === 'replace' ? undefined : now;
  const token = kept && !sendsToken ? kept.token : want.token;
  return {
    serial: serial(),
    identity: kept?.identity ?? serial(),
    name,
    managed: true,
    config: kept ? withRunningValue(want.config, kept) : want.config,
    token,
    applied: { name, config: want.config, token },
    authors: {},
  };
}

/** What a run leaves that renames a connection and gets no further. */
export function moved(before: Stored, name: string): Stored {
  const { name: _name, ...authors } = before.authors;
  const { applied } = before;
  return {
    ...before,
    serial: serial(),
    name,
    authors,
    ...(applied ? { applied: { ...applied, name } } : {}),
  };
}

/** The connector's value stays unless the configuration itself changed it. */
function withRunningValue(want: Fields, { config, applied }: Stored): Fields {
  const running = config[RUNNING];
  const action = `${ORDERS}.action`;
  const stays =
    running !== undefined && want[action] === config[action] && want[RUNNING] === applied?.config[RUNNING];
  return stays ? { ...want, [RUNNING]: running } : want;
}

/** The configuration of a connection without what only the connector said. */
export function appliedForm({ config, applied }: Stored): Fields {
  const { [RUNNING]: _running, ...rest } = config;
  const action = `${ORDERS}.action`;
  const last = applied?.config[action] === config[action] ? applied?.config[RUNNING] : undefined;
  return last === undefined || !(action in config) ? rest : { ...rest, [RUNNING]: last };
}

/** Who is ahead in which field, the token included. */
export function differences(want: PlannedChange['want'], have: Stored): Record<string, string> {
  if (!want) return {};
  const base = have.managed ? (have.applied?.config ?? {}) : have.config;
  const fields = directions(want.config, base, have.config);
  if (want.token === have.token) return fields;
  const last = have.applied?.token;
  const token =
    last === undefined || last === have.token ? 'config' : last === want.token ? 'backend' : 'conflict';
  return { ...fields, access_token: token };
}
