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
];
