// Writes a plan as a file and reads it back, refusing whatever cannot be applied as it stands.
import type { Plan } from '@flowlink/schema';
import { plan as isPlan } from '@flowlink/schema/validators/plan';
import { diagnostic, type Outcome } from '../diagnostics/diagnostic.ts';
import { isIntact } from './integrity.ts';

/** The file's text. */
export function printPlan(plan: Plan): string {
  return `${JSON.stringify(plan, null, 2)}\n`;
}

/** @param path for messages @param text what the file holds */
export function parsePlan(path: string, text: string): Outcome<Plan> {
  const fix = 'Make a new one with `flowlink plan --out`.';
  const unusable = (code: 'plan-unreadable' | 'plan-version' | 'plan-edited', detail: string) => ({
    diagnostics: [diagnostic(code, { detail, fix })],
  });
  const value = parseJson(text);
  if (
    typeof value !== 'object' ||
    value === null ||
    !('format' in value) ||
    value.format !== 'flowlink-plan'
  ) {
    return unusable('plan-unreadable', `${path} is not a plan that flowlink wrote.`);
  }
  if (!('version' in value) || value.version !== 1) {
    const isNumber = 'version' in value && typeof value.version === 'number';
    const version = isNumber ? `format version ${value.version}` : 'no format version';
    return unusable('plan-version', `${path} has ${version}; this flowlink reads version 1.`);
  }
  if (!isPlan(value))
    return unusable('plan-edited', `${path} is not as flowlink wrote it: parts are missing or malformed.`);
  if (!isIntact(value))
    return unusable('plan-edited', `${path} is not as flowlink wrote it: its digest does not match.`);
  return { value, diagnostics: [] };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
