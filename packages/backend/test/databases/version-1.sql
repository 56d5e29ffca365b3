-- A database as the first released version wrote it, secrets encrypted with a key of 32 bytes 07. Never edited.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
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
   ) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES ('key_check', '37078d867f2b10a231808118eed45e5a332de3e2d3fa5cb2a3a0345605d6af51');
INSERT INTO revisions VALUES ('acme', 7);
INSERT INTO connections VALUES ('con_0ea2ef133296ab07e21ebcd3', 'acme', 'acme-us', 1, 1, '{"platform":"bigcommerce","store_url":"https://acme.mybigcommerce.com","store_hash":"g5cd38","client_id":"client","scopes":["store_v2_orders"],"workflows":{"orders":{"action":"get_orders","parameters":{"min_date_modified":"2026-06-06"}}}}', '{"platform":"bigcommerce","store_url":"https://acme.mybigcommerce.com","store_hash":"g5cd38","client_id":"client","scopes":["store_v2_orders"],"workflows":{"orders":{"action":"get_orders","parameters":{"min_date_modified":"2026-01-01"}}}}', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', '{"token":"ci"}', '2026-01-01T00:00:00.000Z', 'run_0000000000000001');
INSERT INTO connections VALUES ('con_32930fea70d7f43cb80a966a', 'acme', 'acme-eu', 1, 7, '{"platform":"bigcommerce","store_url":"https://acme.mybigcommerce.com","store_hash":"g5cd38","client_id":"by-hand","scopes":["store_v2_orders"],"workflows":{"orders":{"action":"get_orders","parameters":{"min_date_modified":"2026-01-01"}}}}', '{"platform":"bigcommerce","store_url":"https://acme.mybigcommerce.com","store_hash":"g5cd38","client_id":"client","scopes":["store_v2_orders"],"workflows":{"orders":{"action":"get_orders","parameters":{"min_date_modified":"2026-01-01"}}}}', '2026-01-01T00:01:00.000Z', '2026-01-01T00:03:00.000Z', '{"token":"kim"}', '2026-01-01T00:01:00.000Z', 'run_0000000000000001');
INSERT INTO connections VALUES ('con_6834cecad472fce3f7d7f96c', 'acme', 'acme-by-hand', 0, 6, '{"platform":"bigcommerce","store_url":"https://acme.mybigcommerce.com","store_hash":"g5cd38","client_id":"client","scopes":["store_v2_orders"],"workflows":{"orders":{"action":"get_orders","parameters":{"min_date_modified":"2026-01-01"}}}}', NULL, '2026-01-01T00:03:00.000Z', '2026-01-01T00:03:00.000Z', '{"token":"kim"}', NULL, NULL);
INSERT INTO connections VALUES ('con_e46da0a114af0e26da86e85a', 'acme', 'acme-new', 1, 5, '{"platform":"bigcommerce","store_url":"https://acme.mybigcommerce.com","store_hash":"g5cd38","client_id":"client","scopes":["store_v2_orders"],"workflows":{"orders":{"action":"get_orders","parameters":{"min_date_modified":"2026-01-01"}}}}', '{"platform":"bigcommerce","store_url":"https://acme.mybigcommerce.com","store_hash":"g5cd38","client_id":"client","scopes":["store_v2_orders"],"workflows":{"orders":{"action":"get_orders","parameters":{"min_date_modified":"2026-01-01"}}}}', '2026-01-01T00:02:00.000Z', '2026-01-01T00:02:00.000Z', '{"token":"ci"}', '2026-01-01T00:02:00.000Z', 'run_0000000000000001');
INSERT INTO secrets VALUES ('con_0ea2ef133296ab07e21ebcd3', 'access_token', '33d5ae7d9fd8535e93b2610d29517a67', '7f3fe2ce8310447947b484e138b88ad5b1e72108440eeace7cb92c3ad7b88f9a', X'6522e62d8c1e07a2a1bc50ab4f7de798f80fb62d4ba48a8dce45c74a29fea0ed7a8836beacb5e731bb48768faa');
INSERT INTO secrets VALUES ('con_32930fea70d7f43cb80a966a', 'access_token', '81938ef82486bdde0d1f22d8fdbaa5fa', '5f1ac3c973102f59173529252554f8eb1c320e67cf7a5288a528b7f5fac85e6a', X'86bd816115700406de2e3dc7d25c3ab220bc51743ca5ced135a56e8c492ad580e3ccda239e045ca0dc6ec29911');
INSERT INTO secrets VALUES ('con_6834cecad472fce3f7d7f96c', 'access_token', '6c21e4690532b8538480eb82192262c3', '3715b9f31f19d6368eed443d14b21020f2124e4be6ea7113224d0722f960561f', X'70851138e42ad8d1f70be8a900c784f8e5e7d9be9107e4217adb7fe868db251cdbe5c81f437a639714b3ff556635500db77c');
INSERT INTO secrets VALUES ('con_e46da0a114af0e26da86e85a', 'access_token', '29c84224e28d1149247f1b002b47c602', '2ddb85b5969c7a66c107a0c6abeb167c67428b5a5e9659989c843d1219b81f97', X'499c29ad289c80bc217786b7a96e6d6ccbe4089cc3f795eaef0b02e3a30f8b7a045d640b14034557d37944c814a5');
INSERT INTO traces VALUES ('acme', 'acme-gone', 'run_0000000000000001', 4, NULL);
INSERT INTO traces VALUES ('acme', 'acme-old', 'run_0000000000000001', 3, 'acme-new');
INSERT INTO locks VALUES ('acme', '{"run":"run_0000000000000002","holder":{"user":"kim","host":"runner"},"acquired_at":"2026-01-01T00:04:00.000Z","expires_at":"2026-01-01T00:14:00.000Z"}');
INSERT INTO locks VALUES ('other', '{"run":"run_0000000000000001","holder":{"user":"kim","host":"runner"},"acquired_at":"2026-01-01T00:04:00.000Z","expires_at":"2026-01-01T00:14:00.000Z"}');
INSERT INTO runs VALUES (1, 'acme', 'run_0000000000000001', '{"id":"run_0000000000000001","mode":"apply","holder":{"user":"kim","host":"runner"},"commit":"abc","planned":5,"actor":{"token":"ci"},"opened_at":"2026-01-01T00:00:00.000Z","closed_at":"2026-01-01T00:02:00.000Z","outcome":"succeeded","counts":{"done":5,"failed":0,"not_started":0}}');
INSERT INTO runs VALUES (3, 'acme', 'run_0000000000000002', '{"id":"run_0000000000000002","mode":"destroy","holder":{"user":"kim","host":"runner"},"commit":null,"planned":1,"actor":{"token":"ci"},"opened_at":"2026-01-01T00:04:00.000Z","closed_at":null,"outcome":"open","counts":null}');
INSERT INTO tokens VALUES ('tok_0000000000000001', 'b5e519fa1c3f603a018e699daa7358c894ddfea49943d6c02969a0b7343cc8be', 'ci', 'acme', 'write', '2026-01-01T00:00:00.000Z', '2026-01-01T00:04:00.000Z');
INSERT INTO tokens VALUES ('tok_0000000000000002', 'a597062c8ec6e7496edd87bdaf254cca502a3dce0a25995f0e99d87365bc7658', 'kim', 'acme', 'admin', '2026-01-01T00:00:00.000Z', '2026-01-01T00:03:00.000Z');
INSERT INTO tokens VALUES ('tok_0000000000000003', 'dc2db9964942392505303ae6bde11961703755794724be47f606f672dbdd65b1', 'ci', 'other', 'write', '2026-01-01T00:00:00.000Z', '2026-01-01T00:04:00.000Z');
PRAGMA user_version = 1;
