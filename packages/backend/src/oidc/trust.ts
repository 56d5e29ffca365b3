// Creates and removes trust policies. Both are writes, so each is saved together with its entry in the audit trail.
import type { Actor } from '@flowlink/schema';
import { trustEntry } from '../audit/audit-entry.ts';
import type { Store } from '../store/store.ts';
import { type NewTrustPolicy, newTrustPolicy, type TrustPolicy } from './trust-policy.ts';

export async function createTrustPolicy(
  store: Store,
  wanted: NewTrustPolicy,
  by: Actor,
  now: Date,
): Promise<TrustPolicy> {
  const policy = newTrustPolicy(wanted, now);
  await store.transaction(policy.workspace, async (tx) => {
    await tx.saveTrustPolicy(policy);
    await tx.addAuditEntry(policy.workspace, trustEntry('trust_created', policy, by, now));
  });
  return policy;
}

/** The tokens that it gave are gone with it. @returns whether there was such a policy */
export async function removeTrustPolicy(store: Store, id: string, by: Actor, now: Date): Promise<boolean> {
  const policy = (await store.trustPolicies()).find((one) => one.id === id);
  if (!policy) return false;
  await store.transaction(policy.workspace, async (tx) => {
    await tx.removeTrustPolicy(id);
    await tx.addAuditEntry(policy.workspace, trustEntry('trust_removed', policy, by, now));
  });
  return true;
}
