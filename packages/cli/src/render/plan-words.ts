// Sentences about a plan as a whole, whatever it is rendered to.
import type { Plan } from '@flowlink/schema';
import { count } from './count.ts';

/** Instead of changes. */
export function noChanges({ mode, targets, counts: { unchanged } }: Plan): string {
  if (mode === 'destroy') return 'No changes. There is nothing to destroy.';
  if (targets.length > 0) return 'No changes. The targeted connections match the configuration.';
  return `No changes. The backend matches the configuration (${count(unchanged, 'connection')}).`;
}

/** What the plan does not concern, so that nobody wonders where it is; empty if there is nothing. */
export function leftAlone({ counts, changes }: Plan): string {
  const { unchanged, skipped, unmanaged } = counts;
  const parts = [
    ...(unchanged > 0 && changes.length > 0 ? [`${unchanged} unchanged`] : []),
    ...(skipped > 0 ? [`${skipped} left out by --target`] : []),
    ...(unmanaged > 0 ? [`${unmanaged} made by hand and never touched`] : []),
  ];
  if (parts.length === 0) return '';
  return `Left alone: ${parts.join(', ')}.`;
}
