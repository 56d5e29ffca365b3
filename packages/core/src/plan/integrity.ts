// Seals a plan so that an edited or truncated plan file is noticed.
import { createHash } from 'node:crypto';
import type { Plan } from '@flowlink/schema';

/** Adds the digest of everything else. */
export function sealed(plan: Omit<Plan, 'integrity'>): Plan {
  return { ...plan, integrity: digest(plan) };
}

/** Whether a plan is as it was sealed. */
export function isIntact({ integrity, ...plan }: Plan): boolean {
  return digest(plan) === integrity;
}

function digest(plan: Omit<Plan, 'integrity'>): string {
  return `sha256-${createHash('sha256').update(canonical(plan)).digest('hex')}`;
}

/** JSON with sorted keys: the order of keys means nothing. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
