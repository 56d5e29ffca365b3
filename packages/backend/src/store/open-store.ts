// Opens the database that was asked for, and loads only the code that it needs.
import { mkdirSync } from 'node:fs';
import type { Store } from './store.ts';

/** Where everything is kept: a folder with the embedded database, or a PostgreSQL database. */
export type DatabasePlace = { readonly dataDir: string } | { readonly url: string };

/** Something that whoever starts the backend can mend; the message says what. */
export class StartError extends Error {}

/** Makes the folder if it does not exist. Throws a `StartError` if a PostgreSQL database cannot be used. */
export async function openStore(place: DatabasePlace): Promise<Store> {
  if ('dataDir' in place) {
    mkdirSync(place.dataDir, { recursive: true, mode: 0o700 });
    const { sqliteStore } = await import('./sqlite/sqlite-store.ts');
    return sqliteStore(place.dataDir);
  }
  if (!isPostgresUrl(place.url)) {
    throw new StartError(
      'The database is named by an address such as postgres://user:password@host:5432/flowlink.',
    );
  }
  const { postgresStore } = await import('./postgres/postgres-store.ts');
  return postgresStore(place.url).catch((error: NodeJS.ErrnoException) => {
    throw new StartError(`The database cannot be used: ${reasonOf(error)}.`);
  });
}

export function isPostgresUrl(url: string): boolean {
  return URL.canParse(url) && ['postgres:', 'postgresql:'].includes(new URL(url).protocol);
}

/** By code, for a message of the server or the driver could repeat parts of the address. */
export function reasonOf({ code = '', message }: NodeJS.ErrnoException): string {
  if (message.includes('newer version')) return 'it was written by a newer version of flowlink-backend';
  return reasons[code] ?? `PostgreSQL says ${code || 'nothing more'}`;
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing answers at its address',
  ENOTFOUND: 'its host is not known',
  EAI_AGAIN: 'the name of its host cannot be resolved now',
  CONNECT_TIMEOUT: 'it does not answer in time',
  '28P01': 'the password is wrong',
  '28000': 'the user may not connect',
  '3D000': 'there is no database of this name',
  '42501':
    'the user may not create the schema “flowlink”; make it, owned by this user, or grant CREATE on the database',
  '53300': 'it accepts no more connections',
  '57P03': 'it is starting up',
};
