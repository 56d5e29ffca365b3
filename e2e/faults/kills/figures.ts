// What many rounds came to, in the words of docs/reliability.md.

import type { Victim } from './moments.ts';
import type { Round } from './scene.ts';

const VICTIMS: Record<Victim, string> = {
  cli: 'flowlink',
  backend: 'the backend',
  both: 'both',
  database: 'a process of PostgreSQL',
};

export function figuresOf(rounds: readonly Round[]): string[] {
  const killed = rounds.filter(({ survived }) => !survived);
  const of = (one: Victim) => killed.filter(({ victim }) => victim === one).length;
  const victims = (Object.keys(VICTIMS) as Victim[]).filter((one) => of(one) > 0);
  const count = (isSo: (round: Round) => boolean) => killed.filter(isSo).length;
  return [
    `${killed.length} applies killed (${victims.map((one) => `${VICTIMS[one]} ${of(one)}`).join(', ')}); ${rounds.length - killed.length} ended before their moment came`,
    `killed before the first of their changes ${count(({ made }) => made === 0)}, in between ${count(({ made, planned }) => made > 0 && made < planned)}, after the last ${count(({ made, planned }) => made === planned)}`,
    `${count(({ leftLock }) => leftLock)} left a lock; ${count(({ victim, succeeded }) => victim !== 'cli' && victim !== 'both' && succeeded)} of ${of('backend') + of('database')} runs went on to succeed once the backend or the database was back`,
  ];
}
