// `flowlink-backend trust …`: makes, lists and removes trust policies, also beside a running server.
import { createTrustPolicy, removeTrustPolicy } from '../oidc/trust.ts';
import { type Flags, UsageError } from './arguments.ts';
import { withStore } from './existing-store.ts';
import { operator } from './operator.ts';
import { table } from './table.ts';
import { trustPolicyFrom } from './trust-flags.ts';

const HEADER = ['ID', 'WORKSPACE', 'ROLE', 'NAME', 'ISSUER', 'AUDIENCE', 'CLAIMS', 'LIFETIME'];

export async function createTrust(flags: Flags, rest: string[]): Promise<number> {
  if (rest.length > 0) throw new UsageError(`trust create takes no “${rest[0]}”.`);
  const wanted = trustPolicyFrom(flags);
  return withStore(flags, async (store) => {
    const { id } = await createTrustPolicy(store, wanted, operator(), new Date());
    process.stdout.write(`${id}\n`);
    return 0;
  });
}

export async function listTrust(flags: Flags, rest: string[]): Promise<number> {
  if (rest.length > 0) throw new UsageError(`trust list takes no “${rest[0]}”.`);
  return withStore(flags, async (store) => {
    const policies = await store.trustPolicies(flags.workspace);
    if (flags.json) {
      process.stdout.write(`${JSON.stringify(policies, null, 2)}\n`);
      return 0;
    }
    const rows = policies.map(({ claims, lifetime_minutes: minutes, ...policy }) => {
      const pinned = Object.entries(claims).map(([claim, pattern]) => `${claim}=${pattern}`);
      const { id, workspace, role, name, issuer, audience } = policy;
      return [id, workspace, role, name, issuer, audience, pinned.join(' '), `${minutes} min`];
    });
    process.stdout.write(table(HEADER, rows));
    return 0;
  });
}

export async function removeTrust(flags: Flags, [id, ...more]: string[]): Promise<number> {
  if (id === undefined || more.length > 0) {
    throw new UsageError('trust remove needs one ID; `trust list` shows them.');
  }
  return withStore(flags, async (store) => {
    if (await removeTrustPolicy(store, id, operator(), new Date())) return 0;
    process.stderr.write(`flowlink-backend: there is no trust policy ${id}.\n`);
    return 1;
  });
}
