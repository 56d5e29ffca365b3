// The backend in the process of the test: as real over HTTP as the program, and there in a few milliseconds.
import { startBackend } from '@flowlink/backend';
import { record } from './contract/recorder.ts';
import type { Backend } from './programs.ts';

export async function startInProcessBackend(dataDir: string): Promise<Backend> {
  const lines: string[] = [];
  const log = { level: 'info', stream: { write: (line: string) => void lines.push(line) } };
  const backend = await startBackend({ database: { dataDir }, port: 0, host: '127.0.0.1', log });
  const recorder = await record(backend.url);
  return {
    url: recorder.url,
    dataDir,
    token: (workspace, role) => backend.createToken({ workspace, role, name: role }),
    log: () => lines.join(''),
    async kill() {
      recorder.close();
      await backend.close();
    },
  };
}
