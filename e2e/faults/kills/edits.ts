// Random changes of a project of twenty to forty connections, each for a store of its own.
import { type FieldEdit, newFields, ORDERS } from '../../src/model/fields.ts';
import type { Project } from '../../src/model/project.ts';
import type { Random } from '../random.ts';

/** Names, tokens and stores that were never used before. */
export class Fresh {
  #number = 0;

  name(): string {
    return `c${++this.#number}`;
  }
  token(): string {
    return `token${++this.#number}`.padEnd(31, '0');
  }
  storeHash(): string {
    return `k${(++this.#number).toString(36).padStart(5, '0')}`;
  }
}

export function declareNew(project: Project, fresh: Fresh): void {
  const name = fresh.name();
  project.declare(name, { ...newFields(name), store_hash: fresh.storeHash() }, fresh.token());
}

const PLAIN: readonly FieldEdit[] = [
  [`${ORDERS}.parameters.limit`, 50],
  [`${ORDERS}.parameters.limit`, 100],
  [`${ORDERS}.action`, 'get_products'],
  [`${ORDERS}.action`, undefined],
  ['workflows.stock.action', 'set_inventory'],
  ['workflows.stock.action', undefined],
  ['store_url', 'https://one.example.com'],
];

/** Changes so many connections at most; some edits say what is said already. */
export function editAtRandom(project: Project, random: Random, fresh: Fresh, times: number): void {
  for (let time = 0; time < times; time++) {
    const names = [...project.connections.keys()];
    const name = random.pick(names);
    const kind = random.next();
    if (names.length < 22 || (kind < 0.2 && names.length < 38)) declareNew(project, fresh);
    else if (kind < 0.5) project.say(name, random.pick(PLAIN));
    else if (kind < 0.6) project.rotate(name, fresh.token());
    else if (kind < 0.7) replace(project, name, fresh);
    else if (kind < 0.75) regrant(project, name, fresh);
    else if (kind < 0.87) rename(project, name, random, fresh);
    else if (kind < 0.95) project.undeclare(name);
    else project.forget(name);
  }
}

/** What only said how to get here is not said for ever. */
export function tidy(project: Project): void {
  project.moved = [];
  project.removed.clear();
}

function replace(project: Project, name: string, fresh: Fresh): void {
  project.say(name, ['store_hash', fresh.storeHash()]);
  project.rotate(name, fresh.token());
}

/** Scopes belong to the API account, so another token comes with them. */
function regrant(project: Project, name: string, fresh: Fresh): void {
  const has = 'scopes.store_cart' in project.fields(name);
  project.say(name, ['scopes.store_cart', has ? undefined : 'store_cart']);
  project.rotate(name, fresh.token());
}

function rename(project: Project, name: string, random: Random, fresh: Fresh): void {
  const to = fresh.name();
  project.rename(name, to, true);
  if (random.isLikely(0.5)) project.say(to, random.pick(PLAIN));
}
