// By what connections can be filtered, and which of it is true of a connection.
import type { Action, Change } from '@flowlink/schema';
import { actionWords } from '../../actions.ts';
import { type Outcome, outcomeWords } from '../../verification.ts';
import type { ConnectionData, Facet } from '../page-data.ts';

/** The values of each facet in the order in which they are offered, with what they are called. */
const facets: readonly { readonly name: string; readonly label: string; readonly values: Labels }[] = [
  {
    name: 'action',
    label: 'Action',
    values: (Object.keys(actionWords) as Action[]).map((action) => [
      action,
      `${actionWords[action].sign} ${actionWords[action].legend}`,
    ]),
  },
  {
    name: 'direction',
    label: 'Who moved',
    values: [
      ['drift', 'drift'],
      ['conflict', 'conflict'],
    ],
  },
  {
    name: 'verification',
    label: 'Verification',
    values: (Object.keys(outcomeWords) as Outcome[]).map((outcome) => [outcome, outcomeWords[outcome]]),
  },
  {
    name: 'scopes',
    label: 'Scopes',
    values: [
      ['missing', 'missing'],
      ['excess', 'more than needed'],
      ['refused', 'refused by the store'],
      ['undeclared', 'granted but not declared'],
    ],
  },
  {
    name: 'problems',
    label: 'Problems',
    values: [
      ['error', 'errors'],
      ['warning', 'warnings'],
    ],
  },
];

type Labels = readonly (readonly [value: string, label: string])[];

/** @param change what the connection's data was made of */
export function tagsOf(
  { verification, scopes, problems }: Omit<ConnectionData, 'tags'>,
  change: Change | undefined,
): string[] {
  const directions = new Set(change?.fields.map(({ direction }) => direction));
  return [
    ...new Set([
      ...(change ? [`action:${change.action}`] : []),
      ...(directions.has('backend') ? ['direction:drift'] : []),
      ...(directions.has('conflict') ? ['direction:conflict'] : []),
      ...(verification ? [`verification:${verification.outcome}`] : []),
      ...(scopes?.grants ?? []).filter(({ state }) => state !== 'fits').map(({ state }) => `scopes:${state}`),
      ...problems.map(({ severity }) => `problems:${severity}`),
    ]),
  ];
}

/** Only what is true of some connection. */
export function facetsOf(connections: readonly Pick<ConnectionData, 'tags'>[]): Facet[] {
  const counts = new Map<string, number>();
  for (const { tags } of connections) for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return facets.flatMap(({ name, label, values }) => {
    const present = values.flatMap(([value, text]) => {
      const tag = `${name}:${value}`;
      const count = counts.get(tag);
      return count === undefined ? [] : [{ tag, label: text, count }];
    });
    return present.length === 0 ? [] : [{ name, label, values: present }];
  });
}
