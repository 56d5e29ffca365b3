// A workspace whose applies are killed one after the other, beside the model of what it has to hold.
import type { ApplyEvent, AuditEntry, Connection, Plan, Run } from '@flowlink/schema';
import { expect } from 'vitest';
import { expectPlan, type Model } from '../../src/model/expectation.ts';
import { isShownAs } from '../../src/model/history.ts';
import { Project } from '../../src/model/project.ts';
import type { Ended } from '../../src/programs.ts';
import { Workplace } from '../../src/workplace.ts';
import type { DatabaseUnderTest } from '../databases.ts';
import { bugsIn, type MortalBackend, startMortalBackend } from '../mortal-backend.ts';
import { Random } from '../random.ts';
import { Records } from '../records.ts';
import { declareNew, editAtRandom, Fresh, tidy } from './edits.ts';
import { APPLY, applyToDeath, eventsOf, type KilledApply } from './killed-apply.ts';
import { type Fate, fateOf, type Pace } from './moments.ts';
import { carryOutAsTold, type Told } from './told.ts';

/** What a round came to. */
export interface Round extends Fate {
  readonly survived: boolean;
  readonly planned: number;
  readonly made: number;
  readonly leftLock: boolean;
  /** Whether the command line succeeded although something was killed. */
  readonly succeeded: boolean;
}

/** Why an apply may end without having succeeded when the backend is killed. */
const EXPLAINED = ['backend-unreachable', 'backend-failed', 'backend-timeout', 'lock-lost'];

export class Scene {
  readonly place: Workplace;
  readonly records: Records;
  readonly #backend: MortalBackend;
  readonly #database: DatabaseUnderTest;
  readonly #random: Random;
  readonly #fresh = new Fresh();
  readonly #model: Model = { project: new Project(), stored: new Map(), deletedBy: new Map() };
  /** ID and revision of each write of the model. */
  readonly #written = new Map<number, Pick<Connection, 'id' | 'revision'>>();
  #pace: Pace = { toRun: 1, running: 1 };
  #admin = '';

  private constructor(place: Workplace, backend: MortalBackend, database: DatabaseUnderTest, random: Random) {
    this.place = place;
    this.records = new Records(place);
    this.#backend = backend;
    this.#database = database;
    this.#random = random;
  }

