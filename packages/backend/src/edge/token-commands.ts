// `flowlink-backend token …`: makes, lists and revokes tokens, also beside a running server.
import { isName, NAME_RULE } from '@flowlink/schema';
import { issueToken, OWN_NAME, revokeToken } from '../tokens/issue-token.ts';
import { endOf, type Role, roles, type StoredToken } from '../tokens/token.ts';
import { type Flags, UsageError } from './arguments.ts';
import { withStore } from './existing-store.ts';
import { operator } from './operator.ts';
import { table } from './table.ts';
import { readTime, TIME_RULE } from './times.ts';

export function createTokenCommand(flags: Flags, rest: string[]): Promise<number> {
  const { workspace, role, name = 'unnamed', expires } = flags;
  if (rest.length > 0) throw new UsageError(`token create takes no “${rest[0]}”.`);
  if (workspace === undefined || !isName(workspace)) {
    throw new UsageError(`token create needs --workspace NAME; ${NAME_RULE}.`);
  }
  if (!roles.includes(role as Role)) throw new UsageError(`token create needs --role ${roles.join('|')}.`);
  if (!/^\P{C}{1,100}$/u.test(name) || name === OWN_NAME) {
    throw new UsageError(`--name takes 1 to 100 printable characters, and not “${OWN_NAME}”.`);
  }
  const now = new Date();
  const expires_at = expires === undefined ? null : expiryOf(expires, now);
  return withStore(flags, async (store) => {
    const wanted = { workspace, role: role as Role, name, expires_at };
    const { token } = await issueToken(store, wanted, operator(), now);
    process.stdout.write(`${token}\n`);
    const end =
      expires_at === null
        ? 'It does not expire; `--expires 90d` gives a token an end.'
        : `It expires at ${expires_at}.`;
    process.stderr.write(`This is the only time the token is shown. Set it as FLOWLINK_TOKEN. ${end}\n`);
    return 0;
  });
}

function expiryOf(text: string, now: Date): string {
  const time = readTime(text, now, 1);
  if (!time) throw new UsageError(`--expires takes ${TIME_RULE}.`);
  if (time <= now) throw new UsageError(`--expires takes a time to come; ${text} is past.`);
  return time.toISOString();
}

export function listTokens(flags: Flags, rest: string[]): Promise<number> {
  const { workspace, json = false } = flags;
  if (rest.length > 0) throw new UsageError(`token list takes no “${rest[0]}”.`);
  return withStore(flags, async (store) => {
    const now = new Date();
    const tokens = (await store.tokens()).filter((token) => [token.workspace, undefined].includes(workspace));
    process.stdout.write(json ? documentOf(tokens, now) : tableOf(tokens, now));
    return 0;
  });
}

function documentOf(tokens: readonly StoredToken[], now: Date): string {
  const listed = tokens.map(
    ({ id, workspace, role, name, source, created_at, last_used_at, expires_at, revoked_at }) => {
      const state = stateOf({ expires_at, revoked_at }, now);
      return { id, workspace, role, name, source, created_at, last_used_at, expires_at, revoked_at, state };
    },
  );
  return `${JSON.stringify({ tokens: listed }, null, 2)}\n`;
}

function tableOf(tokens: readonly StoredToken[], now: Date): string {
  if (tokens.length === 0) return 'There are no tokens.\n';
  const header = ['ID', 'WORKSPACE', 'ROLE', 'NAME', 'CREATED', 'LAST USED', 'EXPIRES', 'STATE'];
  const rows = tokens.map((token) => [
    token.id,
    token.workspace,
    token.role,
    token.name,
    minuteOf(token.created_at),
    token.last_used_at === null ? 'never' : minuteOf(token.last_used_at),
    token.expires_at === null ? 'never' : minuteOf(token.expires_at),
    stateOf(token, now),
  ]);
  return table(header, rows);
}

function stateOf(token: Pick<StoredToken, 'expires_at' | 'revoked_at'>, now: Date): string {
  const end = endOf(token, now);
  if (!end) return 'active';
  return end.by === 'expiry' ? 'expired' : 'revoked';
}

/** 2027-01-31 12:00Z */
function minuteOf(time: string): string {
  return `${time.slice(0, 16).replace('T', ' ')}Z`;
}

export function revokeTokenCommand(flags: Flags, [id, ...more]: string[]): Promise<number> {
  if (id === undefined || more.length > 0)
    throw new UsageError('token revoke needs one ID; `token list` shows them.');
  return withStore(flags, async (store) => {
    const token = await revokeToken(store, id, operator(), new Date());
    if (token?.revoked_at === null) return 0;
    const problem = token ? `${id} was revoked at ${token.revoked_at} already` : `there is no token ${id}`;
    process.stderr.write(`flowlink-backend: ${problem}.\n`);
    return token ? 0 : 1;
  });
}
