// Generated from schemas/ by `pnpm --filter @flowlink/schema generate`; do not edit.
/**
 * What happens to one connection.
 */
export type Action = 'import' | 'create' | 'update' | 'replace' | 'move' | 'forget' | 'destroy';
/**
 * A connection's configuration without its secrets.
 */
export type ConnectionConfig = BigcommerceConfig;
/**
 * An OAuth scope of a BigCommerce API account, as the control panel grants it.
 */
export type Scope =
  | 'store_app_extensions_manage'
  | 'store_cart'
  | 'store_cart_read_only'
  | 'store_channel_listings'
  | 'store_channel_listings_read_only'
  | 'store_channel_settings'
  | 'store_channel_settings_read_only'
  | 'store_checkout'
  | 'store_checkout_read_only'
  | 'store_content_checkout'
  | 'store_content_checkout_read_only'
  | 'store_fulfillment_methods_manage'
  | 'store_fulfillment_methods_read_only'
  | 'store_inventory'
  | 'store_inventory_read_only'
  | 'store_locations'
  | 'store_locations_read_only'
  | 'store_logs_read_only'
  | 'store_metafield_change_owner'
  | 'store_metafield_write'
  | 'store_metafield_write_all'
  | 'store_order_fulfillment_manage'
  | 'store_order_fulfillment_read_only'
  | 'store_payments_access_token_create'
  | 'store_payments_methods_read'
  | 'store_sites'
  | 'store_sites_read_only'
  | 'store_stored_payment_instruments'
  | 'store_stored_payment_instruments_read_only'
  | 'store_storefront_api'
  | 'store_storefront_api_customer_impersonation'
  | 'store_themes_manage'
  | 'store_themes_read_only'
  | 'store_translations'
  | 'store_translations_read_only'
  | 'store_v2_content'
  | 'store_v2_content_read_only'
  | 'store_v2_customers'
  | 'store_v2_customers_login'
  | 'store_v2_customers_read_only'
  | 'store_v2_information'
  | 'store_v2_information_read_only'
  | 'store_v2_marketing'
  | 'store_v2_marketing_read_only'
  | 'store_v2_orders'
  | 'store_v2_orders_read_only'
  | 'store_v2_products'
  | 'store_v2_products_read_only'
  | 'store_v2_transactions'
  | 'store_v2_transactions_read_only';
/**
 * The action of the BigCommerce connector. get_* actions are polled, the others deliver one object.
 */
export type BigcommerceAction =
  | 'get_products'
  | 'get_orders'
  | 'get_shipments'
  | 'get_shipment'
  | 'get_customers'
  | 'add_product'
  | 'update_product'
  | 'add_order'
  | 'update_order'
  | 'cancel_order'
  | 'add_shipment'
  | 'update_shipment'
  | 'add_customer'
  | 'update_customer'
  | 'set_inventory';
/**
 * Who moved since the last apply: the configuration (config), the backend (backend, that is drift), or both (conflict).
 */
export type Direction = 'config' | 'backend' | 'conflict';
/**
 * A name of lower-case letters, digits, hyphens and underscores, at most 63 characters.
 */
export type Name = string;
/**
 * A date or a time in ISO 8601, for example 2026-01-31 or 2026-01-31T08:00:00Z.
 */
export type DateFilter = string;
/**
 * A time in UTC, RFC 3339.
 */
export type Time = string;
/**
 * A name of lower-case letters, digits, hyphens and underscores, at most 63 characters.
 */
export type Name1 = string;
/**
 * A run's ID, chosen by the client.
 */
export type RunId = string;
/**
 * The connection as it is now, or why it was not written.
 */
export type BatchOutcome =
  | {
      connection: Connection;
    }
  | {
      problem: Problem;
    };
/**
 * What went wrong, for programs.
 */
export type ProblemCode =
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'invalid_request'
  | 'precondition_required'
  | 'precondition_failed'
  | 'immutable_field'
  | 'secret_required'
  | 'name_taken'
  | 'not_managed'
  | 'lock_held'
  | 'lock_not_held'
  | 'run_not_found'
  | 'run_closed'
  | 'id_token_refused'
  | 'issuer_unreachable'
  | 'payload_too_large'
  | 'head_too_large'
  | 'request_timeout'
  | 'rate_limited'
  | 'unsupported_media_type'
  | 'method_not_allowed'
  | 'internal'
  | 'unavailable';
