// Shows what is on the backend.
import { list } from '@flowlink/core';
import type { Console } from '../edge/console.ts';
import { withPorts } from '../edge/ports.ts';
import { renderConnectionTable } from '../render/connection-table.ts';
import { present } from '../report.ts';

/** @returns the exit code */
export function listConnections(console: Console, directory: string): Promise<number> {
  return withPorts(directory, async (ports) =>
    present(console, await list(ports), {
      json: (connections) => ({ connections }),
      text: (connections) => renderConnectionTable(connections, console.style, ports.clock.now()),
    }),
  );
}
