// Shows what is on the backend.
import { list } from '@flowlink/core';
import type { Console } from '../edge/console.ts';
import { withPorts } from '../edge/ports.ts';
import { renderConnectionTable } from '../render/connection-table.ts';
import { printDiagnostics, printDocument } from '../report.ts';

/** @returns the exit code */
export async function listConnections(console: Console, directory: string): Promise<number> {
  const { report, now } = await withPorts(directory, async (ports) => ({
    report: await list(ports),
    now: ports.clock.now(),
  }));
  if (console.json) {
    printDocument(console, report, report.value ? { connections: report.value } : {});
  } else {
    printDiagnostics(console, report);
    if (report.value) console.print(renderConnectionTable(report.value, console.style, now));
  }
  return report.value ? 0 : 1;
}
