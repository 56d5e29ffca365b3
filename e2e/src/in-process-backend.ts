// The backend in the process of the test: as real over HTTP as the program, and there in a few milliseconds.
import { startBackend } from '@flowlink/backend';
import type { Backend } from './programs.ts';

export async function startInProcessBackend(dataDir: string): Promise<Backend> {
  const lines: string[] = [];
  const log = { level: 'info' as const, stream: { write: (line: string) => void lines.push(line) } };
  const backend = await startBackend({ database: { dataDir }, port: 0, host: '127.0.0.1', log });
  return {
    url: backend.url,
    dataDir,
    token: (workspace, role) => backend.createToken({ workspace, role, name: role }),
    log: () => lines.join(''),
    kill: () => backend.close(),
  };
}
