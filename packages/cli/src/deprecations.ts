// Commands and flags that still work, but not for ever: oclif's marks on them, as diagnostics that name the replacement.
import { type Diagnostic, diagnostic } from '@flowlink/core';
import type { Deprecation } from '@oclif/core/interfaces';

/** oclif's marks on a flag. */
interface MarkedFlag {
  readonly deprecated?: true | Deprecation;
  readonly aliases?: readonly string[];
  readonly deprecateAliases?: boolean;
}

/** What was typed, and how it is marked. */
export interface MarkedCommand {
  readonly id: string;
  readonly state?: string | undefined;
  readonly deprecationOptions?: Deprecation | undefined;
  /** Every flag that the command has. */
  readonly flags: Readonly<Record<string, MarkedFlag>>;
}

/**
 * One warning for each deprecated thing that was typed.
 *
 * @param given the flags that were typed, under the names that they have now
 * @param argv what follows the command, for the names under which they were typed
 */
export function describeDeprecations(
  { id, state, deprecationOptions, flags }: MarkedCommand,
  given: readonly string[],
  argv: readonly string[],
): Diagnostic[] {
  const typed = new Set(argv.map((word) => word.split('=')[0]));
  const ofFlags = [...new Set(given)].flatMap((name) => {
    const { deprecated, aliases = [], deprecateAliases } = flags[name] ?? {};
    const old = deprecateAliases ? aliases.filter((alias) => typed.has(`--${alias}`)) : [];
    return [
      ...(deprecated ? [warning(`--${name}`, deprecated === true ? {} : deprecated)] : []),
      ...old.map((alias) => warning(`--${alias}`, { to: `--${name}` })),
    ];
  });
  return state === 'deprecated'
    ? [warning(`\`flowlink ${id}\``, deprecationOptions ?? {}), ...ofFlags]
    : ofFlags;
}

function warning(subject: string, { to, message, version }: Deprecation): Diagnostic {
  const end = version === undefined ? 'a later version' : `version ${version}`;
  const reason = message === undefined ? '' : ` ${message}`;
  return diagnostic('deprecated', {
    detail: `${subject} still works, and goes with ${end}.${reason}`,
    ...(to === undefined ? {} : { fix: `Use ${to} in its place.` }),
  });
}
