// What clients came to that worked at once, in the words of docs/reliability.md.
import type { AuditEntry } from '@flowlink/schema';
import type { Ended } from '../../src/programs.ts';
import type { Told } from './checkout.ts';
import type { DirectEdit } from './editor.ts';

export function clientFigures(
  told: readonly Told[],
  edits: readonly DirectEdit[],
  unlocked: readonly Ended[],
  trail: readonly AuditEntry[],
): string[] {
  const of = (command: Told['command']) => told.filter((one) => one.command === command);
  const fine = (all: readonly Ended[]) => all.filter(({ status }) => status === 0).length;
  const codes = Map.groupBy(
    told.flatMap((one) => [...new Set(one.codes)]),
    (code) => code,
  );
  const refused = [...codes].map(([code, all]) => `${code} ${all.length}`).sort();
  const done = edits.filter(({ status }) => status < 300).length;
  return [
    `applies ${of('apply').length}, of which ${fine(of('apply'))} went through; plans ${of('plan').length}, comparisons ${of('drift').length}`,
    `refusals by reason: ${refused.join(', ') || 'none'}`,
    `direct edits ${edits.length}, of which ${done} were made and ${edits.length - done} met a change; locks taken away ${fine(unlocked)}`,
    `writes in the audit trail ${trail.filter(({ connection }) => connection !== null).length}, all accounted for`,
  ];
}