/**
 * What it does. Apply follows the configuration, destroy empties the workspace, import takes over what was made by hand.
 */
export type RunMode = 'apply' | 'destroy' | 'import';
/**
 * What was done.
 */
export type AuditAction =
  | 'connection_created'
  | 'connection_updated'
  | 'connection_replaced'
  | 'connection_moved'
  | 'connection_imported'
  | 'connection_forgotten'
  | 'connection_deleted'
  | 'lock_released_by_force'
  | 'run_opened'
  | 'run_closed'
  | 'token_created'
  | 'token_revoked'
  | 'trust_created'
  | 'trust_removed';
/**
 * One line of `flowlink apply --json`.
 */
export type ApplyEvent =
  | VersionEvent
  | PlannedEvent
  | VerifiedEvent
  | WaitingForLockEvent
  | RunStartedEvent
  | ConcurrencyChangedEvent
  | ChangeStartedEvent
  | ChangeDoneEvent
  | ChangeFailedEvent
  | ChangeNotStartedEvent
  | DiagnosticEvent
  | RunFinishedEvent;

/**
 * What happens to one connection, and the revision it was computed from.
 */
export interface Change {
  /**
   * The connection's name.
   */
  name: string;
  action: Action;
  /**
   * The name that it has on the backend until this change renames it.
   */
  from?: string;
  /**
   * Why, for people. Nothing acts on it.
   */
  reason: string;
  /**
   * The remote revision the change was computed from; null if the connection must not exist yet.
   */
  revision: number | null;
  /**
   * The configuration to write; null for what is destroyed or forgotten.
   */
  config: ConnectionConfig | null;
  /**
   * The secret fields, by name.
   */
  secrets: {
    [k: string]: PlannedSecret;
  };
  /**
   * The differences, field by field.
   */
  fields: FieldChange[];
  position?: Position;
}
/**
 * One BigCommerce store linked to FlowLink through a store-level API account.
 */
export interface BigcommerceConfig {
  /**
   * The platform at the other end.
   */
  platform: 'bigcommerce';
  /**
   * The storefront's address, for example https://acme-us.mybigcommerce.com. It need not contain the store hash.
   */
  store_url: string;
  /**
   * The store's identifier: the lower-case letters and digits between /stores/ and /v3/ in the API path that the control panel shows. Another hash is another store, so changing it replaces the connection.
   */
  store_hash: string;
  /**
   * The client ID of the store-level API account. Not a secret.
   */
  client_id: string;
  /**
   * The OAuth scopes chosen when the API account was made. BigCommerce never lets them change afterwards: more scopes mean a new API account with a new client ID and a new token.
   *
   * @maxItems 100
   */
  scopes: Scope[];
  /**
   * What FlowLink does with this store, by workflow name. Several workflows may use the same action.
   */
  workflows?: {
    [k: string]: Workflow;
  };
  /**
   * Refuse every plan that would destroy or replace this connection.
   */
  protect?: boolean;
}
/**
 * One thing FlowLink does with the store.
 */
export interface Workflow {
  action: BigcommerceAction;
  parameters?: WorkflowParameters;
}
/**
 * Filters passed on to BigCommerce. Which ones there are depends on the action.
 */
export interface WorkflowParameters {
  [k: string]: string | number | boolean;
}
/**
 * The variable that holds a secret, and the fingerprint of the value it had when planning.
 */
export interface PlannedSecret {
  /**
   * The environment variable.
   */
  env: string;
  /**
   * HMAC-SHA-256 of the value, keyed with the plan's salt.
   */
  fingerprint: string;
  /**
   * Whether the value is sent to the backend.
   */
  write: boolean;
}
/**
 * One field's old and new value. A sensitive field has neither.
 */
export interface FieldChange {
  /**
   * The keys that lead to the field. A member of an unordered list is a field of its own.
   *
   * @minItems 1
   */
  path: [string, ...string[]];
  /**
   * Whether the field appears, disappears or changes.
   */
  kind: 'add' | 'remove' | 'change';
  /**
   * The value on the backend.
   */
  before?: string | number | boolean;
  /**
   * The value in the configuration.
   */
  after?: string | number | boolean;
  /**
   * Whether the value is withheld.
   */
  sensitive: boolean;
  /**
   * Whether this field makes it another connection.
   */
  forces_replacement: boolean;
  direction: Direction;
  position?: Position;
}
/**
 * A place in the configuration, counted from 1.
 */
