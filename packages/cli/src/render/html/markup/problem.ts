// A problem as a card.
import type { ProblemData } from '../page-data.ts';
import { type Element, el } from './element.ts';
import { connectionLink } from './links.ts';
import { pill } from './signs.ts';

export function problemCard(problem: ProblemData): Element {
  const { severity, code, summary, detail, fix, connection, places } = problem;
  return el(
    'li',
    { class: `problem ${severity}` },
    el(
      'p',
      { class: 'problem-head' },
      severity === 'error' ? pill('remove', '✗', 'error') : pill('change', '!', 'warning'),
      ' ',
      el('strong', {}, summary),
      ' ',
      el('code', {}, code),
    ),
    connection === '' ? '' : el('p', {}, 'Connection ', connectionLink(connection)),
    el('p', { class: 'prose' }, detail),
    fix === '' ? '' : el('p', { class: 'prose' }, el('strong', {}, 'Fix: '), fix),
    places.length === 0
      ? ''
      : el(
          'ul',
          { class: 'places' },
          places.map(({ position, message }) =>
            el('li', {}, el('code', {}, position), message === '' ? '' : `: ${message}`),
          ),
        ),
  );
}
