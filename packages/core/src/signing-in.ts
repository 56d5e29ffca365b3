// The story of a login: an ID token of CI is exchanged as every command does it, to see what comes of it.
import type { ExchangedToken } from '@flowlink/schema';
import { describeFailure } from './backend/failure.ts';
import type { TokenRole } from './backend/token-source.ts';
import { diagnostic } from './diagnostics/diagnostic.ts';
import { loadEnvironment } from './load/environment.ts';
import { howToGetIdTokens } from './resolve/credential.ts';
import { exchangeFor } from './tokens.ts';
import { openTarget, type Ports, type Report } from './workspace.ts';

/** Who the backend takes the job for; the token itself is not among it. */
export interface Login extends Omit<ExchangedToken, 'token' | 'expires_in'> {
  readonly workspace: string;
  /** The address of the backend. */
  readonly backend: string;
  /** Whether FLOWLINK_TOKEN is set, so that other commands use that. */
  readonly isUnused: boolean;
}

/** Leaves FLOWLINK_TOKEN aside. @param role what to ask for; undefined for all that there is */
export async function signIn(ports: Ports, role: TokenRole | undefined): Promise<Report<Login>> {
  const { value: variables } = await loadEnvironment(ports.environment, ports.files);
  // An empty variable of the real environment counts more than one in .env.
  const opened = await openTarget({ ...ports, environment: { ...ports.environment, FLOWLINK_TOKEN: '' } });
  const { sources } = opened;
  const diagnostics = opened.diagnostics.map((problem) =>
    problem.code === 'missing-token' ? noIdToken(howToGetIdTokens(variables)) : problem,
  );
  const target = opened.value?.target;
  if (!target || target.credential.kind === 'token') return { diagnostics, sources };
  const exchanged = await exchangeFor(target, target.credential, ports)(role);
  if (!exchanged.ok) return { diagnostics: [...diagnostics, describeFailure(exchanged.failure)], sources };
  const { token: _token, expires_in: _seconds, ...told } = exchanged.value;
  const { workspace, backendUrl: backend } = target;
  const value = { ...told, workspace, backend, isUnused: Boolean(variables.FLOWLINK_TOKEN?.trim()) };
  return { value, diagnostics, sources };
}

function noIdToken(how: string | undefined) {
  const usual = 'only CI gives ID tokens: GitHub Actions, GitLab, or another one through FLOWLINK_ID_TOKEN.';
  const text = how ?? usual;
  return diagnostic('no-id-token', {
    detail: 'Neither FLOWLINK_ID_TOKEN nor the variables of GitHub Actions for ID tokens are set.',
    fix: `${text.charAt(0).toUpperCase()}${text.slice(1)}`,
  });
}
