// Which changes of a plan were made, as the audit trail tells it.
import type { AuditEntry } from '@flowlink/schema';
import { expect } from 'vitest';
import type { Model } from '../../src/model/expectation.ts';
import { changed, moved, type PlannedChange } from '../../src/model/stored.ts';

export interface Told {
  /** How many changes were made to the end. */
  readonly made: number;
  /** Names of those. */
  readonly names: ReadonlySet<string>;
}

/**
 * Carries out in the model what the trail tells of a run. The trail has to tell of each change once, in its order, and of
 * nothing that was not planned.
 */
export function carryOutAsTold(
  model: Model,
  changes: readonly PlannedChange[],
  entries: readonly AuditEntry[],
): Told {
  const left = entries.map(wordsOf);
  const next = new Map(model.stored);
  const names = new Set<string>();
  for (const change of changes) {
    const wanted = entriesOf(change);
    let told = 0;
    while (told < wanted.length && take(left, wanted[told] ?? '')) told++;
    const { origin, name } = change;
    const before = origin && model.stored.get(origin.name);
    if (told === 0) continue;
    if (origin) next.delete(origin.name);
    if (told === wanted.length) names.add(name);
    const outcome = told === wanted.length ? changed(change, before) : before && moved(before, name);
    if (outcome) next.set(outcome.name, outcome);
    else if (origin) model.deletedBy.set(origin.name, undefined);
  }
  expect(left, 'entries of the trail that nothing planned explains').toEqual([]);
  model.stored = next;
  return { made: names.size, names };
}

/** What the trail says of a change that was made, in order. */
function entriesOf({ action, name, origin }: PlannedChange): string[] {
  const renaming = origin && origin.name !== name ? [`connection_moved ${origin.name} ${name}`] : [];
  switch (action) {
    case 'move':
      return renaming;
    case 'destroy':
      return [`connection_deleted ${name}`];
    case 'forget':
      return [`connection_forgotten ${name}`];
    default:
      return [...renaming, `connection_${action}d ${name}`];
  }
}

function wordsOf({ action, connection, to }: AuditEntry): string {
  return [action, connection, to].filter(Boolean).join(' ');
}

function take(words: string[], word: string): boolean {
  const index = words.indexOf(word);
  if (index >= 0) words.splice(index, 1);
  return index >= 0;
}
