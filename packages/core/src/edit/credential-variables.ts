// Puts credentials into the text of .env, unless something there would be lost or would hide them.
import { parseEnv } from 'node:util';
import { type Diagnostic, diagnostic, hasErrors, type Outcome } from '../diagnostics/diagnostic.ts';
import type { Variables } from '../load/environment.ts';
import { setVariables } from './env-file.ts';

/** The variable and its value behind each credential; the token's value is for .env only. */
export interface CredentialVariables {
  readonly clientId: { readonly env: string; readonly value: string };
  readonly accessToken: { readonly env: string; readonly value: { reveal(): string } };
}

export interface EnvironmentLayers {
  /** The real environment. */
  readonly real: Variables;
  /** The texts of the files; empty if they do not exist. */
  readonly env: string;
  readonly envLocal: string;
}

/** @param replaced the variables that may hold another value now @returns the new text of .env */
export function writeCredentials(
  { clientId, accessToken }: CredentialVariables,
  { real, env, envLocal }: EnvironmentLayers,
  replaced: readonly string[],
): Outcome<string> {
  const values = { [clientId.env]: clientId.value, [accessToken.env]: accessToken.value.reveal() };
  const present = parseEnv(env);
  const local = parseEnv(envLocal);
  const diagnostics = Object.entries(values).flatMap(([name, value]): Diagnostic[] => {
    if (!replaced.includes(name) && present[name] !== undefined && present[name] !== value)
      return [taken(name)];
    if (real[name] !== undefined && real[name] !== value) return [shadowed(name, 'the environment')];
    return local[name] !== undefined && local[name] !== value ? [shadowed(name, '.env.local')] : [];
  });
  if (hasErrors(diagnostics)) return { diagnostics };
  const written = setVariables(env, values);
  if ('text' in written) return { value: written.text, diagnostics };
  const detail = `The value for ${written.unquotable} holds characters that a .env file cannot express.`;
  return { diagnostics: [...diagnostics, diagnostic('malformed-secret', { detail })] };
}

function taken(name: string): Diagnostic {
  return diagnostic('variable-taken', {
    file: '.env',
    range: { start: 0, end: 0 },
    detail: `.env already sets ${name}, to another value than the credentials. It is left alone.`,
    fix: `Give the connection another name with --name, or delete the line of ${name} if nothing needs it.`,
  });
}

function shadowed(name: string, where: string): Diagnostic {
  return diagnostic('variable-shadowed', {
    detail: `${name} is also set in ${where}, to another value, and that one counts.`,
    fix: `Unset it in ${where}, or set it to the new value there too.`,
  });
}
