-- A PostgreSQL database as the first released version wrote it; what is in it is that of version-2.sql. Never edited.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
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
  FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows();
INSERT INTO meta VALUES('key_check','37078d867f2b10a231808118eed45e5a332de3e2d3fa5cb2a3a0345605d6af51');
INSERT INTO revisions VALUES('acme',7);
INSERT INTO connections VALUES('con_0ea2ef133296ab07e21ebcd3','acme','acme-us',1,1,'{"platform":"bigcommerce","store_url":"https://acme.mybigcommerce.com","store_hash":"g5cd38","client_id":"client","scopes":["store_v2_orders"],"workflows":{"orders":{"action":"get_orders","parameters":{"min_date_modified":"2026-06-06"}}}}','{"platform":"bigcommerce","store_url":"https://acme.mybigcommerce.com","store_hash":"g5cd38","client_id":"client","scopes":["store_v2_orders"],"workflows":{"orders":{"action":"get_orders","parameters":{"min_date_modified":"2026-01-01"}}}}','2026-01-01T00:00:00.000Z','2026-01-01T00:00:00.000Z','{"token":"ci"}','2026-01-01T00:00:00.000Z','run_0000000000000001','acme-us','[]',NULL);
INSERT INTO connections VALUES('con_32930fea70d7f43cb80a966a','acme','acme-eu',1,7,'{"platform":"bigcommerce","store_url":"https://acme.mybigcommerce.com","store_hash":"g5cd38","client_id":"by-hand","scopes":["store_v2_orders"],"workflows":{"orders":{"action":"get_orders","parameters":{"min_date_modified":"2026-01-01"}}}}','{"platform":"bigcommerce","store_url":"https://acme.mybigcommerce.com","store_hash":"g5cd38","client_id":"client","scopes":["store_v2_orders"],"workflows":{"orders":{"action":"get_orders","parameters":{"min_date_modified":"2026-01-01"}}}}','2026-01-01T00:01:00.000Z','2026-01-01T00:03:00.000Z','{"token":"kim"}','2026-01-01T00:01:00.000Z','run_0000000000000001','acme-eu','[]',NULL);
INSERT INTO connections VALUES('con_6834cecad472fce3f7d7f96c','acme','acme-by-hand',0,6,'{"platform":"bigcommerce","store_url":"https://acme.mybigcommerce.com","store_hash":"g5cd38","client_id":"client","scopes":["store_v2_orders"],"workflows":{"orders":{"action":"get_orders","parameters":{"min_date_modified":"2026-01-01"}}}}',NULL,'2026-01-01T00:03:00.000Z','2026-01-01T00:03:00.000Z','{"token":"kim"}',NULL,NULL,NULL,'[]',NULL);
INSERT INTO connections VALUES('con_e46da0a114af0e26da86e85a','acme','acme-new',1,5,'{"platform":"bigcommerce","store_url":"https://acme.mybigcommerce.com","store_hash":"g5cd38","client_id":"client","scopes":["store_v2_orders"],"workflows":{"orders":{"action":"get_orders","parameters":{"min_date_modified":"2026-01-01"}}}}','{"platform":"bigcommerce","store_url":"https://acme.mybigcommerce.com","store_hash":"g5cd38","client_id":"client","scopes":["store_v2_orders"],"workflows":{"orders":{"action":"get_orders","parameters":{"min_date_modified":"2026-01-01"}}}}','2026-01-01T00:02:00.000Z','2026-01-01T00:02:00.000Z','{"token":"ci"}','2026-01-01T00:02:00.000Z','run_0000000000000001','acme-new','[]',NULL);
INSERT INTO secrets VALUES('con_0ea2ef133296ab07e21ebcd3','access_token','33d5ae7d9fd8535e93b2610d29517a67','7f3fe2ce8310447947b484e138b88ad5b1e72108440eeace7cb92c3ad7b88f9a','\x6522E62D8C1E07A2A1BC50AB4F7DE798F80FB62D4BA48A8DCE45C74A29FEA0ED7A8836BEACB5E731BB48768FAA','2026-01-01T00:00:00.000Z','33d5ae7d9fd8535e93b2610d29517a67','7f3fe2ce8310447947b484e138b88ad5b1e72108440eeace7cb92c3ad7b88f9a');
INSERT INTO secrets VALUES('con_32930fea70d7f43cb80a966a','access_token','81938ef82486bdde0d1f22d8fdbaa5fa','5f1ac3c973102f59173529252554f8eb1c320e67cf7a5288a528b7f5fac85e6a','\x86BD816115700406DE2E3DC7D25C3AB220BC51743CA5CED135A56E8C492AD580E3CCDA239E045CA0DC6EC29911','2026-01-01T00:03:00.000Z','81938ef82486bdde0d1f22d8fdbaa5fa','5f1ac3c973102f59173529252554f8eb1c320e67cf7a5288a528b7f5fac85e6a');
INSERT INTO secrets VALUES('con_6834cecad472fce3f7d7f96c','access_token','6c21e4690532b8538480eb82192262c3','3715b9f31f19d6368eed443d14b21020f2124e4be6ea7113224d0722f960561f','\x70851138E42AD8D1F70BE8A900C784F8E5E7D9BE9107E4217ADB7FE868DB251CDBE5C81F437A639714B3FF556635500DB77C','2026-01-01T00:03:00.000Z',NULL,NULL);
INSERT INTO secrets VALUES('con_e46da0a114af0e26da86e85a','access_token','29c84224e28d1149247f1b002b47c602','2ddb85b5969c7a66c107a0c6abeb167c67428b5a5e9659989c843d1219b81f97','\x499C29AD289C80BC217786B7A96E6D6CCBE4089CC3F795EAEF0B02E3A30F8B7A045D640B14034557D37944C814A5','2026-01-01T00:02:00.000Z','29c84224e28d1149247f1b002b47c602','2ddb85b5969c7a66c107a0c6abeb167c67428b5a5e9659989c843d1219b81f97');
INSERT INTO traces VALUES('acme','acme-gone','run_0000000000000001',4,NULL);
INSERT INTO traces VALUES('acme','acme-old','run_0000000000000001',3,'acme-new');
INSERT INTO locks VALUES('acme','{"run":"run_0000000000000002","holder":{"user":"kim","host":"runner"},"acquired_at":"2026-01-01T00:04:00.000Z","expires_at":"2026-01-01T00:14:00.000Z"}','tok_0000000000000001');
INSERT INTO locks VALUES('other','{"run":"run_0000000000000001","holder":{"user":"kim","host":"runner"},"acquired_at":"2026-01-01T00:04:00.000Z","expires_at":"2026-01-01T00:14:00.000Z"}','');
INSERT INTO runs OVERRIDING SYSTEM VALUE VALUES(1,'acme','run_0000000000000001','{"id":"run_0000000000000001","mode":"apply","holder":{"user":"kim","host":"runner"},"commit":"abc","planned":5,"actor":{"token":"ci"},"opened_at":"2026-01-01T00:00:00.000Z","closed_at":"2026-01-01T00:02:00.000Z","outcome":"succeeded","counts":{"done":5,"failed":0,"not_started":0},"unlocked":null}');
INSERT INTO runs OVERRIDING SYSTEM VALUE VALUES(3,'acme','run_0000000000000002','{"id":"run_0000000000000002","mode":"destroy","holder":{"user":"kim","host":"runner"},"commit":null,"planned":1,"actor":{"token":"ci"},"opened_at":"2026-01-01T00:04:00.000Z","closed_at":null,"outcome":"open","counts":null,"unlocked":null}');
INSERT INTO tokens VALUES('tok_0000000000000001','b5e519fa1c3f603a018e699daa7358c894ddfea49943d6c02969a0b7343cc8be','ci','acme','write','2026-01-01T00:00:00.000Z','2026-01-01T00:04:00.000Z');
INSERT INTO tokens VALUES('tok_0000000000000002','a597062c8ec6e7496edd87bdaf254cca502a3dce0a25995f0e99d87365bc7658','kim','acme','admin','2026-01-01T00:00:00.000Z','2026-01-01T00:03:00.000Z');
INSERT INTO tokens VALUES('tok_0000000000000003','dc2db9964942392505303ae6bde11961703755794724be47f606f672dbdd65b1','ci','other','write','2026-01-01T00:00:00.000Z','2026-01-01T00:04:00.000Z');
INSERT INTO audit OVERRIDING SYSTEM VALUE VALUES(1,'acme','run_opened','{"at":"2026-01-01T00:04:00.000Z","by":{"token":"ci","user":"kim"},"action":"run_opened","connection":null,"run":"run_0000000000000002","fields":[]}');
INSERT INTO audit OVERRIDING SYSTEM VALUE VALUES(2,'acme','connection_updated','{"at":"2026-01-01T00:05:00.000Z","by":{"token":"kim","user":"kim"},"action":"connection_updated","connection":"acme-eu","run":null,"fields":["client_id"]}');
ALTER TABLE runs ALTER COLUMN position RESTART WITH 4;
ALTER TABLE audit ALTER COLUMN position RESTART WITH 3;
CREATE TABLE migrations (version INTEGER PRIMARY KEY, made_at TIMESTAMPTZ NOT NULL);
INSERT INTO migrations VALUES (1, '2026-01-01T00:00:00Z');
