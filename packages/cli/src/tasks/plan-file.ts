// Reads a saved plan.
import { diagnostic, parsePlan } from '@flowlink/core';
import { isName, type Plan } from '@flowlink/schema';
import { readTextFile } from '../edge/text-file.ts';
import { type Noticed, noticed } from '../report.ts';

/** More than a plan for a hundred thousand connections takes. */
const MAX_PLAN_MIB = 256;

/**
 * The plan, or why there is none.
 *
 * @param instead what to type where the name of a connection was given in place of a file, as other tools have it
 */
export async function readPlanFile(
  path: string,
  instead: (name: string) => string,
): Promise<{ plan: Plan } | { failure: Noticed }> {
  const content = readTextFile(path, MAX_PLAN_MIB);
  if (!('text' in content)) {
    const detail = `${path} cannot be read: ${content.reason}.`;
    const fix = `A plan is saved by \`flowlink plan --out FILE\`. ${instead(path)}`;
    return { failure: noticed(diagnostic('plan-unreadable', { detail, ...(isName(path) ? { fix } : {}) })) };
  }
  const { value, diagnostics } = parsePlan(path, content.text);
  return value ? { plan: value } : { failure: noticed(...diagnostics) };
}
