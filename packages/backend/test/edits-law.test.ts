// The law of edits: whatever is written in whatever order, they are exactly the fields that differ from the last apply.
import { type Connection, type ConnectionConfig, fieldMarks, leavesOf } from '@flowlink/schema';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asNew, config, match, RUN, Workspace } from './workspace.ts';

let acme: Workspace;

beforeAll(async () => {
  acme = await Workspace.open();
});
afterAll(() => acme.close());

const parameters = fc.record(
  { min_date_modified: fc.constantFrom('2026-01-01', '2026-02-02'), limit: fc.constantFrom(1, 2) },
  { requiredKeys: [] },
);
const workflow = fc.oneof(
  fc.record({ action: fc.constantFrom('get_orders' as const, 'get_products' as const), parameters }),
  fc.constant({ action: 'set_inventory' as const }),
);
const configs: fc.Arbitrary<ConnectionConfig> = fc
  .record({
    client_id: fc.constantFrom('a', 'b'),
    scopes: fc.subarray(['store_v2_orders' as const, 'store_v2_products' as const]),
    protect: fc.boolean(),
    workflows: fc.record({ x: workflow, y: workflow }, { requiredKeys: [] }),
  })
  .map(config);
const put = (byRun: boolean) =>
  fc.record({
    kind: fc.constant('put' as const),
    byRun: fc.constant(byRun),
    config: configs,
    secret: fc.constantFrom(undefined, 's1', 's2'),
  });
const writes = fc.oneof(
  { weight: 4, arbitrary: put(false) },
  { weight: 1, arbitrary: put(true) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('move' as const), byRun: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('advance' as const),
      to: fc.constantFrom('2026-01-01', '2026-03-03'),
    }),
  },
);

/** A connection, and what only somebody who watched every write knows of its secret. */
interface Watched {
  readonly connection: Connection;
  readonly secret: string;
  readonly appliedSecret: string;
}

const ownedBy = (action: string | undefined) => fieldMarks.bigcommerce.serverOwned[action ?? ''] ?? [];

/** The fields whose values are not the same. */
function unequal(one: ConnectionConfig | null, other: ConnectionConfig | null): string[] {
  const [a, b] = [leavesOf(one), leavesOf(other)];
  const keys = new Set([...a.keys(), ...b.keys()]);
  return [...keys].filter((key) => a.get(key)?.value !== b.get(key)?.value);
}

/** Straight from the definition: what is not as it was applied, without what the connector advances. */
function differing({ connection, secret, appliedSecret }: Watched): string[] {
  const { name, applied_name, config: present, applied } = connection;
  const fields = unequal(present, applied).filter((key) => {
    const [, of = '', kind, parameter = ''] = key.split('\0');
    return kind !== 'parameters' || !ownedBy(present.workflows?.[of]?.action).includes(parameter);
  });
  return [
    ...fields,
    ...(secret === appliedSecret ? [] : ['access_token']),
    ...(name === applied_name ? [] : ['name']),
  ];
}

function changed(before: Watched, after: Watched): string[] {
  return [
    ...unequal(before.connection.config, after.connection.config),
    ...(before.secret === after.secret ? [] : ['access_token']),
    ...(before.connection.name === after.connection.name ? [] : ['name']),
  ];
}

/** Sets every value that the connector advances. */
function advanced(present: ConnectionConfig, to: string): ConnectionConfig {
  const workflows = Object.entries(present.workflows ?? {}).map(([name, flow]) => {
    const values = ownedBy(flow.action).map((parameter) => [parameter, to]);
    if (values.length === 0) return [name, flow];
    return [name, { ...flow, parameters: { ...flow.parameters, ...Object.fromEntries(values) } }];
  });
  return { ...present, workflows: Object.fromEntries(workflows) };
}

type Write = typeof writes extends fc.Arbitrary<infer T> ? T : never;

async function perform(write: Write, { connection, secret, appliedSecret }: Watched): Promise<Watched> {
  const { name, revision } = connection;
  if (write.kind === 'advance') {
    await acme.advance((present) => advanced(present, write.to), name);
    return { connection: (await acme.get(name)).json, secret, appliedSecret };
  }
  const headers = match(revision, write.byRun ? RUN : undefined);
  if (write.kind === 'move') {
    // There and back again.
    const to = name.startsWith('m') ? name.replace('m', 'n') : name.replace('n', 'm');
    const { json } = await acme.call('POST', `/connections/${name}/move`, { body: { to }, headers });
    return { connection: json, secret, appliedSecret };
  }
  const secrets = write.secret === undefined ? {} : { access_token: write.secret };
  const body = { config: write.config, secrets };
  const { json } = await acme.call('PUT', `/connections/${name}`, { body, headers });
  const sent = write.secret ?? secret;
  return { connection: json, secret: sent, appliedSecret: write.byRun ? sent : appliedSecret };
}

let count = 0;

/** The rules are the same on both databases; on PostgreSQL each write takes twice as long. */
const RUNS = { sqlite: 100, postgres: 50 };

test('edits are the fields that differ from the last apply, each since its last change', async () => {
  const sequences = fc.array(writes, { minLength: 1, maxLength: 12 });
  const law = fc.asyncProperty(configs, sequences, async (first, sequence) => {
    await acme.lock(RUN, { seconds: 600 });
    const name = `m-${count++}`;
    const body = { config: first, secrets: { access_token: 's1' } };
    const { json } = await acme.call('PUT', `/connections/${name}`, { body, headers: asNew(RUN) });
    let now: Watched = { connection: json, secret: 's1', appliedSecret: 's1' };
    const since = new Map<string, string>();
    for (const write of sequence) {
      acme.wait(1);
      const before = now;
      now = await perform(write, before);
      const expected = differing(now);
      // A running value is a field like any other once its workflow is removed.
      const added = expected.filter((field) => !differing(before).includes(field));
      for (const field of [...changed(before, now), ...added]) since.set(field, acme.now.toISOString());
      const told = now.connection.edits.map(({ path, at }) => [path.join('\0'), at] as const);
      expect(told.map(([field]) => field).sort()).toEqual(expected.sort());
      for (const [field, at] of told) expect(at, field).toBe(since.get(field));
      expect((await acme.get(now.connection.name)).json).toEqual(now.connection);
    }
  });
  await fc.assert(law, { numRuns: RUNS[acme.database.kind] });
});
