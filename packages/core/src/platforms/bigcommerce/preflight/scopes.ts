// Compares the declared scopes with what the probes were allowed to read.
import { bigcommerce, type Scope } from '@flowlink/schema';
import { probeOf, probes } from './probes.ts';
import type { Reading } from './reading.ts';
import { contradicted, unproven, unverifiable, type Verdict, verified } from './verdict.ts';

/** The answers to the probes by path. */
export type Readings = ReadonlyMap<string, Reading>;

/** A scope to modify is never verified: reading proves nothing about writing, though a refusal disproves both. */
export function checkScope(scope: Scope, readings: Readings): Verdict {
  const probe = probeOf(scope);
  if (!probe) return unverifiable('No request that changes nothing could prove it.');
  const reading = readings.get(probe.path);
  switch (reading?.kind) {
    case 'granted':
      return scope === probe.scope
        ? verified
        : unverifiable('Reading is permitted; writing cannot be tried without changing the store.');
    case 'refused':
      return contradicted('BigCommerce refuses what it permits.');
    default:
      return unproven(reading?.kind);
  }
}

/** The scopes that were not declared but can be read with. Whether they permit writing too stays unknown. */
export function overGranted(declared: readonly Scope[], readings: Readings): Scope[] {
  return probes
    .filter(({ scope }) => !declared.some((own) => bigcommerce.permits(own, scope)))
    .filter(({ path }) => readings.get(path)?.kind === 'granted')
    .map(({ scope }) => scope);
}

/** Whether the token has none of the scopes that can be probed. */
export function allRefused(readings: Readings): boolean {
  return probes.every(({ path }) => readings.get(path)?.kind === 'refused');
}
