// Recognises the control panel's name of a permission where the scope behind it should stand.
import { bigcommerce } from '@flowlink/schema';
import type { FormatFinding } from '../../platform.ts';

/** @param text what stands in `scopes` and is none */
export function checkScope(text: string): FormatFinding | undefined {
  const [name = '', choice = ''] = text.toLowerCase().split(/\s*[:=]\s*/);
  const entry = bigcommerce.scopeEntries.find((candidate) => candidate.name.toLowerCase() === name.trim());
  if (!entry) return undefined;
  const chosen = /^modify$/.test(choice)
    ? entry.modify
    : /^read[-_ ]?only$/.test(choice)
      ? entry.read_only
      : undefined;
  const options = [
    ...(entry.read_only ? [`${entry.read_only} for read-only`] : []),
    ...(entry.modify ? [`${entry.modify} for modify`] : []),
  ];
  return {
    code: 'unknown-value',
    detail: `This is the control panel’s name of a permission. Behind it ${options.length === 1 ? 'is the scope' : 'are the scopes'} ${options.join(' and ')}.`,
    fix: 'Write the scope that was chosen when the API account was made.',
    ...(chosen === undefined ? {} : { replacement: chosen }),
  };
}
