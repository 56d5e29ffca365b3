// CI: takes the lock, opens a run, writes its connections several at a time as apply does, and ends both.
import { randomBytes } from 'node:crypto';
import type { Connection, Problem } from '@flowlink/schema';
import { edited, ORDERS, toConfig, toFields } from '../../src/model/fields.ts';
import type { Random } from '../random.ts';
import type { Tally } from './tally.ts';
import type { TimedClient } from './timed-client.ts';
import { tokenOf } from './visitor.ts';

/** Connections of one apply. */
const CHANGES = 20;
const HOLDER = { user: 'ci', host: 'runner', pid: 1 };

export class Applier {
  readonly #clients: readonly TimedClient[];
  readonly #names: readonly string[];
  readonly #random: Random;
  readonly #tally: Tally;

  /** @param clients as many requests as it has under way at once */
  constructor(clients: readonly TimedClient[], names: readonly string[], random: Random, tally: Tally) {
    this.#clients = clients;
    this.#names = names;
    this.#random = random;
    this.#tally = tally;
  }

  async act(): Promise<void> {
    const run = `run_${randomBytes(12).toString('hex')}`;
    const names = new Set(Array.from({ length: CHANGES }, () => this.#random.pick(this.#names)));
    const [first] = this.#clients;
    await first?.send('run', '/lock', { method: 'PUT', body: { run, holder: HOLDER, lease_seconds: 60 } });
    const opening = { id: run, mode: 'apply', holder: HOLDER, planned: names.size };
    await first?.send('run', '/runs', { method: 'POST', body: opening, statuses: [201] });
    const left = [...names];
    let done = 0;
    const work = async (client: TimedClient) => {
      for (let name = left.pop(); name !== undefined; name = left.pop()) {
        if (await this.#write(client, name, run)) done++;
      }
    };
    await Promise.all(this.#clients.map(work));
    const closing = { outcome: 'succeeded', counts: { done, failed: names.size - done, not_started: 0 } };
    await first?.send('run', `/runs/${run}`, { method: 'PATCH', body: closing });
    await first?.send('run', `/lock?run=${run}`, { method: 'DELETE', statuses: [204] });
  }

  /** @returns whether it was written; not if a direct edit came between */
  async #write(client: TimedClient, name: string, run: string): Promise<boolean> {
    const before = await client.send<Connection>('get', `/connections/${name}`);
    if (!before) return false;
    const { config, revision } = before.body;
    const limit = this.#random.below(250) + 1;
    const answer = await client.send<Connection | Problem>('apply', `/connections/${name}`, {
      method: 'PUT',
      body: {
        config: toConfig(edited(toFields(config), [`${ORDERS}.parameters.limit`, limit])),
        secrets: { access_token: tokenOf(name) },
      },
      headers: { 'if-match': `"${revision}"`, 'flowlink-run': run },
      statuses: [200, 412],
    });
    if (answer?.status === 200) {
      this.#tally.writes.push({ name, revision: (answer.body as Connection).revision, run });
      return true;
    }
    if (answer) this.#tally.noteConflict(name, revision, answer.body as Problem);
    return false;
  }
}