export interface Position {
  /**
   * Path relative to the project's root.
   */
  file: string;
  /**
   * Line.
   */
  line: number;
  /**
   * Column.
   */
  column: number;
}
/**
 * How many connections each action concerns.
 */
export interface PlanCounts {
  /**
   * Made by hand and to become managed.
   */
  import: number;
  /**
   * To add.
   */
  create: number;
  /**
   * To change in place.
   */
  update: number;
  /**
   * To destroy and create again.
   */
  replace: number;
  /**
   * To rename and nothing else.
   */
  move: number;
  /**
   * To leave on the backend without managing them.
   */
  forget: number;
  /**
   * To destroy.
   */
  destroy: number;
  /**
   * Up to date.
   */
  unchanged: number;
  /**
   * On the backend but made by hand; never touched.
   */
  unmanaged: number;
  /**
   * With differences, but left out by --target.
   */
  skipped: number;
}
/**
 * The secret fields. Write-only: they appear in no response.
 */
export interface ConnectionSecrets {
  /**
   * The access token of the API account, as a reference to an environment variable and nothing else. FlowLink stores it and never gives it back; a salted fingerprint tells whether it changed.
   */
  access_token?: string;
}
/**
 * Always the first line.
 */
export interface VersionEvent {
  type: 'version';
  /**
   * Tells this stream from any other.
   */
  format: 'flowlink-events';
  /**
   * The version of this format.
   */
  version: 1;
  /**
   * The version of flowlink.
   */
  tool_version: string;
}
/**
 * The plan that is about to be applied.
 */
export interface PlannedEvent {
  type: 'planned';
  /**
   * The workspace.
   */
  workspace: string;
  /**
   * The backend.
   */
  backend_url: string;
  counts: PlanCounts;
}
/**
 * A connection was checked against its store, before anything is written.
 */
export interface VerifiedEvent {
  type: 'verified';
  /**
   * The connection.
   */
  name: string;
  /**
   * verified if nothing is contradicted, failed if something is, unreachable if the store could not be asked, stopped if the run was interrupted.
   */
  status: 'verified' | 'failed' | 'unreachable' | 'stopped';
  /**
   * One for each declared value.
   */
  checks: Check[];
  /**
   * Scopes that were not declared and are granted.
   */
  over_granted: string[];
  /**
   * Requests sent to the store.
   */
  requests: number;
}
/**
 * How one declared value compares with the store.
 */
export interface Check {
  /**
   * The field as the configuration names it.
   */
  field: string;
  /**
   * The entry, if the field is a list.
   */
  item?: string;
  /**
   * Nothing counts as verified without proof.
   */
  status: 'verified' | 'contradicted' | 'unverifiable';
  /**
   * Why it is not verified, for people.
   */
  reason?: string;
}
/**
 * Another run holds the lock, and this one waits for it.
 */
export interface WaitingForLockEvent {
  type: 'waiting_for_lock';
  /**
   * Who holds it, where and since when, for people.
   */
  detail: string;
}
/**
 * The lock is held and the run is open.
 */
export interface RunStartedEvent {
  type: 'run_started';
  /**
   * The run's ID.
   */
  run: string;
  at: Time;
}
/**
 * How many changes may run at once from now on: fewer because the backend asks for less, more as it recovers.
 */
export interface ConcurrencyChangedEvent {
  type: 'concurrency_changed';
  /**
   * So many at once.
   */
  limit: number;
  /**
   * What --concurrency allows.
   */
  maximum: number;
  at: Time;
}
/**
 * A change is being made.
 */
export interface ChangeStartedEvent {
  type: 'change_started';
  /**
   * The connection.
   */
  name: string;
  action: Action;
  at: Time;
}
/**
 * A change succeeded.
 */
export interface ChangeDoneEvent {
  type: 'change_done';
  /**
   * The connection.
   */
  name: string;
  action: Action;
  at: Time;
  /**
   * How long it took, in milliseconds.
   */
  elapsed_ms: number;
}
/**
 * A change failed; the others go on.
 */
