// The world outside as core wants it: the real file system, environment, clock, network and chance.
import { randomBytes } from 'node:crypto';
import { endableClock, type Ports } from '@flowlink/core';
import { lateTransport } from './late-transport.ts';
import { nodeProjectFiles } from './node-project-files.ts';
import { toolVersion } from './tool-version.ts';

/** Opens the ports for as long as `use` runs. @param directory the project's root */
export async function withPorts<T>(directory: string, use: (ports: Ports) => Promise<T>): Promise<T> {
  const transport = lateTransport(process.env);
  const clock = endableClock();
  try {
    return await use({
      files: nodeProjectFiles(directory),
      environment: process.env,
      transport,
      clock,
      randomHex: (bytes) => randomBytes(bytes).toString('hex'),
      toolVersion,
    });
  } finally {
    // Idle connections and requests that nobody waits for would keep the process alive.
    clock.end();
    await transport.close();
  }
}
