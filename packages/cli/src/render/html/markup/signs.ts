// The signs of the page: each has a colour, a form and a word, so that none of the three is needed.
import { actionWords } from '../../actions.ts';
import type { ChangeData, CheckData, GrantState, VerificationData } from '../page-data.ts';
import { type Element, el, seen } from './element.ts';

type Tone = 'add' | 'change' | 'remove' | 'quiet';

export function pill(tone: Tone, sign: string, word: string): Element {
  return el('span', { class: `pill ${tone}` }, seen(sign, 'sign'), `\u00A0${word}`);
}

export function actionPill(action: ChangeData['action']): Element {
  const { sign, legend, role } = actionWords[action];
  return pill(role, sign, legend);
}

export function outcomePill({ outcome, word }: VerificationData): Element {
  switch (outcome) {
    case 'verified':
      return pill('add', '✓', word);
    case 'failed':
      return pill('remove', '✗', word);
    case 'unresolved':
    case 'unreachable':
    case 'stopped':
      return pill('change', '!', word);
  }
}

export function checkPill(status: CheckData['status']): Element {
  switch (status) {
    case 'verified':
      return pill('add', '✓', 'verified');
    case 'contradicted':
      return pill('remove', '✗', 'contradicted');
    case 'over-granted':
      return pill('change', '!', 'not declared');
    case 'unverifiable':
      return pill('quiet', '·', 'unverifiable');
  }
}

interface GrantSign {
  readonly sign: string;
  readonly word: string;
  readonly tone: Tone;
}

/** How the cells of the matrix are marked, in the order of its legend. */
export const grantSigns: Readonly<Record<GrantState, GrantSign>> = {
  fits: { sign: '✓', word: 'declared and of use', tone: 'add' },
  missing: { sign: '✗', word: 'missing: needed, not declared', tone: 'remove' },
  refused: { sign: '⊘', word: 'refused: declared, but not granted by the store', tone: 'remove' },
  excess: { sign: '!', word: 'excess: declared, not needed', tone: 'change' },
  undeclared: { sign: '+', word: 'granted by the store, not declared', tone: 'change' },
};
