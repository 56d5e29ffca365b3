// Reads a saved plan.
import { diagnostic, parsePlan } from '@flowlink/core';
import type { Plan } from '@flowlink/schema';
import { readTextFile } from '../edge/text-file.ts';
import { type Noticed, noticed } from '../report.ts';

/** More than a plan for a hundred thousand connections takes. */
const MAX_PLAN_MIB = 256;

/** The plan, or why there is none. */
export async function readPlanFile(path: string): Promise<{ plan: Plan } | { failure: Noticed }> {
  const content = await readTextFile(path, MAX_PLAN_MIB);
  if (!('text' in content)) {
    const detail = `${path} cannot be read: ${content.reason}.`;
    return { failure: noticed(diagnostic('plan-unreadable', { detail })) };
  }
  const { value, diagnostics } = parsePlan(path, content.text);
  return value ? { plan: value } : { failure: noticed(...diagnostics) };
}
