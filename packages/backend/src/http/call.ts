// What a handler gets and gives, independent of the web framework.
import type { operations } from '@flowlink/schema';
import type { WriteContext } from '../connections/write-context.ts';
import type { Refusal } from '../refusal.ts';
import type { StoredToken } from '../tokens/token.ts';

/** A request whose parameters and body conform to the contract, made by a token that may make it. */
export interface Call {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
  readonly token: Pick<StoredToken, 'id' | 'name' | 'role'>;
  /** Who makes a direct edit, as the client says. */
  readonly user?: string;
  readonly now: Date;
}

export interface Reply {
  readonly status: number;
  /** JSON unless it is text. */
  readonly body?: object | string;
  /** A body that is JSON already. */
  readonly json?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Handler = (call: Call) => Promise<Reply | Refusal>;
export type Handlers = Readonly<Record<keyof typeof operations, Handler>>;

export const ok = (body: object | string): Reply => ({ status: 200, body });
export const workspaceOf = ({ params }: Call): string => params.workspace ?? '';

/** Who writes what the call is about. */
export function contextOf({ params, headers, token, user, now }: Call): WriteContext {
  const run = headers['flowlink-run'];
  return {
    workspace: params.workspace ?? '',
    name: params.name ?? '',
    token,
    ...(user === undefined ? {} : { user }),
    now,
    ...(run === undefined ? {} : { run }),
  };
}
