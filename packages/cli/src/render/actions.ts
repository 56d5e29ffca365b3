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
  create: { sign: '+', legend: 'create', future: 'will be created', past: 'created', role: 'add' },
  update: {
    sign: '~',
    legend: 'update',
    future: 'will be updated in place',
    past: 'updated',
    role: 'change',
  },
  replace: { sign: '-/+', legend: 'replace', future: 'must be replaced', past: 'replaced', role: 'remove' },
  destroy: { sign: '-', legend: 'destroy', future: 'will be destroyed', past: 'destroyed', role: 'remove' },
};

/** The action's sign in its colour, filled up to `width` columns from the left. */
export function paintSign(action: Action, width: number, { paint }: Style): string {
  const { sign, role } = actionWords[action];
  return ' '.repeat(Math.max(width - sign.length, 0)) + paint[role](sign);
}
