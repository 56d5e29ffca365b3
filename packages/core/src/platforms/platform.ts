// What the pipeline asks of a platform. All that is particular to one stands in its folder; `registry.ts` lists them.
import type { Check, ConnectionConfig } from '@flowlink/schema';
import type { Code } from '../diagnostics/codes.ts';
import type { Occurrence, Outcome } from '../diagnostics/diagnostic.ts';
import type { Path } from '../load/nodes.ts';

/** A problem, and the field of the connection that it is about; an empty path means the connection itself. */
export interface Finding extends Required<Pick<Occurrence, 'detail' | 'fix'>> {
  readonly code: Code;
  readonly path: Path;
  /** Other fields of the connection that belong to the problem. */
  readonly related?: readonly { readonly path: Path; readonly message: string }[];
}

/** A problem with the form of a field's value. Neither sentence repeats the value, which may come from a variable. */
export interface FormatFinding extends Omit<Finding, 'path'> {
  /** What the value was meant to be, where that can be derived from it. */
  readonly replacement?: string;
}

/** The secrets of a connection by field: the variable and its value. */
export type Secrets = Readonly<
  Record<string, { readonly env: string; readonly secret: { reveal(): string } }>
>;

/** The workflows of a connection by name, as far as scopes depend on them. */
export type Workflows = Readonly<Record<string, { readonly action: string }>>;

/** One line of the platform's list of permissions, and what to choose there. */
export interface ScopeChoice {
  /** The line's name as the platform shows it. */
  readonly name: string;
  readonly choice: 'None' | 'Read-only' | 'Modify';
  /** The scope behind the choice, unless it is None. */
  readonly scope?: string;
  readonly reasons: readonly {
    readonly workflow: string;
    readonly action: string;
    readonly because: string;
  }[];
  /** What the scope is good for, if no workflow needs it. */
  readonly optional?: string;
}

/** Which scopes some workflows need, and how the declared ones compare. */
export interface ScopeAdvice {
  /** All lines, in the platform's order. */
  readonly choices: readonly ScopeChoice[];
  /** What is missing from the declared scopes. */
  readonly missing: readonly string[];
  /** Declared scopes that no workflow needs, each with the lesser one that would do, if any. */
  readonly excess: readonly { readonly scope: string; readonly instead?: string }[];
}

/** What changes about a connection that exists already. */
export interface AccountChange {
  readonly name: string;
  /** As it was last applied. */
  readonly before: ConnectionConfig;
  readonly after: ConnectionConfig;
  /** Secret fields whose value is another one now. */
  readonly rotated: readonly string[];
  /** The variable behind each secret field. */
  readonly variables: Readonly<Record<string, string>>;
  /** Whether the user says that the scopes were declared wrongly before. */
  readonly redeclared: boolean;
}

/** What a file of credentials says about a store and the API account made there. */
export interface Credentials {
  readonly storeHash: string;
  readonly clientId: string;
  readonly accessToken: { reveal(): string };
}

/** What the other end answered, or why it did not. */
export type Reply =
  | {
      readonly status: number;
      /** Names in lower case. */
      readonly headers: Readonly<Record<string, string | string[] | undefined>>;
      readonly body: string;
    }
  | { readonly error: 'unreachable'; readonly reason: string }
  | { readonly error: 'timeout'; readonly seconds: number }
  /** The user stopped the run before the request was sent. */
  | { readonly error: 'stopped' };

/** Sends a GET. The path stands below the address that `Preflight.address` gives and begins with a slash. */
export type Ask = (path: string) => Promise<Reply>;

/** What a preflight of one connection came to. */
export interface PreflightReport {
  /** Nothing counts as verified without proof. */
  readonly checks: readonly Check[];
  /** Scopes that were not declared but turned out to be granted, at least for reading. */
  readonly overGranted: readonly string[];
  readonly findings: readonly Finding[];
  /** Whether the run was stopped before everything was asked. */
  readonly stopped: boolean;
}

/** What is left of a quota of requests that others share. */
export interface RateLimit {
  /** Requests until the quota is used up. */
  readonly left?: number;
  /** Milliseconds until the quota is whole again, or as long as a refusal asks to wait. */
  readonly resetMs?: number;
}

/** How a connection is checked against its other end. Only requests that change nothing are ever sent. */
export interface Preflight {
  /** Where the connection's other end answers. Connections with the same address share its quota. */
  address(apiUrl: string, config: ConnectionConfig): string;
  /** The headers of every request, credentials included. */
  headers(secrets: Secrets): Readonly<Record<string, string>>;
  rateLimit(headers: Readonly<Record<string, string | string[] | undefined>>): RateLimit;
  run(input: {
    readonly config: ConnectionConfig;
    readonly secrets: Secrets;
    readonly ask: Ask;
  }): Promise<PreflightReport>;
}

/** One platform. */
export interface Platform {
  /** Looks at the form of one field's value, literal or once its references are replaced. */
  checkField(path: Path, value: string): FormatFinding | undefined;
  /** Looks at fields that must fit each other; fields that still hold references are left out. */
  checkTogether(fields: Readonly<Record<string, unknown>>): Finding[];
  /** Looks at the variable behind a secret field before its value is known. */
  checkVariable(field: string, env: string): FormatFinding | undefined;
  /** Looks at the form of a secret, beside the other fields. No sentence repeats it. */
  checkSecret(field: string, value: string, config: ConnectionConfig): FormatFinding | undefined;
  /** Whether the declared scopes permit what the workflows do, and no more. */
  checkScopes(name: string, scopes: readonly string[], workflows: Workflows): Finding[];
  /** @param declared the scopes of an existing connection, if there is one */
  adviseScopes(workflows: Workflows, declared?: readonly string[]): ScopeAdvice;
  /**
   * Reads the file of credentials that the platform offers for download.
   *
   * @param seal wraps the access token, so that no plain copy of it is left
   */
  readCredentials(text: string, seal: (token: string) => Credentials['accessToken']): Outcome<Credentials>;
  /** The address of a store that can always be derived from its hash. */
  permanentUrl(storeHash: string): string;
  /** Where a person finds the value of each field that a new connection takes from a variable. */
  readonly origins: Readonly<Record<'client_id' | 'access_token', string>>;
  /** The actions that workflows may have, each with what it does. */
  readonly actions: Readonly<Record<string, string>>;
  /** What the platform never lets change, and what a change of account entails. */
  checkAccountChange(change: AccountChange): Finding[];
  /** The variable that names another address of the platform's API, and the address without it. */
  readonly api: { readonly variable: string; readonly url: string };
  /** Loaded only when something is verified. */
  loadPreflight(): Promise<Preflight>;
}
