// The database's structure, as steps that only ever go forward. A released step is never edited.

export const migrations: readonly string[] = [
  `CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE revisions (workspace TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE connections (
     id TEXT PRIMARY KEY,
     workspace TEXT NOT NULL,
     name TEXT NOT NULL,
     managed INTEGER NOT NULL,
     revision INTEGER NOT NULL,
     config TEXT NOT NULL,
     applied TEXT,
     created_at TEXT NOT NULL,
     changed_at TEXT NOT NULL,
     changed_by TEXT NOT NULL,
     applied_at TEXT,
     applied_run TEXT,
     UNIQUE (workspace, name)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE secrets (
     connection TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
     field TEXT NOT NULL,
     salt TEXT NOT NULL,
     fingerprint TEXT NOT NULL,
     ciphertext BLOB NOT NULL,
     PRIMARY KEY (connection, field)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE traces (
     workspace TEXT NOT NULL,
     name TEXT NOT NULL,
     run TEXT NOT NULL,
     revision INTEGER NOT NULL,
     moved_to TEXT,
     PRIMARY KEY (workspace, name)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE locks (workspace TEXT PRIMARY KEY, lock TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE runs (
     position INTEGER PRIMARY KEY AUTOINCREMENT,
     workspace TEXT NOT NULL,
     id TEXT NOT NULL,
     run TEXT NOT NULL,
     UNIQUE (workspace, id)
   ) STRICT;
   CREATE TABLE tokens (
     id TEXT PRIMARY KEY,
     hash TEXT NOT NULL UNIQUE,
     name TEXT NOT NULL,
     workspace TEXT NOT NULL,
     role TEXT NOT NULL,
     created_at TEXT NOT NULL,
     last_used_at TEXT
   ) STRICT, WITHOUT ROWID;`,
  // Who edited what, verifications, audit. Of what is there already, nobody knows who edited it; a secret is at least as
  // old as its connection's last change. A lock belongs to the token that opened its run, or to nobody until it is over.
  `ALTER TABLE connections ADD COLUMN applied_name TEXT;
   ALTER TABLE connections ADD COLUMN edits TEXT NOT NULL DEFAULT '[]';
   ALTER TABLE connections ADD COLUMN verification TEXT;
   UPDATE connections SET applied_name = name WHERE managed = 1;
   ALTER TABLE secrets ADD COLUMN set_at TEXT NOT NULL DEFAULT '';
   ALTER TABLE secrets ADD COLUMN applied_salt TEXT;
   ALTER TABLE secrets ADD COLUMN applied_fingerprint TEXT;
   UPDATE secrets SET set_at = changed_at FROM connections WHERE connections.id = secrets.connection;
   UPDATE secrets SET applied_salt = salt, applied_fingerprint = fingerprint
     FROM connections WHERE connections.id = secrets.connection AND connections.managed = 1;
   UPDATE runs SET run = json_set(run, '$.unlocked', json('null'));
   ALTER TABLE locks ADD COLUMN token TEXT NOT NULL DEFAULT '';
   UPDATE locks SET token = tokens.id FROM runs, tokens
     WHERE runs.workspace = locks.workspace AND runs.id = locks.lock ->> '$.run'
       AND tokens.workspace = locks.workspace AND tokens.name = runs.run ->> '$.actor.token';
   CREATE TABLE audit (
     position INTEGER PRIMARY KEY AUTOINCREMENT,
     workspace TEXT NOT NULL,
     action TEXT NOT NULL,
     entry TEXT NOT NULL
   ) STRICT;
   CREATE INDEX audit_of_workspace ON audit (workspace, position);
   CREATE INDEX audit_of_action ON audit (workspace, action, position);
   CREATE TRIGGER audit_keeps_entries BEFORE UPDATE ON audit
     BEGIN SELECT RAISE(ABORT, 'an audit entry never changes'); END;
   CREATE TRIGGER audit_loses_nothing BEFORE DELETE ON audit
     BEGIN SELECT RAISE(ABORT, 'an audit entry is never deleted'); END;`,
  // Tokens that end, and attempts that were denied. Positions of denials and of the audit trail grow together, so that both
  // can be read in one order.
  `ALTER TABLE tokens ADD COLUMN source TEXT NOT NULL DEFAULT 'cli';
   ALTER TABLE tokens ADD COLUMN expires_at TEXT;
   ALTER TABLE tokens ADD COLUMN revoked_at TEXT;
   CREATE TABLE denials (
     position INTEGER PRIMARY KEY AUTOINCREMENT,
     workspace TEXT,
     denial TEXT NOT NULL
   ) STRICT;
   CREATE INDEX denials_of_workspace ON denials (workspace, position);
   CREATE TRIGGER denials_keep_entries BEFORE UPDATE ON denials
     BEGIN SELECT RAISE(ABORT, 'an audit entry never changes'); END;
   CREATE TRIGGER denials_lose_nothing BEFORE DELETE ON denials
     BEGIN SELECT RAISE(ABORT, 'an audit entry is never deleted'); END;`,
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
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX trust_policies_of_workspace ON trust_policies (workspace, created_at);
   ALTER TABLE tokens ADD COLUMN policy TEXT REFERENCES trust_policies (id) ON DELETE CASCADE;
   CREATE INDEX tokens_of_policy ON tokens (policy, expires_at);`,
  // Data keys: the master key encrypts them, and they encrypt secrets. Null is a secret that the master key itself encrypts.
  `CREATE TABLE data_keys (id TEXT PRIMARY KEY, wrapped BLOB NOT NULL, created_at TEXT NOT NULL) STRICT, WITHOUT ROWID;
   ALTER TABLE secrets ADD COLUMN data_key TEXT REFERENCES data_keys (id);`,
  // A program from before there were data keys that goes on beside a newer one fails on the name it knows. It would leave
  // `data_key` as it is, or lose it, and the secret would not open any more.
  'ALTER TABLE secrets RENAME COLUMN ciphertext TO sealed;',
];