export interface ChangeFailedEvent {
  type: 'change_failed';
  /**
   * The connection.
   */
  name: string;
  action: Action;
  at: Time;
  /**
   * How long it took, in milliseconds.
   */
  elapsed_ms: number;
  diagnostic: Diagnostic;
}
/**
 * One problem, where it is, and how to mend it.
 */
export interface Diagnostic {
  /**
   * A stable code from docs/errors.md.
   */
  code: string;
  /**
   * Errors stop the run; warnings do not.
   */
  severity: 'error' | 'warning';
  /**
   * What is wrong, in one line.
   */
  summary: string;
  /**
   * What is wrong and why, in full sentences.
   */
  detail: string;
  /**
   * How to mend it.
   */
  fix?: string;
  /**
   * The address of the explanation of the code.
   */
  documentation: string;
  /**
   * The connection concerned.
   */
  connection?: string;
  location?: Location;
  /**
   * Other places that belong to the problem.
   */
  related?: RelatedLocation[];
}
/**
 * A range in a file; lines and columns count from 1, columns in UTF-16 units, the end is exclusive.
 */
export interface Location {
  /**
   * Path relative to the project's root.
   */
  file: string;
  /**
   * First line.
   */
  line: number;
  /**
   * First column.
   */
  column: number;
  /**
   * Last line.
   */
  end_line: number;
  /**
   * Column after the last character.
   */
  end_column: number;
}
export interface RelatedLocation {
  /**
   * What this place has to do with it.
   */
  message: string;
  location: Location;
}
/**
 * A change that the run ended without starting.
 */
export interface ChangeNotStartedEvent {
  type: 'change_not_started';
  /**
   * The connection.
   */
  name: string;
  action: Action;
  /**
   * Why, for people.
   */
  reason: string;
}
/**
 * A problem that concerns the run as a whole.
 */
export interface DiagnosticEvent {
  type: 'diagnostic';
  diagnostic: Diagnostic;
}
/**
 * Always the last line. Every planned change was reported as done, failed or not started before it.
 */
export interface RunFinishedEvent {
  type: 'run_finished';
  /**
   * The run's ID, if one was opened.
   */
  run?: string;
  /**
   * How the run ended.
   */
  outcome: 'succeeded' | 'failed' | 'interrupted' | 'nothing_to_do';
  /**
   * Changes made.
   */
  done: number;
  /**
   * Changes that failed.
   */
  failed: number;
  /**
   * Changes not begun.
   */
  not_started: number;
}
/**
 * Who did something.
 */
export interface Actor {
  /**
   * The name of the token used; flowlink-backend for its own command line.
   */
  token: string;
  /**
   * The person or CI job, as the client says.
   */
  user?: string;
}
/**
 * HMAC-SHA-256 of a secret in UTF-8, keyed with the salt. The salt is new with each write of the secret.
 */
export interface Fingerprint {
  /**
   * 16 random bytes, in hexadecimal.
   */
  salt: string;
  /**
   * The digest, in hexadecimal.
   */
  fingerprint: string;
}
/**
 * What is told of a secret, and when its value was sent first; sending the same one again leaves that.
 */
export interface SecretState {
  /**
   * 16 random bytes, in hexadecimal.
   */
  salt: string;
  /**
   * The digest, in hexadecimal.
   */
  fingerprint: string;
  set_at: Time;
  /**
   * The fingerprint of the value at the last apply; null before the first.
   */
  applied: Fingerprint | null;
}
/**
 * A field that a direct edit changed after the last apply.
 */
export interface Edit {
  /**
   * The keys that lead to the field. A member of an unordered list is a field of its own.
   *
   * @minItems 1
   */
  path: [string, ...string[]];
  at: Time;
  by: Actor;
}
/**
 * What the store said of the connection when it was last asked.
 */
export interface Verification {
  /**
   * verified if nothing was contradicted, failed if something was, unreachable if the store could not be asked.
   */
  status: 'verified' | 'failed' | 'unreachable';
  at: Time;
}
/**
 * A connection as the backend knows it. Secrets are write-only and appear as fingerprints.
 */
