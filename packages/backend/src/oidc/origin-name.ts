// Names the job behind an ID token, for locks, history and audit trail.
import type { JWTPayload } from 'jose';
import { claimText } from './claim-pattern.ts';
import { providerOf } from './providers.ts';

const MAX_NAME = 200;

/** Such as `github:acme/stores@refs/heads/main (run 123)`. @param claims of an ID token whose signature was verified */
export function originName(issuer: string, claims: JWTPayload): string {
  const from = providerOf(issuer)?.label ?? new URL(issuer).host;
  const of = (claim: string) => claimText(claims[claim]);
  const project = of('repository') ?? of('project_path');
  if (project === undefined) return shown(`${from}:${of('sub') ?? 'unnamed'}`, MAX_NAME);
  const ref = of('ref');
  const [run, job] = [of('run_id'), of('job_id')];
  const occasion = run === undefined ? job && `job ${job}` : `run ${run}`;
  return shown(
    `${from}:${project}${ref === undefined ? '' : `@${ref}`}${occasion ? ` (${occasion})` : ''}`,
    MAX_NAME,
  );
}

/** Text of somebody else, without what would control a terminal, and no longer than so many characters. */
export function shown(text: string, most: number): string {
  const clean = [...text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '?')];
  return clean.length > most ? `${clean.slice(0, most - 1).join('')}…` : clean.join('');
}
