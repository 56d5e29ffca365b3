// Reads stores from JSON and says everything that is wrong with them, without repeating a value that may be a token.
import { bigcommerce } from '@flowlink/schema';
import { quotas, type SandboxStore } from './store.ts';

/** Stores that are not as they should be; the message has a line for each problem. */
export class StoresError extends Error {}

type Check = (value: unknown, at: string) => string[];

const scopes = new Set<unknown>(
  bigcommerce.scopeEntries.flatMap(({ read_only, modify }) => [read_only, modify]).filter(Boolean),
);

const text = one((value) => typeof value === 'string' && value !== '', 'a text that is not empty');

const checkStore = object({
  hash: one(
    (value) => typeof value === 'string' && /^[a-z0-9]+$/.test(value),
    'lower-case letters and digits',
  ),
  domain: text,
  secure_url: text,
  control_panel_base_url: text,
  plan: one(
    (value) => Object.keys(quotas).includes(value as string),
    `one of ${Object.keys(quotas).join(', ')}`,
  ),
  orders: one((value) => Number.isSafeInteger(value) && (value as number) >= 0, 'a whole number'),
  hooks: list(object({ client_id: text })),
  accounts: list(
    object({
      client_id: text,
      access_token: text,
      scopes: list(one((value) => scopes.has(value), 'the name of a BigCommerce scope')),
    }),
  ),
});

/** @param value a list of stores, as parsed from JSON */
export function readStores(value: unknown): readonly SandboxStore[] {
  const problems = list(checkStore)(value, 'stores');
  if (problems.length > 0) throw new StoresError(problems.join('\n'));
  const stores = value as SandboxStore[];
  const repeated = stores.find(({ hash }, index) => stores.findIndex((other) => other.hash === hash) < index);
  if (repeated) throw new StoresError(`Two stores have the hash ${repeated.hash}.`);
  return stores;
}

function one(fits: (value: unknown) => boolean, kind: string): Check {
  return (value, at) => (fits(value) ? [] : [`${at} must be ${kind}.`]);
}

function list(check: Check): Check {
  return (value, at) =>
    Array.isArray(value)
      ? value.flatMap((item, index) => check(item, `${at}[${index}]`))
      : [`${at} must be a list.`];
}

function object(checks: Readonly<Record<string, Check>>): Check {
  return (value, at) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return [`${at} must be an object.`];
    const fields = value as Record<string, unknown>;
    const unknown = Object.keys(fields).filter((key) => !Object.hasOwn(checks, key));
    return [
      ...unknown.map((key) => `${at} has no field “${key}”.`),
      ...Object.entries(checks).flatMap(([key, check]) => check(fields[key], `${at}.${key}`)),
    ];
  };
}