  /** With connections that were applied undisturbed, which is how long that takes. */
  static async open(database: DatabaseUnderTest, seed: number): Promise<Scene> {
    const random = new Random(seed);
    let backend: MortalBackend | undefined;
    const place = await Workplace.open('acme', async (dataDir) => {
      backend = await startMortalBackend(database, dataDir, random);
      return backend;
    });
    const scene = new Scene(place, backend as MortalBackend, database, random);
    scene.#admin = await place.backend.token('acme', 'admin');
    for (let count = 0; count < 28; count++) declareNew(scene.#model.project, scene.#fresh);
    await scene.#converge();
    return scene;
  }

  close(): Promise<void> {
    return this.place.close();
  }

  async round(): Promise<Round> {
    const { project } = this.#model;
    editAtRandom(project, this.#random, this.#fresh, 6 + this.#random.below(14));
    this.#write();
    const { refusals, changes } = expectPlan(this.#model, 'apply');
    expect(refusals).toEqual([]);
    if (changes.length === 0) return this.round();
    const mayCrash = this.#database.crash !== undefined;
    const fate = fateOf(this.#random, this.#pace, changes.length, mayCrash);
    const killed = await applyToDeath(this.place, this.#backend, this.#database, fate);

    const leftLock = await this.#release(killed);
    const entries = await this.records.readTrail();
    const told = carryOutAsTold(this.#model, changes, ofConnections(entries));
    await this.#check();
    await this.#expectTruth(killed, told, entries, changes.length);
    await this.#converge();
    tidy(project);
    return {
      ...fate,
      survived: killed.survived,
      planned: changes.length,
      made: told.made,
      leftLock,
      succeeded: killed.status === 0,
    };
  }

  /** The plan shows exactly what is left, and applying it leaves nothing. */
  async #converge(): Promise<void> {
    this.#write();
    const { changes } = expectPlan(this.#model, 'apply');
    const planning = await this.place.flowlink('plan --json --out plan.json');
    expect(planning, planning.stderr).toMatchObject({ status: 0 });
    const { plan } = JSON.parse(planning.stdout) as { plan: Plan };
    const shown = plan.changes.map(({ name, action, from }) => ({ name, action, from }));
    const wanted = changes.map(({ name, action, origin }) => ({
      name,
      action,
      from: origin && origin.name !== name ? origin.name : undefined,
    }));
    expect(shown).toEqual(wanted.sort((a, b) => (a.name < b.name ? -1 : 1)));
    if (changes.length > 0) {
      const started = performance.now();
      const applied = await this.place.flowlink([...APPLY, 'plan.json'].join(' '));
      const elapsed = performance.now() - started;
      const events = eventsOf(applied.stdout.trimEnd().split('\n'));
      expect(applied, JSON.stringify(errorsOf(events))).toMatchObject({ status: 0 });
      this.#measure(events, elapsed);
      const entries = await this.records.readTrail();
      const told = carryOutAsTold(this.#model, changes, ofConnections(entries));
      expect(told.made).toBe(changes.length);
      const run = await this.#runOf(events);
      expect(run).toMatchObject({ outcome: 'succeeded', counts: { done: told.made } });
    }
    expect(await this.records.lock()).toBeNull();
    await this.#check();
    expect(expectPlan(this.#model, 'apply').changes).toEqual([]);
    await this.records.expectRevisionsToAgree();
    expect(await this.#database.damage()).toEqual([]);
    expect(bugsIn(this.place.backend.log())).toEqual([]);
  }

  #measure(events: readonly ApplyEvent[], elapsed: number): void {
    const times = events.flatMap((event) => ('at' in event ? [Date.parse(event.at)] : []));
    const running = Math.max(1, (times.at(-1) ?? 0) - (times[0] ?? 0));
    this.#pace = { toRun: Math.max(1, elapsed - running), running };
  }

  #write(): void {
    const { project } = this.#model;
    const { FLOWLINK_URL, FLOWLINK_WORKSPACE, FLOWLINK_TOKEN } = this.place.environment;
    const target = { FLOWLINK_URL, FLOWLINK_WORKSPACE, FLOWLINK_TOKEN } as Record<string, string>;
    this.place.environment = { ...target, ...project.variables() };
    this.place.write('flowlink.yaml', project.yaml());
  }

  /** Takes the lock away as a person would, if the run left one. @returns whether it did */
  async #release({ status, events }: KilledApply): Promise<boolean> {
    const lock = await this.records.lock();
    if (lock === null) return false;
    const run = runIn(events);
    if (run !== undefined) expect(lock.run).toBe(run);
    const seconds = (Date.parse(lock.expires_at) - Date.now()) / 1000;
    expect(seconds).toBeLessThanOrEqual(60);
    const isTold = events.some(
      (event) => event.type === 'diagnostic' && event.diagnostic.code === 'lock-left',
    );
    if (status === 0 && !isTold) throw new Error('a run that succeeded left its lock, and did not say so');
    const unlocked = await this.place.flowlink(`unlock ${lock.run} --auto-approve`, {
      FLOWLINK_TOKEN: this.#admin,
    });
    expect(unlocked, unlocked.stderr).toMatchObject({ status: 0 });
    return true;
  }

  /** What the command line said and what the run's record says is no more than what was done. */
  async #expectTruth(
    killed: KilledApply,
    told: Told,
    entries: readonly AuditEntry[],
    planned: number,
  ): Promise<void> {
    const { events, status } = killed;
    for (const event of events) if (event.type === 'change_done') expect(told.names).toContain(event.name);
    expectExplained(killed);
    if (status === 0) expect(told.made).toBe(planned);
    const opened = entries.filter(({ action }) => action === 'run_opened');
    expect(opened.length).toBeLessThanOrEqual(1);
    const [{ run: id } = { run: null }] = opened;
    for (const { run, connection } of entries) if (connection !== null) expect(run).toBe(id);
    if (id === null) {
      expect(told.made).toBe(0);
      return;
    }
    expectRunTruth(await this.records.run(id), told.made, planned);
  }

  #runOf(events: readonly ApplyEvent[]): Promise<Run> {
    return this.records.run(runIn(events) ?? '');
  }

  /** The backend is what the model says; whatever nobody wrote has its ID and its revision still. */
  async #check(): Promise<void> {
    const real = await this.records.connections();
    expect([...real.keys()].sort()).toEqual([...this.#model.stored.keys()].sort());
    for (const [name, one] of this.#model.stored) {
      const there = real.get(name);
      expect(isShownAs(one, there), `${name}: ${JSON.stringify({ one, there }, null, 1)}`).toBe(true);
      if (!there) continue;
      const { id, revision } = there;
      expect(this.#written.get(one.serial) ?? { id, revision }, name).toEqual({ id, revision });
      this.#written.set(one.serial, { id, revision });
    }
    const stores = [...real.values()].map(({ config }) => config.store_hash);
    expect(stores).toHaveLength(new Set(stores).size);
  }
}

function expectRunTruth({ outcome, counts, planned: said, closed_at }: Run, made: number, planned: number) {
  expect(said).toBe(planned);
  if (outcome === 'abandoned') {
    expect({ counts, closed_at }).toEqual({ counts: null, closed_at: null });
    return;
  }
  const { done = 0, failed = 0, not_started = 0 } = counts ?? {};
  expect(done + failed + not_started).toBe(planned);
  expect(done).toBeLessThanOrEqual(made);
  expect(made).toBeLessThanOrEqual(done + failed);
  if (outcome === 'succeeded') expect(made).toBe(planned);
}

/** Nobody sees a stack trace, and what went wrong has a name. */
function expectExplained({ status, stdout, stderr, events }: Ended & Pick<KilledApply, 'events'>): void {
  expect(stdout + stderr).not.toMatch(/^\s+at /m);
  if (status === null || status === 0) return;
  expect(status).toBe(1);
  const codes = errorsOf(events);
  expect(codes.length).toBeGreaterThan(0);
  for (const code of codes) expect(EXPLAINED).toContain(code);
}

/** Codes of all errors that an apply told of. */
function errorsOf(events: readonly ApplyEvent[]): string[] {
  return events.flatMap((event) => {
    const told = event.type === 'diagnostic' || event.type === 'change_failed' ? [event.diagnostic] : [];
    return told.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  });
}

function runIn(events: readonly ApplyEvent[]): string | undefined {
  return events.find((event) => event.type === 'run_started')?.run;
}

function ofConnections(entries: readonly AuditEntry[]): AuditEntry[] {
  return entries.filter(({ connection }) => connection !== null);
}
