// What can be made to go wrong with a store, and how that is said in JSON.

export const faultKinds = [
  'rate-limited',
  'overloaded',
  'suspended',
  'maintenance',
  'plan-limit',
  'redirect',
  'html',
  'slow',
  'hang',
  'reset',
  'plain-401',
] as const;

export interface Fault {
  readonly kind: (typeof faultKinds)[number];
  /** Of `slow`: how long each answer takes (1000). Of `rate-limited`: until the quota is whole (the window's end). */
  readonly ms?: number;
  /** Of `redirect`: the whole address (the same one, with https). */
  readonly location?: string;
  /** How many requests it meets before it lifts by itself; all without it. */
  readonly times?: number;
}

/** Reads a fault, or null for none, from JSON. @returns what is wrong with it as a string */
export function readFault(value: unknown): Fault | null | string {
  if (value === null) return null;
  if (typeof value !== 'object') return 'A fault is an object with a kind, or null.';
  const { kind, ms, location, times, ...unknown } = value as Record<string, unknown>;
  const [key] = Object.keys(unknown);
  if (key !== undefined) return `A fault has no “${key}”.`;
  if (!faultKinds.includes(kind as Fault['kind'])) return `kind is one of ${faultKinds.join(', ')}.`;
  if (ms !== undefined && !isCount(ms)) return 'ms is a whole number of milliseconds.';
  if (times !== undefined && !isCount(times)) return 'times is a whole number.';
  if (location !== undefined && !isPrintable(location)) return 'location is an address.';
  return value as Fault;
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** Fit for a header. */
function isPrintable(value: unknown): boolean {
  return typeof value === 'string' && /^[\x21-\x7e]+$/.test(value);
}