export interface Connection {
  /**
   * Identifies the connection for as long as it exists, across renames.
   */
  id: string;
  name: Name1;
  /**
   * The name at the last apply, another one if it was renamed since; null before the first.
   */
  applied_name: Name1 | null;
  /**
   * True once an apply has written it, false if it was made by hand.
   */
  managed: boolean;
  /**
   * Changes with every write, unique within the workspace.
   */
  revision: number;
  config: ConnectionConfig;
  /**
   * The configuration of the last apply; null before the first.
   */
  applied: ConnectionConfig | null;
  /**
   * The fingerprints of the secret fields, by name.
   */
  secrets: {
    [k: string]: SecretState;
  };
  /**
   * Of a managed connection, the fields that direct edits changed after the last apply and that still differ from it. Secret fields and, for a rename, the field name are among them.
   */
  edits: Edit[];
  /**
   * Null if it was never verified, or changed since in a field that a store can be asked about.
   */
  verification: Verification | null;
  created_at: Time;
  changed_at: Time;
  changed_by: Actor;
  /**
   * When the last apply wrote it.
   */
  applied_at: Time | null;
  /**
   * The run of the last apply, or the one that forgot it.
   */
  applied_run: RunId | null;
}
/**
 * A connection to write, with what the store said of exactly this if it was asked. Secret fields left out keep their value; a new connection needs them all.
 */
export interface ConnectionWrite {
  config: ConnectionConfig;
  secrets?: ConnectionSecrets;
  verification?: Verification;
}
/**
 * Writes that a run makes together.
 */
export interface Batch {
  /**
   * @maxItems 100
   */
  writes: BatchedWrite[];
}
/**
 * A connection to write, and which it is.
 */
export interface BatchedWrite {
  name: Name1;
  /**
   * The revision that the write replaces; null if the connection must not exist yet.
   */
  revision: number | null;
  /**
   * Make it another connection, with a new ID.
   */
  replace?: boolean;
  /**
   * A ConnectionWrite. One that does not conform is refused by itself, so that the others are written.
   */
  write: {
    [k: string]: unknown;
  };
}
/**
 * What came of each write.
 */
export interface BatchOutcomes {
  /**
   * @maxItems 100
   */
  outcomes: BatchOutcome[];
}
/**
 * A problem document (RFC 9457) with a stable code.
 */
export interface Problem {
  /**
   * Always about:blank; the code tells problems apart.
   */
  type: string;
  /**
   * What went wrong, for people.
   */
  title: string;
  /**
   * The HTTP status.
   */
  status: number;
  code: ProblemCode;
  /**
   * More about this occurrence. Never holds a secret.
   */
  detail?: string;
  /**
   * The parts of the request that do not conform.
   */
  errors?: {
    /**
     * A JSON pointer into the request.
     */
    pointer: string;
    /**
     * What is wrong there.
     */
    message: string;
  }[];
  lock?: Lock;
  /**
   * The present revision, with precondition_failed.
   */
  revision?: number | null;
  /**
   * With unauthorized, how and when the token that was sent ended; absent if it is not known.
   */
  ended?: {
    /**
     * What ended it.
     */
    by: 'expiry' | 'revocation';
    at: Time;
  };
  [k: string]: unknown;
}
/**
 * A lock that is held.
 */
export interface Lock {
  run: RunId;
  holder: LockHolder;
  acquired_at: Time;
  expires_at: Time;
}
/**
 * Who holds a lock.
 */
export interface LockHolder {
  /**
   * The person or CI job.
   */
  user: string;
  /**
   * The machine.
   */
  host: string;
  /**
   * The process.
   */
  pid?: number;
  /**
   * The CI job's page.
   */
  url?: string;
}
/**
 * A page of connections, ordered by name in Unicode code points.
 */
export interface ConnectionPage {
  connections: Connection[];
  /**
   * Where the next page starts; null after the last.
   */
  next_cursor: string | null;
}
/**
 * A lock to take or to extend.
 */
export interface LockRequest {
  run: RunId;
  holder: LockHolder;
  /**
   * How long the lock holds without being extended.
   */
  lease_seconds: number;
}
/**
 * The lock of a workspace.
 */
export interface LockState {
  lock: Lock | null;
}
/**
 * How the changes of a run ended.
 */
export interface RunCounts {
  done: number;
  failed: number;
  not_started: number;
}
/**
 * A run to open.
 */
export interface RunOpen {
  id: RunId;
  mode: RunMode;
  holder: LockHolder;
  /**
   * The commit that is applied.
   */
  commit?: string;
  /**
   * How many changes it is about to make.
   */
  planned: number;
}
/**
 * How a run ended.
 */
