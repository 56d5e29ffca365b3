// Looks for what must not be: damage, secrets that do not open, revisions that were never given out.
import type { SecretBox } from '../secrets/secret-box.ts';
import { describeBroken, verifySecrets } from '../secrets/verify-secrets.ts';
import type { Inspection } from '../store/inspection.ts';

/** Something that is wrong. */
export interface Finding {
  readonly kind: 'damage' | 'key' | 'data_key' | 'secret' | 'revision' | 'document';
  /** A sentence, without any secret. */
  readonly detail: string;
}

export interface Checked {
  readonly connections: number;
  /** How many of them open, and are what they were. */
  readonly secrets: number;
  readonly findings: readonly Finding[];
}

export async function checkDatabase(database: Inspection, box: SecretBox): Promise<Checked> {
  const damage = (await database.damage()).map((detail): Finding => ({ kind: 'damage', detail }));
  const secrets = await secretsOf(database, box);
  const [connections] = await database.rows<{ count: number }>('SELECT COUNT(*) AS count FROM connections');
  return {
    connections: connections?.count ?? 0,
    secrets: secrets.intact,
    findings: [
      ...damage,
      ...secrets.findings,
      ...(await revisionsOf(database)),
      ...(await documentsOf(database)),
    ],
  };
}

async function secretsOf(
  database: Inspection,
  box: SecretBox,
): Promise<{ intact: number; findings: Finding[] }> {
  const [note] = await database.rows<{ value: string }>(`SELECT value FROM meta WHERE key = 'key_check'`);
  if (note && !box.has(note.value)) {
    const detail = 'This is not the encryption key that the secrets in this database were encrypted with.';
    return { intact: 0, findings: [{ kind: 'key', detail }] };
  }
  const dataKeys = await database.rows<{ id: string }>('SELECT id FROM data_keys ORDER BY id');
  const opened = await Promise.all(dataKeys.map(({ id }) => database.keys.dataKey(id)));
  const closed = opened.flatMap((dataKey) => (dataKey && !box.opens(dataKey) ? [dataKey.id] : []));
  const { intact, broken } = await verifySecrets(database.keys, box);
  return {
    intact,
    findings: [
      ...closed.map((id): Finding => ({ kind: 'data_key', detail: `The data key ${id} does not open.` })),
      ...broken.map((secret): Finding => ({ kind: 'secret', detail: describeBroken(secret) })),
    ],
  };
}

/** Every revision was counted; otherwise it would be given out again. */
async function revisionsOf({ rows }: Inspection): Promise<Finding[]> {
  const uncounted = await rows<{ workspace: string; name: string; revision: number; last: number }>(
    `SELECT used.workspace, name, revision, COALESCE(last, 0) AS last FROM (
       SELECT workspace, name, revision FROM connections UNION ALL SELECT workspace, name, revision FROM traces
     ) AS used LEFT JOIN revisions ON revisions.workspace = used.workspace
     WHERE revision > COALESCE(last, 0) ORDER BY used.workspace, name`,
  );
  return uncounted.map(({ workspace, name, revision, last }) => ({
    kind: 'revision',
    detail: `“${name}” in “${workspace}” has or had revision ${revision}, and only ${last} were counted.`,
  }));
}

/** Whatever is kept as a document can be read. */
const documents = [
  ['connections', 'config'],
  ['connections', 'applied'],
  ['connections', 'edits'],
  ['connections', 'verification'],
  ['connections', 'changed_by'],
  ['locks', 'lock'],
  ['runs', 'run'],
  ['audit', 'entry'],
  ['denials', 'denial'],
] as const;

async function documentsOf({ rows }: Inspection): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [table, column] of documents) {
    const kept = await rows<{ workspace: string | null; document: string | null }>(
      `SELECT workspace, ${column} AS document FROM ${table}`,
    );
    for (const { workspace, document } of kept) {
      if (document === null || isJson(document)) continue;
      findings.push({
        kind: 'document',
        detail: `${table}.${column} of a row in “${workspace}” is not JSON.`,
      });
    }
  }
  return findings;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
