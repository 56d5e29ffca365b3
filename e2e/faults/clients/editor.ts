// Somebody at the user interface who edits connections past flowlink, as fast as the answers come.
import type { Connection } from '@flowlink/schema';
import { edited, type Fields, newFields, ORDERS, toConfig, toFields } from '../../src/model/fields.ts';
import type { Workplace } from '../../src/workplace.ts';
import type { Random } from '../random.ts';
import { POOL } from './checkout.ts';

export const EDITOR = 'editor';

/** A direct edit that was answered. */
export interface DirectEdit {
  readonly name: string;
  /** The revision that it was made for; undefined if the connection was to be new. */
  readonly expected: number | undefined;
  readonly status: number;
  /** The revision that it gave; undefined if it was refused, or deleted the connection. */
  readonly revision: number | undefined;
  /** What it said, unless it only renamed or deleted. */
  readonly config?: Fields;
  readonly token?: string;
}

export class Editor {
  readonly edits: DirectEdit[] = [];
  readonly #place: Workplace;
  readonly #random: Random;
  #number = 0;

  constructor(place: Workplace, random: Random) {
    this.#place = place;
    this.#random = random;
  }

  /** Reads what is there, and changes a connection of it. */
  async act(): Promise<void> {
    const there = await this.#place.connections();
    // What was made by hand, or forgotten, under a name of the clients would be in their way for ever.
    const inTheWay = there.find(({ managed, name }) => !managed && !name.startsWith('ui-'));
    const one = inTheWay ?? (there.length > 0 ? this.#random.pick(there) : undefined);
    const chance = this.#random.next();
    // Somebody reads and thinks before he saves.
    await new Promise((resolve) => setTimeout(resolve, this.#random.below(1_500)));
    if (!one || chance < 0.08) return this.#create();
    if (inTheWay || chance < 0.12) return this.#send(one, 'DELETE', '', undefined);
    if (chance < 0.2) {
      const to = `ui-renamed-${++this.#number}`;
      return this.#send(one, 'POST', '/move', { to });
    }
    return this.#change(one, chance < 0.4);
  }

  async #create(): Promise<void> {
    const name = this.#random.isLikely(0.5) ? this.#random.pick(POOL) : `ui-${++this.#number}`;
    const [config, token] = [newFields(name), this.#token()];
    const body = { config: toConfig(config), secrets: { access_token: token } };
    const headers = { 'if-none-match': '*', 'flowlink-user': EDITOR };
    await this.#record(name, undefined, this.#place.request('PUT', `/${name}`, body, headers), {
      config,
      token,
    });
  }

  #change(one: Connection, rotates: boolean): Promise<void> {
    const limit = this.#random.below(250) + 1;
    const config = edited(toFields(one.config), [`${ORDERS}.parameters.limit`, limit]);
    const token = rotates ? this.#token() : undefined;
    const body = { config: toConfig(config), ...(token ? { secrets: { access_token: token } } : {}) };
    return this.#send(one, 'PUT', '', body, { config, ...(token ? { token } : {}) });
  }

  #send(
    { name, revision }: Connection,
    method: string,
    path: string,
    body: unknown,
    said: Pick<DirectEdit, 'config' | 'token'> = {},
  ): Promise<void> {
    const headers = { 'if-match': `"${revision}"`, 'flowlink-user': EDITOR };
    const answer = this.#place.request(method, `/${name}${path}`, body, headers);
    return this.#record(name, revision, answer, said);
  }

  async #record(
    name: string,
    expected: number | undefined,
    answer: Promise<Response>,
    said: Pick<DirectEdit, 'config' | 'token'>,
  ): Promise<void> {
    const response = await answer;
    const { status } = response;
    const body = status === 204 ? undefined : ((await response.json()) as Connection);
    const revision = response.ok ? body?.revision : undefined;
    this.edits.push({ name, expected, status, revision, ...said });
  }

  #token(): string {
    return `editor-${++this.#number}`.padEnd(31, '0');
  }
}
