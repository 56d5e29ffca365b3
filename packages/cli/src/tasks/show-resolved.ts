// Shows where each value of connections comes from.
import { explainConnections } from '@flowlink/core';
import type { Console } from '../edge/console.ts';
import { withPorts } from '../edge/ports.ts';
import { renderResolved } from '../render/resolved.ts';
import { resolvedJson } from '../render/resolved-json.ts';
import { present } from '../report.ts';

/** @param names at least one @returns the exit code */
export function showResolved(console: Console, directory: string, names: readonly string[]): Promise<number> {
  return withPorts(directory, async (ports) =>
    present(console, await explainConnections(ports, names), {
      json: (connections, sources) => ({
        connections: connections.map((connection) => resolvedJson(connection, sources)),
      }),
      text: (connections, sources) =>
        connections.map((connection) => renderResolved(connection, sources, console.style)).join('\n'),
    }),
  );
}
