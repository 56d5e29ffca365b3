// A workspace that was restored: whether it is one moment of the past, and whether work goes on from there.
import type { AuditEntry, Connection } from '@flowlink/schema';
import { expect } from 'vitest';
import { toFields } from '../../src/model/fields.ts';
import { Project } from '../../src/model/project.ts';
import { runBackend, serveBackend } from '../../src/programs.ts';
import { Workplace } from '../../src/workplace.ts';
import type { DatabaseUnderTest } from '../databases.ts';
import { WORKSPACE } from '../load/load-scene.ts';
import type { AnsweredWrite } from '../load/tally.ts';
import { tokenOf } from '../load/visitor.ts';
import { nameAfter, Records, revisingWrites } from '../records.ts';

/** What became of the original, and what its clients were told. */
export interface Original {
  /** The trail in the end, the oldest first. */
  readonly trail: readonly AuditEntry[];
  /** By revision. */
  readonly told: readonly AnsweredWrite[];
  /** How many writes had been answered when the backup began. */
  readonly before: number;
}

/** Whatever `flowlink-backend check` finds. */
export async function expectWhole({ database, environment }: DatabaseUnderTest): Promise<void> {
  const checked = await runBackend(['check', ...database, '--json'], environment);
  expect(JSON.parse(checked.stdout), checked.stderr).toMatchObject({ findings: [] });
  expect(checked.status).toBe(0);
}

export class RestoredWorkspace {
  readonly #place: Workplace;
  readonly #records: Records;

  private constructor(place: Workplace) {
    this.#place = place;
    this.#records = new Records(place);
  }

  static async open(database: DatabaseUnderTest): Promise<RestoredWorkspace> {
    const start = async (dataDir: string) => ({ dataDir, ...(await serveBackend(database)) });
    return new RestoredWorkspace(await Workplace.open(WORKSPACE, start));
  }

  close(): Promise<void> {
    return this.#place.close();
  }

  /** It is the original as it was at one moment, not before the backup began. @returns how many writes it holds */
  async expectToBePastOf({ trail, told, before }: Original): Promise<number> {
    await this.#records.expectRevisionsToAgree();
    // All but the token of this test, whose place is above the lost future.
    const last = trail.at(-1)?.position ?? 0;
    const past = this.#records.trail.filter(({ position }) => position <= last);
    expect(this.#records.trail.slice(past.length)).toMatchObject([{ action: 'token_created' }]);
    expect(past).toEqual(trail.slice(0, past.length));
    const writes = revisingWrites(past);
    const kept = writes.map((entry, index) => ({
      name: nameAfter(entry),
      revision: index + 1,
      run: entry.run,
    }));
    expect(kept).toEqual(told.slice(0, kept.length));
    expect(kept.length).toBeGreaterThanOrEqual(before);

    const connections = await this.#records.connections();
    expect([...connections.keys()].sort()).toEqual([...new Set(kept.map(({ name }) => name))].sort());
    const lastBy = (name: string, isMeant: (entry: AuditEntry) => boolean) =>
      writes.findLast((entry) => entry.connection === name && isMeant(entry));
    for (const connection of connections.values()) {
      const { name, revision } = connection;
      expect(writes[revision - 1], name).toBe(lastBy(name, () => true));
      expectApplied(
        connection,
        lastBy(name, ({ run }) => run !== null),
      );
    }
    for (const run of new Set(past.flatMap((entry) => (entry.action === 'run_opened' ? [entry.run] : [])))) {
      const isClosed = past.some((entry) => entry.action === 'run_closed' && entry.run === run);
      expect((await this.#records.run(run ?? '')).closed_at !== null, run ?? '').toBe(isClosed);
    }
    return kept.length;
  }

  /** A plan and an apply of files that say something else of every connection; nothing is left to plan. */
  async expectToConverge(): Promise<void> {
    const project = new Project();
    for (const { name, config, managed } of (await this.#records.connections()).values()) {
      project.declare(
        name,
        { ...toFields(config), 'workflows.stock.action': 'set_inventory' },
        tokenOf('new'),
      );
      if (!managed) project.imports.add(name);
    }
    const place = this.#place;
    place.write('flowlink.yaml', project.yaml());
    place.environment = { ...place.environment, ...project.variables() };
    // The run that was under way when the copy was made will never come back for its lock.
    const lock = await this.#records.lock();
    if (lock) {
      const admin = { FLOWLINK_TOKEN: await place.backend.token(WORKSPACE, 'admin') };
      const unlocked = await place.flowlink(`unlock ${lock.run} --auto-approve`, admin);
      expect(unlocked, unlocked.stdout).toMatchObject({ status: 0 });
    }
    for (const command of ['plan', 'apply --auto-approve --no-verify', 'plan --detailed-exitcode']) {
      const ended = await place.flowlink(command);
      expect(ended, `${command}\n${ended.stdout}\n${ended.stderr}`).toMatchObject({ status: 0 });
    }
    const revisions = [...(await this.#records.connections()).values()].map(({ revision }) => revision);
    // Above whatever the lost future gave out.
    const past = revisingWrites(this.#records.trail).length;
    expect(Math.min(...revisions)).toBeGreaterThan(past + 100_000);
    expect(new Set(revisions).size).toBe(revisions.length);
  }
}

function expectApplied({ name, managed, applied, ...connection }: Connection, last: AuditEntry | undefined) {
  expect(
    { managed, isApplied: applied !== null, run: connection.applied_run, at: connection.applied_at },
    name,
  ).toEqual({
    managed: last !== undefined,
    isApplied: last !== undefined,
    run: last?.run ?? null,
    at: last?.at ?? null,
  });
}
