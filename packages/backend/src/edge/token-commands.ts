// `flowlink-backend token …`: makes, lists and revokes tokens, also beside a running server.
import { isName, NAME_RULE } from '@flowlink/schema';
import { createToken } from '../backend.ts';
import { type Role, roles } from '../tokens/token.ts';
import { type Flags, UsageError } from './arguments.ts';
import { withStore } from './with-store.ts';

export function createTokenCommand(flags: Flags, rest: string[]): Promise<number> {
  const { workspace, role, name = 'unnamed' } = flags;
  if (rest.length > 0) throw new UsageError(`token create takes no “${rest[0]}”.`);
  if (workspace === undefined || !isName(workspace)) {
    throw new UsageError(`token create needs --workspace NAME; ${NAME_RULE}.`);
  }
  if (!roles.includes(role as Role)) throw new UsageError(`token create needs --role ${roles.join('|')}.`);
  return withStore(flags, async (store) => {
    const token = await createToken(store, { workspace, role: role as Role, name }, new Date());
    process.stdout.write(`${token}\n`);
    process.stderr.write(`This is the only time the token is shown. Set it as FLOWLINK_TOKEN.\n`);
    return 0;
  });
}

export function listTokens(flags: Flags): Promise<number> {
  return withStore(flags, async (store) => {
    for (const { id, workspace, role, name, created_at, last_used_at } of await store.tokens()) {
      process.stdout.write(
        `${[id, workspace, role, name, created_at, last_used_at ?? 'never used'].join('\t')}\n`,
      );
    }
    return 0;
  });
}

export function revokeToken(flags: Flags, [id, ...more]: string[]): Promise<number> {
  if (id === undefined || more.length > 0)
    throw new UsageError('token revoke needs one ID; `token list` shows them.');
  return withStore(flags, async (store) => {
    if (await store.removeToken(id)) return 0;
    process.stderr.write(`flowlink-backend: there is no token ${id}.\n`);
    return 1;
  });
}
