// Who the backend takes a job of CI for.
import type { Login } from '@flowlink/core';
import { cleanProse } from './clean.ts';
import { renderLabelled } from './labelled.ts';
import type { Style } from './style.ts';
import { timeText } from './time.ts';

export function renderLogin(
  { backend, workspace, role, name, expires_at, isUnused }: Login,
  style: Style,
): string {
  const lines = renderLabelled(
    [
      ['backend', backend],
      ['workspace', workspace],
      ['role', role],
      ['name', name],
      ['until', `${timeText(expires_at)} UTC`],
    ],
    style,
  );
  const note = isUnused ? ['', cleanProse('FLOWLINK_TOKEN is set, so other commands use that.', style)] : [];
  return `${[...lines, ...note].join('\n')}\n`;
}
