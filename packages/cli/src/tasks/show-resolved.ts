// Shows where each value of connections comes from.
import { explainConnections } from '@flowlink/core';
import type { Console } from '../edge/console.ts';
import { withPorts } from '../edge/ports.ts';
import { renderResolved } from '../render/resolved.ts';
import { resolvedJson } from '../render/resolved-json.ts';
import { printDiagnostics, printDocument, printFailure } from '../report.ts';

/** @param names at least one @returns the exit code */
export async function showResolved(
  console: Console,
  directory: string,
  names: readonly string[],
): Promise<number> {
  const report = await withPorts(directory, (ports) => explainConnections(ports, names));
  const { value: connections, sources } = report;
  if (!connections) return printFailure(console, report);
  if (console.json) {
    printDocument(console, report, {
      connections: connections.map((connection) => resolvedJson(connection, sources)),
    });
  } else {
    printDiagnostics(console, report);
    const texts = connections.map((connection) => renderResolved(connection, sources, console.style));
    console.print(texts.join('\n'));
  }
  return 0;
}