export interface RunClose {
  outcome: 'succeeded' | 'failed' | 'interrupted';
  counts: RunCounts;
}
/**
 * A run. It is abandoned once it is open without the lock, as after its process was killed and the lease ended.
 */
export interface Run {
  id: RunId;
  mode: RunMode;
  holder: LockHolder;
  commit: string | null;
  planned: number;
  actor: Actor;
  opened_at: Time;
  closed_at: Time | null;
  /**
   * Whether it still goes on, and how it ended. An abandoned run can write nothing any more; how it ended was not reported yet.
   */
  outcome: 'open' | 'succeeded' | 'failed' | 'interrupted' | 'abandoned';
  counts: RunCounts | null;
  /**
   * Who took its lock away, and when; null if nobody did.
   */
  unlocked: Unlocked | null;
}
/**
 * A forced release of a run's lock.
 */
export interface Unlocked {
  at: Time;
  by: Actor;
}
/**
 * A page of runs, newest first.
 */
export interface RunPage {
  runs: Run[];
  next_cursor: string | null;
}
/**
 * One thing that was done. It never holds a secret.
 */
export interface AuditEntry {
  /**
   * Grows with every entry.
   */
  position: number;
  at: Time;
  by: Actor;
  action: AuditAction;
  /**
   * The connection's name, before it if it was renamed; null if the entry is about something else.
   */
  connection: Name1 | null;
  to?: Name1;
  /**
   * The run that did it, or that it was done to; null for a direct edit.
   */
  run: RunId | null;
  /**
   * The fields that changed, as paths joined with dots, without values.
   */
  fields: string[];
  /**
   * The token that was created or revoked.
   */
  token?: {
    /**
     * Identifies the token; it says nothing of the token itself.
     */
    id: string;
    /**
     * Its name.
     */
    name: string;
    /**
     * What it permits.
     */
    role: 'read' | 'write' | 'admin';
  };
  /**
   * The trust policy that was created or removed.
   */
  policy?: {
    /**
     * Identifies the policy.
     */
    id: string;
    /**
     * Its name.
     */
    name: string;
    /**
     * What it gives.
     */
    role: 'read' | 'write';
  };
}
/**
 * A page of entries, newest first.
 */
export interface AuditPage {
  entries: AuditEntry[];
  next_cursor: string | null;
}
/**
 * What is exchanged for a token.
 */
export interface TokenExchange {
  /**
   * A JSON Web Token that the issuer signed.
   */
  id_token: string;
  /**
   * What the token is for; by default all that the trust policies permit.
   */
  role?: 'read' | 'write';
  /**
   * The token of an earlier exchange by the same job. If it is still good, it goes on and is the answer.
   */
  renew?: string;
}
/**
 * A token that ends by itself.
 */
export interface ExchangedToken {
  /**
   * The token, to be sent as a bearer token.
   */
  token: string;
  expires_at: Time;
  /**
   * The same in seconds from now, for clients whose clock differs.
   */
  expires_in: number;
  /**
   * What it permits.
   */
  role: 'read' | 'write';
  /**
   * Where it comes from, as locks, history and audit trail show it.
   */
  name: string;
}
/**
 * What one apply will do, computed once.
 */
export interface Plan {
  /**
   * Tells a plan file from any other JSON.
   */
  format: 'flowlink-plan';
  /**
   * The version of this format.
   */
  version: 1;
  /**
   * When the plan was computed.
   */
  created_at: string;
  /**
   * The version of flowlink that computed it.
   */
  tool_version: string;
  /**
   * The workspace it was computed for.
   */
  workspace: string;
  /**
   * The backend it was computed against.
   */
  backend_url: string;
  /**
   * Whether the plan follows the configuration or destroys the workspace.
   */
  mode: 'apply' | 'destroy';
  /**
   * The connections it was limited to; empty means all.
   */
  targets: string[];
  /**
   * The salt of the fingerprints in this plan.
   */
  salt: string;
  /**
   * The changes, ordered by name. Connections without a change are only counted.
   */
  changes: Change[];
  counts: PlanCounts;
  /**
   * SHA-256 over the rest of the plan; tells an edited or truncated file.
   */
  integrity: string;
}
