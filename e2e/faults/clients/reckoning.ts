// Goes through the audit trail from its beginning and holds every answer that somebody got against it.
import type { AuditEntry, Change, Connection } from '@flowlink/schema';
import { expect } from 'vitest';
import { type Fields, toFields } from '../../src/model/fields.ts';
import { isFingerprintOf } from '../../src/model/world.ts';
import { nameAfter, revisingWrites } from '../records.ts';
import type { Told } from './checkout.ts';
import { type DirectEdit, EDITOR } from './editor.ts';

/** A connection as the trail and the writers' own words have it. */
interface Expected {
  readonly revision: number;
  readonly config: Fields;
  readonly token: string;
}

export interface Story {
  /** The whole trail. */
  readonly trail: readonly AuditEntry[];
  readonly told: readonly Told[];
  readonly edits: readonly DirectEdit[];
}

/**
 * Every write that was answered with success is in the trail, and there is no other; each was made on what its writer had
 * seen; and what is there in the end is what the last writer of each connection said.
 */
export function reckon({ trail, told, edits }: Story, present: ReadonlyMap<string, Connection>): void {
  expectRuns(trail, told);
  expectDirectEdits(trail, edits);
  const expected = replay({ trail, told, edits });
  expect([...present.keys()].sort()).toEqual([...expected.keys()].sort());
  for (const [name, { config, revision, secrets }] of present) {
    const one = expected.get(name);
    expect({ revision, config: toFields(config) }, name).toEqual({
      revision: one?.revision,
      config: one?.config,
    });
    const token = secrets.access_token;
    expect(token && isFingerprintOf(token, one?.token ?? ''), `the token of ${name}`).toBe(true);
  }
}

/** What each run said that it did is in the trail once; beyond it, at most renames of changes that then failed. */
function expectRuns(trail: readonly AuditEntry[], told: readonly Told[]): void {
  const entries = Map.groupBy(
    trail.filter(({ run, connection }) => run !== null && connection !== null),
    ({ run }) => run,
  );
  for (const { events } of told) {
    const run = runOf(events);
    if (run === undefined) continue;
    const words = (entries.get(run) ?? []).map((entry) => `${entry.action} ${nameAfter(entry)}`);
    const failed = new Set<string>();
    const renamed = new Set<string>();
    for (const event of events) {
      if (event.type === 'change_failed') failed.add(event.name);
      if (event.type !== 'change_done') continue;
      const word = `${actionOf(event.action)} ${event.name}`;
      expect(words, `${run} did ${word}`).toContain(word);
      words.splice(words.indexOf(word), 1);
      renamed.add(event.name);
    }
    for (const word of words) {
      const [action, name = ''] = word.split(' ');
      expect(action, `${run} did not say that it did ${word}`).toBe('connection_moved');
      expect(failed.has(name) || renamed.has(name), word).toBe(true);
    }
    entries.delete(run);
  }
  expect([...entries.keys()], 'runs that nobody made').toEqual([]);
}

function expectDirectEdits(trail: readonly AuditEntry[], edits: readonly DirectEdit[]): void {
  const writes = revisingWrites(trail);
  const done = edits.filter(({ status }) => status < 300);
  const entries = trail.filter(({ by, connection }) => by.user === EDITOR && connection !== null);
  expect(entries).toHaveLength(done.length);
  for (const { name, revision } of done) {
    if (revision === undefined) continue;
    const { connection, by } = writes[revision - 1] ?? {};
    expect({ connection, user: by?.user }).toEqual({ connection: name, user: EDITOR });
  }
}

/** Carries the trail out, and proves on the way that each write was made on what its writer had seen. */
function replay({ trail, told, edits }: Story): Map<string, Expected> {
  const now = new Map<string, Expected>();
  const applies = new Map(told.flatMap((one) => (runOf(one.events) ? [[runOf(one.events), one]] : [])));
  const direct = new Map(edits.flatMap((one) => (one.revision === undefined ? [] : [[one.revision, one]])));
  let revision = 0;
  for (const entry of trail) {
    const { connection: name, action, run } = entry;
    if (name === null) continue;
    const before = now.get(name);
    expect(before === undefined, `${action} ${name}`).toBe(action === 'connection_created');
    const apply = run === null ? undefined : applies.get(run);
    const change = apply?.plan?.changes.find((one) => (one.from ?? one.name) === name);
    // The second write of a change follows its own rename.
    if (change) expect(before?.revision ?? null, `${action} ${name} by ${run}`).toBe(change.revision);
    if (action === 'connection_deleted') {
      now.delete(name);
      continue;
    }
    revision++;
    const edit = run === null ? direct.get(revision) : undefined;
    if (run === null) expect(edit?.expected, `${action} ${name} by hand`).toBe(before?.revision);
    const said = keepsContent(action) ? before : (edit ?? apply?.said.get(name));
    const token = (edit ? edit.token : said?.token) ?? before?.token;
    if (!said?.config || token === undefined) throw new Error(`nobody said what ${action} ${name} wrote`);
    now.delete(name);
    now.set(nameAfter(entry), { revision, config: said.config, token });
  }
  return now;
}

const keepsContent = (action: string) => action === 'connection_moved' || action === 'connection_forgotten';

function actionOf(action: Change['action']): string {
  const past = { move: 'moved', destroy: 'deleted', forget: 'forgotten', import: 'imported' } as const;
  return `connection_${action in past ? past[action as keyof typeof past] : `${action}d`}`;
}

function runOf(events: Told['events']): string | undefined {
  return events.find((event) => event.type === 'run_started')?.run;
}
