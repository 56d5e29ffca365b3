// Somebody at the user interface, or a program: looks at connections, lists them, reads the trail, and edits directly.
import type { Connection, Problem } from '@flowlink/schema';
import { edited, newFields, ORDERS, toConfig, toFields } from '../../src/model/fields.ts';
import type { Random } from '../random.ts';
import type { Tally } from './tally.ts';
import type { TimedClient } from './timed-client.ts';

/** How often a visitor does what: up to these parts of one. An edit looks at the connection first, so that most requests read. */
const MIX = { look: 0.42, edit: 0.76, page: 0.9, trail: 0.98 };

export class Visitor {
  readonly #client: TimedClient;
  readonly #names: readonly string[];
  readonly #random: Random;
  readonly #tally: Tally;
  readonly #user: string;
  /** Where its walks through the lists are. */
  readonly #cursors = new Map<string, string>();
  /** The newest revision that it has been told of each connection. */
  readonly #seen = new Map<string, number>();

  constructor(client: TimedClient, names: readonly string[], random: Random, tally: Tally, user: string) {
    this.#client = client;
    this.#names = names;
    this.#random = random;
    this.#tally = tally;
    this.#user = user;
  }

  async act(): Promise<void> {
    const chance = this.#random.next();
    if (chance < MIX.look) await this.#look(this.#random.pick(this.#names));
    else if (chance < MIX.edit) await this.#edit(this.#random.pick(this.#names));
    else if (chance < MIX.page) await this.#walk('list 100', '/connections?limit=100');
    else if (chance < MIX.trail) await this.#walk('trail', '/audit?limit=100');
    else await this.#walk('list 1000', '/connections?limit=1000');
  }

  /** Makes a connection. */
  async create(name: string): Promise<void> {
    const fields = edited(newFields(name), [`${ORDERS}.parameters.limit`, 100]);
    const body = { config: toConfig(fields), secrets: { access_token: tokenOf(name) } };
    const headers = { 'if-none-match': '*', 'flowlink-user': this.#user };
    const answer = await this.#client.send<Connection>('create', `/connections/${name}`, {
      method: 'PUT',
      body,
      headers,
      statuses: [201],
    });
    if (answer) this.#noteWrite(answer.body);
  }

  async #look(name: string): Promise<Connection | undefined> {
    const answer = await this.#client.send<Connection>('get', `/connections/${name}`);
    if (!answer) return undefined;
    const seen = this.#seen.get(name) ?? 0;
    const { revision } = answer.body;
    if (revision < seen) this.#tally.errors.push(`${name} was at ${seen}, and then at ${revision}`);
    this.#seen.set(name, revision);
    return answer.body;
  }

  async #edit(name: string): Promise<void> {
    const before = await this.#look(name);
    if (!before) return;
    const limit = this.#random.below(250) + 1;
    const config = toConfig(edited(toFields(before.config), [`${ORDERS}.parameters.limit`, limit]));
    const rotated = this.#random.isLikely(0.1) ? { secrets: { access_token: tokenOf(`${limit}`) } } : {};
    const answer = await this.#client.send<Connection | Problem>('edit', `/connections/${name}`, {
      method: 'PUT',
      body: { config, ...rotated },
      headers: { 'if-match': `"${before.revision}"`, 'flowlink-user': this.#user },
      statuses: [200, 412],
    });
    if (!answer) return;
    if (answer.status === 200) return this.#noteWrite(answer.body as Connection);
    this.#tally.noteConflict(name, before.revision, answer.body as Problem);
  }

  #noteWrite({ name, revision }: Connection): void {
    this.#seen.set(name, revision);
    this.#tally.writes.push({ name, revision, run: null });
  }

  /** Reads the next page of a list, or the first one again behind the last. */
  async #walk(kind: 'list 100' | 'list 1000' | 'trail', path: string): Promise<void> {
    const cursor = this.#cursors.get(kind);
    const query = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const answer = await this.#client.send<{ next_cursor: string | null }>(kind, path + query);
    const next = answer?.body.next_cursor;
    if (next) this.#cursors.set(kind, next);
    else this.#cursors.delete(kind);
  }
}

export const tokenOf = (name: string): string => `token-${name}`.padEnd(31, '0');
