// What each action of a plan is called and how it is marked.
import type { Action } from '@flowlink/schema';
import type { Style } from './style.ts';

interface ActionWords {
  readonly sign: string;
  readonly legend: string;
  /** What will happen to a connection. */
  readonly future: string;
  /** What has happened to it. */
  readonly past: string;
  readonly role: 'add' | 'change' | 'remove';
}

/** In the order in which legends and summaries name them. */
export const actionWords: Readonly<Record<Action, ActionWords>> = {
  import: {
    sign: '=',
    legend: 'import',
    future: 'will be imported',
    past: 'imported',
    role: 'change',
  },
  create: {
    sign: '+',
    legend: 'create',
    future: 'will be created',
    past: 'created',
    role: 'add',
  },
  update: {
    sign: '~',
    legend: 'update',
    future: 'will be updated in place',
    past: 'updated',
    role: 'change',
  },
  replace: { sign: '-/+', legend: 'replace', future: 'must be replaced', past: 'replaced', role: 'remove' },
  move: { sign: '>', legend: 'rename', future: 'will be renamed', past: 'renamed', role: 'change' },
  forget: { sign: '.', legend: 'forget', future: 'will be forgotten', past: 'forgotten', role: 'remove' },
  destroy: { sign: '-', legend: 'destroy', future: 'will be destroyed', past: 'destroyed', role: 'remove' },
};

/**
 * How much that is, with a verb in the tense that fits: what most runs do is always named, the rest where it occurs.
 * A replacement is one connection to destroy and one to add.
 */
export function totalsOf(counts: Readonly<Record<Action, number>>, tense: 'future' | 'past'): string {
  const { create, update, replace, destroy } = counts;
  const verbs: readonly (readonly [number, future: string, past: string, always: boolean])[] = [
    [counts.import, 'to import', 'imported', false],
    [create + replace, 'to add', 'added', true],
    [update, 'to change', 'changed', true],
    [counts.move, 'to rename', 'renamed', false],
    [counts.forget, 'to forget', 'forgotten', false],
    [destroy + replace, 'to destroy', 'destroyed', true],
  ];
  return verbs
    .filter(([number, , , always]) => always || number > 0)
    .map(([number, future, past]) => `${number} ${tense === 'future' ? future : past}`)
    .join(', ');
}

/** The action's sign in its colour, filled up to `width` columns from the left. */
export function paintSign(action: Action, width: number, { paint }: Style): string {
  const { sign, role } = actionWords[action];
  return ' '.repeat(Math.max(width - sign.length, 0)) + paint[role](sign);
}
