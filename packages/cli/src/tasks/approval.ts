// Nothing is applied that nobody approved.
import { type Diagnostic, diagnostic } from '@flowlink/core';
import type { Plan } from '@flowlink/schema';
import type { Console } from '../edge/console.ts';
import { cleanProse } from '../render/clean.ts';

/** Why nobody can be asked, if so; found out before anything is done. */
export function approvalProblem(
  { json, isInteractive }: Console,
  autoApprove: boolean,
): Diagnostic | undefined {
  if (autoApprove || (isInteractive && !json)) return undefined;
  return diagnostic('approval-needed', {
    detail: json
      ? 'With --json nobody can be asked whether to apply the plan.'
      : 'There is no terminal to ask on whether to apply the plan.',
    fix: 'Add --auto-approve, best with a plan that was saved by `flowlink plan --out` and reviewed.',
  });
}

/** Asks. A destruction wants the workspace's name, so that it is never confirmed out of habit. */
export async function isApproved({ mode, workspace }: Plan, { print, style }: Console): Promise<boolean> {
  const destroys = mode === 'destroy';
  const intent = destroys
    ? 'There is no undo for destroyed connections.'
    : 'Do you want to apply these changes?';
  const expected = destroys ? workspace : 'yes';
  const { askText } = await import('../edge/prompt.ts');
  print('\n');
  const message = cleanProse(`${intent} Only “${expected}” is accepted.`, style);
  return (await askText({ message })) === expected;
}
