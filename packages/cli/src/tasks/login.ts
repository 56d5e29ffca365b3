// Exchanges the ID token of a job and tells what came of it.
import { diagnostic, signIn } from '@flowlink/core';
import type { Console } from '../edge/console.ts';
import { withPorts } from '../edge/ports.ts';
import { renderLogin } from '../render/login.ts';
import { noticed, present, printFailure } from '../report.ts';

export interface LoginOptions {
  readonly directory: string;
  readonly oidc: boolean;
  /** What to ask for; undefined for all that there is. */
  readonly role: 'read' | 'write' | undefined;
}

/** @returns the exit code */
export async function login(console: Console, { directory, oidc, role }: LoginOptions): Promise<number> {
  if (!oidc) return printFailure(console, noticed(nothingToLogInTo()));
  return withPorts(directory, async (ports) =>
    present(console, await signIn(ports, role), {
      json: ({ isUnused: _isUnused, ...login }) => ({ login }),
      text: (login) => renderLogin(login, console.style),
    }),
  );
}

function nothingToLogInTo() {
  return diagnostic('usage', {
    detail: 'There is nothing to log in to: flowlink takes its token from FLOWLINK_TOKEN and keeps none.',
    fix: 'Set FLOWLINK_TOKEN to a token that whoever runs the backend made with `flowlink-backend token create`. In CI `flowlink login --oidc` shows what the ID token of the job is good for.',
  });
}
