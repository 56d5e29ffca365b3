// `flowlink-backend trust …`: makes, lists and removes trust policies, also beside a running server.
import { newTrustPolicy } from '../oidc/trust-policy.ts';
import { type Flags, UsageError } from './arguments.ts';
import { trustPolicyFrom } from './trust-flags.ts';
import { withStore } from './with-store.ts';

export async function createTrust(flags: Flags, rest: string[]): Promise<number> {
  if (rest.length > 0) throw new UsageError(`trust create takes no “${rest[0]}”.`);
  const policy = newTrustPolicy(trustPolicyFrom(flags), new Date());
  return withStore(flags, async (store) => {
    await store.saveTrustPolicy(policy);
    process.stdout.write(`${policy.id}\n`);
    return 0;
  });
}

export async function listTrust(flags: Flags, rest: string[]): Promise<number> {
  if (rest.length > 0) throw new UsageError(`trust list takes no “${rest[0]}”.`);
  return withStore(flags, async (store) => {
    const policies = await store.trustPolicies();
    if (flags.json) process.stdout.write(`${JSON.stringify(policies, null, 2)}\n`);
    else {
      for (const { id, workspace, role, name, issuer, audience, claims, lifetime_minutes } of policies) {
        const pinned = Object.entries(claims).map(([claim, pattern]) => `${claim}=${pattern}`);
        const columns = [
          id,
          workspace,
          role,
          name,
          issuer,
          audience,
          pinned.join(' '),
          `${lifetime_minutes} min`,
        ];
        process.stdout.write(`${columns.join('\t')}\n`);
      }
    }
    return 0;
  });
}

export async function removeTrust(flags: Flags, [id, ...more]: string[]): Promise<number> {
  if (id === undefined || more.length > 0) {
    throw new UsageError('trust remove needs one ID; `trust list` shows them.');
  }
  return withStore(flags, async (store) => {
    if (await store.removeTrustPolicy(id)) return 0;
    process.stderr.write(`flowlink-backend: there is no trust policy ${id}.\n`);
    return 1;
  });
}
