// Shows what is on the backend.
import { list } from '@flowlink/core';
import type { Console } from '../edge/console.ts';
import { withPorts } from '../edge/ports.ts';
import { renderConnectionTable } from '../render/connection-table.ts';
import { printDiagnostics, printDocument } from '../report.ts';

/** @returns the exit code */
export async function listConnections(console: Console, directory: string): Promise<number> {
  const report = await withPorts(directory, list);
  if (console.json) {
    printDocument(console, report, report.value ? { connections: report.value } : {});
  } else {
    printDiagnostics(console, report);
    if (report.value) console.print(renderConnectionTable(report.value, console.style));
  }
  return report.value ? 0 : 1;
}
