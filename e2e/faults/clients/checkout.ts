// One client: a checkout of the project with edits of its own, which it plans, compares and applies again and again.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApplyEvent, Diagnostic, Plan } from '@flowlink/schema';
import { type FieldEdit, type Fields, newFields, ORDERS } from '../../src/model/fields.ts';
import { Project } from '../../src/model/project.ts';
import { type Ended, runFlowlink } from '../../src/programs.ts';
import type { Random } from '../random.ts';

/** What a checkout says of every connection. */
export type Said = ReadonlyMap<string, { readonly config: Fields; readonly token: string }>;

/** One command that ended. */
export interface Told extends Ended {
  readonly command: 'plan' | 'drift' | 'apply';
  /** Codes of its errors. */
  readonly codes: readonly string[];
  /** Of an apply: what it said. */
  readonly events: readonly ApplyEvent[];
  /** Of an apply: what the checkout said then. */
  readonly said: Said;
  /** Of an apply of a saved plan: that plan. */
  readonly plan?: Plan;
}

const EDITS: readonly FieldEdit[] = [
  [`${ORDERS}.parameters.limit`, 50],
  [`${ORDERS}.parameters.limit`, 100],
  [`${ORDERS}.action`, 'get_products'],
  [`${ORDERS}.action`, undefined],
  ['workflows.stock.action', 'set_inventory'],
  ['workflows.stock.action', undefined],
];

/** Names that several may come upon at once. */
export const POOL = ['pool-1', 'pool-2', 'pool-3', 'pool-4'];
const SIZE = 16;

const MISFITS = ['move-conflict', 'unmanaged-connection'];

export class Checkout {
  #project = new Project();
  readonly #folder: string;
  readonly #environment: Record<string, string>;
  readonly #random: Random;
  readonly #id: string;
  #number = 0;

  /** @param id part of names and tokens that nobody else gives */
  constructor(id: string, folder: string, environment: Record<string, string>, random: Random) {
    this.#id = id;
    this.#folder = folder;
    this.#environment = environment;
    this.#random = random;
    mkdirSync(folder, { recursive: true });
    this.#startAnew();
  }

  /** Edits the checkout a little and runs one command, or a plan and its apply. */
  async act(): Promise<Told[]> {
    const told = await this.#command();
    // Whoever is told that his names do not fit those of the others gives up what he has.
    if (told.some(({ codes }) => codes.some((code) => MISFITS.includes(code)))) this.#startAnew();
    return told;
  }

  async #command(): Promise<Told[]> {
    for (let edits = this.#random.below(4); edits > 0; edits--) this.#edit();
    this.#write();
    const chance = this.#random.next();
    if (chance < 0.15) return [await this.#run('plan', ['plan', '--json'])];
    if (chance < 0.3) return [await this.#run('drift', ['drift', '--json'])];
    const waiting = this.#random.isLikely(0.5) ? ['--lock-timeout', '5'] : [];
    const apply = ['apply', '--auto-approve', '--no-verify', '--json', ...waiting];
    if (chance < 0.65) return [await this.#run('apply', apply)];
    const planned = await this.#run('plan', ['plan', '--json', '--out', 'plan.json']);
    if (planned.status !== 0) return [planned];
    const { plan } = JSON.parse(planned.stdout) as { plan: Plan };
    return [planned, { ...(await this.#run('apply', [...apply, 'plan.json'])), plan }];
  }

  async #run(command: Told['command'], argv: readonly string[]): Promise<Told> {
    const { connections } = this.#project;
    const said = [...connections.keys()].map(
      (name) => [name, { config: this.#project.fields(name), token: this.#project.token(name) }] as const,
    );
    const environment = { ...this.#environment, ...this.#project.variables() };
    const ended = await runFlowlink(argv, this.#folder, environment);
    const events = command === 'apply' ? eventsIn(ended.stdout) : [];
    const codes = command === 'apply' ? errorsAmong(events) : errorsIn(ended.stdout);
    return { ...ended, command, codes, events, said: new Map(said) };
  }

  /** With what all began with. */
  #startAnew(): void {
    this.#project = new Project();
    for (let index = 1; index <= SIZE; index++) this.#declare(`shop-${index}`, `shared${index}`);
  }

  #edit(): void {
    const names = [...this.#project.connections.keys()];
    const name = this.#random.pick(names);
    const chance = this.#random.next();
    if (chance < 0.5) this.#project.say(name, this.#random.pick(EDITS));
    else if (chance < 0.65) this.#project.rotate(name, this.#fresh('token'));
    else if (chance < 0.7) this.#project.say(name, ['store_hash', `h${this.#id}${++this.#number}`]);
    else if (chance < 0.8) this.#rename(name);
    else if (chance < 0.9) this.#join(this.#random.pick(POOL));
    else if (names.length > SIZE - 4) {
      if (this.#random.isLikely(0.3)) this.#project.forget(name);
      else this.#project.undeclare(name);
    }
  }

  #rename(name: string): void {
    const to = this.#random.isLikely(0.5) ? this.#random.pick(POOL) : this.#fresh('renamed');
    if (!this.#project.connections.has(to)) this.#project.rename(name, to, true);
  }

  #join(name: string): void {
    if (!this.#project.connections.has(name)) this.#declare(name, this.#fresh('token'));
  }

  #declare(name: string, token: string): void {
    this.#project.declare(name, newFields(name), token.padEnd(31, '0'));
  }

  #fresh(what: string): string {
    return `${what}-${this.#id}-${++this.#number}`.padEnd(31, '0');
  }

  #write(): void {
    writeFileSync(join(this.#folder, 'flowlink.yaml'), this.#project.yaml());
  }
}

function eventsIn(stdout: string): ApplyEvent[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ApplyEvent);
}

function errorsAmong(events: readonly ApplyEvent[]): string[] {
  return events.flatMap((event) => {
    const told = event.type === 'diagnostic' || event.type === 'change_failed' ? [event.diagnostic] : [];
    return codesOf(told);
  });
}

function errorsIn(stdout: string): string[] {
  return codesOf((JSON.parse(stdout) as { diagnostics: Diagnostic[] }).diagnostics);
}

function codesOf(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
}
