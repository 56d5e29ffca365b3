// Checks the project and says so.
import { validate } from '@flowlink/core';
import type { Console } from '../edge/console.ts';
import { withPorts } from '../edge/ports.ts';
import { count } from '../render/count.ts';
import { printDiagnostics, printDocument } from '../report.ts';

/** @returns the exit code */
export async function validateProject(console: Console, directory: string): Promise<number> {
  const report = await withPorts(directory, validate);
  const connections = report.value?.configuration.connections.length ?? 0;
  if (console.json) {
    printDocument(console, report, { connections });
  } else {
    printDiagnostics(console, report);
    if (report.value) {
      const { paint, signs } = console.style;
      const extent = `${count(connections, 'connection')} in ${count(report.sources.size, 'file')}`;
      console.print(`${paint.add(signs.done)} flowlink.yaml is valid: ${extent}.\n`);
    }
  }
  return report.value ? 0 : 1;
}
