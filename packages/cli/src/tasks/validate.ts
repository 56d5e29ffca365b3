// Checks the project and says so; makes the mends that are certain if asked to.
import { join } from 'node:path';
import { type Diagnostic, diagnostic, locate, mendFiles, type Report, validate } from '@flowlink/core';
import type { Console } from '../edge/console.ts';
import { writeProjectFile } from '../edge/output-file.ts';
import { withPorts } from '../edge/ports.ts';
import { clean } from '../render/clean.ts';
import { count } from '../render/count.ts';
import { positionText } from '../render/position.ts';
import { printDiagnostics, printDocument } from '../report.ts';

/** Each round can only mend what the round before laid open. */
const MAX_ROUNDS = 3;

/** A replacement that was made. Line and column count from 1, in the file as it was. */
interface Mend {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly before: string;
  readonly after: string;
}

/** @param fix whether to make the mends that diagnostics offer @returns the exit code */
export async function validateProject(console: Console, directory: string, fix: boolean): Promise<number> {
  const mended: Mend[] = [];
  const report = await withPorts(directory, async (ports) => {
    let current = await validate(ports);
    for (let round = 0; fix && round < MAX_ROUNDS; round++) {
      const outcome = await mend(directory, current);
      mended.push(...outcome.mends);
      if (outcome.mends.length > 0) current = await validate(ports);
      if (outcome.failures.length > 0)
        return { diagnostics: [...current.diagnostics, ...outcome.failures], sources: current.sources };
      if (outcome.mends.length === 0) break;
    }
    return current;
  });
  const checked = report.value?.configuration.connections ?? [];
  console.problems.check(checked);
  const connections = checked.length;
  if (console.json) {
    printDocument(console, report, { connections, ...(fix ? { mended } : {}) });
  } else {
    const { paint, signs } = console.style;
    for (const { before, after, ...position } of mended) {
      const change = `${before} ${signs.arrow} ${after}`;
      console.print(
        `${paint.add('fixed')} ${clean(`${positionText(position)}  ${change}`, console.style)}\n`,
      );
    }
    printDiagnostics(console, report);
    if (report.value) {
      const extent = `${count(connections, 'connection')} in ${count(report.sources.size, 'file')}`;
      console.print(`${paint.add(signs.done)} flowlink.yaml is valid: ${extent}.\n`);
    }
  }
  return report.value ? 0 : 1;
}

async function mend(
  directory: string,
  { diagnostics, sources }: Report<unknown>,
): Promise<{ mends: Mend[]; failures: Diagnostic[] }> {
  const mends: Mend[] = [];
  const failures: Diagnostic[] = [];
  for (const { file, text, edits } of mendFiles(diagnostics, sources)) {
    const failure = await writeProjectFile(join(directory, file), text);
    if (failure !== undefined) {
      failures.push(diagnostic('unwritable-file', { detail: `${file} cannot be written: ${failure}.` }));
      continue;
    }
    for (const { range, before, text: after } of edits) {
      const { line, column } = locate({ file, range }, sources);
      mends.push({ file, line, column, before, after });
    }
  }
  return { mends, failures };
}
