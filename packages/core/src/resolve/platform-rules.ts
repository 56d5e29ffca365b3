// Holds what references left behind against what the platform knows, without repeating any value.
import type { ConnectionConfig } from '@flowlink/schema';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { Finding, Secrets } from '../platforms/platform.ts';
import { platforms } from '../platforms/registry.ts';
import { type DeclaredConnection, placeOf } from '../validate/declared-connection.ts';
import { platformProblem } from '../validate/platform-problem.ts';
import type { Use } from './substitute.ts';

/** What became of a connection's references. */
interface Replaced {
  /** The references of plain fields. */
  readonly uses: readonly Use[];
  /** Those that were left as they stand, because their variables are missing. */
  readonly unset: readonly Use[];
  readonly secrets: Secrets;
}

/**
 * @param config with references replaced, not yet validated
 * @returns what is wrong with values that came from variables; literals were looked at before
 */
export function checkResolved(
  source: DeclaredConnection,
  config: Readonly<Record<string, unknown>>,
  { uses, unset, secrets }: Replaced,
): Diagnostic[] {
  const platform = platforms[source.declared.platform];
  const open = new Set(unset.filter(({ path }) => path.length === 1).map(({ path }) => path[0]));
  const known = Object.fromEntries(Object.entries(config).filter(([field]) => !open.has(field)));
  const fields = new Map(uses.filter(({ path }) => path.length === 1).map(({ path, env }) => [path[0], env]));
  const plain = [...fields].flatMap(([field, env]) => {
    const value = known[String(field)];
    const finding = typeof value === 'string' ? platform.checkField([String(field)], value) : undefined;
    return finding ? [problem(source, String(field), env, finding)] : [];
  });
  const secret = Object.entries(secrets).flatMap(([field, { env, secret: hidden }]) => {
    const finding = platform.checkSecret(field, hidden.reveal(), config as unknown as ConnectionConfig);
    return finding ? [problem(source, field, env, finding)] : [];
  });
  // What literals alone give away was said when the file was checked.
  const isNew = ({ path, related = [] }: Finding) =>
    [path, ...related.map((other) => other.path)].some(([field]) => fields.has(field));
  const together = platform
    .checkTogether(known)
    .filter(isNew)
    .map((finding) => platformProblem(source, finding));
  return [...plain, ...secret, ...together];
}

function problem(
  source: DeclaredConnection,
  field: string,
  env: string,
  { code, detail, fix }: { code: Diagnostic['code']; detail: string; fix: string },
): Diagnostic {
  return diagnostic(code, {
    ...placeOf(source, [field]),
    connection: source.name,
    detail: `About “${field}” with what ${env} holds: ${detail}`,
    fix,
  });
}
