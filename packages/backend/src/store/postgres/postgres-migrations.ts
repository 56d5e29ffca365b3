// The structure of the PostgreSQL database, as steps that only ever go forward. A released step is never edited.

/**
 * Names are compared by code points, as the embedded database does, whatever the locale of the server. Times and documents are
 * text: what is read back is what was written.
 */
export const postgresMigrations: readonly string[] = [
  `CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
   CREATE TABLE revisions (workspace TEXT PRIMARY KEY, last BIGINT NOT NULL);
   CREATE TABLE connections (
     id TEXT PRIMARY KEY,
     workspace TEXT NOT NULL,
     name TEXT COLLATE "C" NOT NULL,
     managed SMALLINT NOT NULL,
     revision BIGINT NOT NULL,
     config TEXT NOT NULL,
     applied TEXT,
     created_at TEXT NOT NULL,
     changed_at TEXT NOT NULL,
     changed_by TEXT NOT NULL,
     applied_at TEXT,
     applied_run TEXT,
     applied_name TEXT,
     edits TEXT NOT NULL,
     verification TEXT,
     UNIQUE (workspace, name)
   );
   CREATE TABLE secrets (
     connection TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
     field TEXT NOT NULL,
     salt TEXT NOT NULL,
     fingerprint TEXT NOT NULL,
     ciphertext BYTEA NOT NULL,
     set_at TEXT NOT NULL,
     applied_salt TEXT,
     applied_fingerprint TEXT,
     PRIMARY KEY (connection, field)
   );
   CREATE TABLE traces (
     workspace TEXT NOT NULL,
     name TEXT NOT NULL,
     run TEXT NOT NULL,
     revision BIGINT NOT NULL,
     moved_to TEXT,
     PRIMARY KEY (workspace, name)
   );
   CREATE TABLE locks (workspace TEXT PRIMARY KEY, lock TEXT NOT NULL, token TEXT NOT NULL);
   CREATE TABLE runs (
     position BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     workspace TEXT NOT NULL,
     id TEXT NOT NULL,
     run TEXT NOT NULL,
     UNIQUE (workspace, id)
   );
   CREATE INDEX runs_of_workspace ON runs (workspace, position);
   CREATE TABLE tokens (
     id TEXT PRIMARY KEY,
     hash TEXT NOT NULL UNIQUE,
     name TEXT NOT NULL,
     workspace TEXT NOT NULL,
     role TEXT NOT NULL,
     created_at TEXT NOT NULL,
     last_used_at TEXT
   );
   CREATE TABLE audit (
     position BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     workspace TEXT NOT NULL,
     action TEXT NOT NULL,
     entry TEXT NOT NULL
   );
   CREATE INDEX audit_of_workspace ON audit (workspace, position);
   CREATE INDEX audit_of_action ON audit (workspace, action, position);
   CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN RAISE EXCEPTION 'an audit entry never changes and is never deleted'; END $$;
   CREATE TRIGGER audit_keeps_entries BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
     FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows();`,
  // Tokens that end, and attempts that were denied. Positions of denials and of the audit trail come from one sequence, so
  // that both can be read in one order.
  `ALTER TABLE tokens ADD COLUMN source TEXT NOT NULL DEFAULT 'cli';
   ALTER TABLE tokens ADD COLUMN expires_at TEXT;
   ALTER TABLE tokens ADD COLUMN revoked_at TEXT;
   CREATE TABLE denials (
     position BIGINT PRIMARY KEY DEFAULT nextval('audit_position_seq'),
     workspace TEXT,
     denial TEXT NOT NULL
   );
   CREATE INDEX denials_of_workspace ON denials (workspace, position);
   CREATE TRIGGER denials_keep_entries BEFORE UPDATE OR DELETE OR TRUNCATE ON denials
     FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows();`,
  // Whom to give short-lived tokens, and the policy that a token was given by; with the policy its tokens go.
  `CREATE TABLE trust_policies (
     id TEXT PRIMARY KEY,
     workspace TEXT NOT NULL,
     name TEXT NOT NULL,
     role TEXT NOT NULL,
     issuer TEXT NOT NULL,
     audience TEXT NOT NULL,
     claims TEXT NOT NULL,
     lifetime_minutes INTEGER NOT NULL,
     created_at TEXT NOT NULL
   );
   CREATE INDEX trust_policies_of_workspace ON trust_policies (workspace, created_at);
   ALTER TABLE tokens ADD COLUMN policy TEXT REFERENCES trust_policies (id) ON DELETE CASCADE;
   CREATE INDEX tokens_of_policy ON tokens (policy, expires_at);`,
  // Data keys: the master key encrypts them, and they encrypt secrets. Null is a secret that the master key itself encrypts.
  `CREATE TABLE data_keys (id TEXT PRIMARY KEY, wrapped BYTEA NOT NULL, created_at TEXT NOT NULL);
   ALTER TABLE secrets ADD COLUMN data_key TEXT REFERENCES data_keys (id);`,
  // A program from before there were data keys that goes on beside a newer one fails on the name it knows. It would leave
  // `data_key` as it is, or lose it, and the secret would not open any more.
  'ALTER TABLE secrets RENAME COLUMN ciphertext TO sealed;',
];
