// Seals the secrets that a write sends, and tells how their values compare with those that are there.
import type { ConnectionSecrets } from '@flowlink/schema';
import { fingerprintOf, matchesFingerprint } from '../secrets/sealed-secret.ts';
import type { SecretBox } from '../secrets/secret-box.ts';
import type { Transaction } from '../store/store.ts';
import type { StoredConnection, StoredSecret } from './stored-connection.ts';

/** The secrets of a connection after a write, by field. */
export interface SentSecrets {
  /** All of them, sent or not. */
  readonly secrets: Readonly<Record<string, StoredSecret>>;
  /** The fields that were sent with another value than before. */
  readonly changed: readonly string[];
  /** The fields that were sent with the value of the last apply. */
  readonly asApplied: readonly string[];
}

/**
 * @param id of the connection after the write; sealed secrets open there only
 * @param before what has the name now, of which a connection with another ID keeps nothing
 */
export async function sealSent(
  tx: Transaction,
  box: SecretBox,
  sent: ConnectionSecrets,
  id: string,
  before: StoredConnection | undefined,
  now: Date,
): Promise<SentSecrets> {
  const kept = before?.id === id ? before.secrets : {};
  const secrets: Record<string, StoredSecret> = { ...kept };
  const changed: string[] = [];
  const asApplied: string[] = [];
  for (const [field, value] of Object.entries(sent)) {
    const there = before?.secrets[field];
    const isSame = there !== undefined && matchesFingerprint(value, there);
    const applied = kept[field]?.applied ?? null;
    if (!isSame) changed.push(field);
    // Mostly what is there is what was applied, which tells without hashing again.
    const isApplied = applied?.salt === there?.salt ? isSame : applied && matchesFingerprint(value, applied);
    if (applied && isApplied) asApplied.push(field);
    const set_at = (isSame ? kept[field]?.set_at : undefined) ?? now.toISOString();
    const seal = await box.sealer(tx);
    secrets[field] = {
      ...fingerprintOf(value),
      ...seal(value, { connection: id, field }),
      set_at,
      applied,
    };
  }
  return { secrets, changed, asApplied };
}

/** The secrets as a run leaves them: what is there now is applied. */
export function appliedSecrets(secrets: SentSecrets['secrets']): SentSecrets['secrets'] {
  return mapSecrets(secrets, ({ salt, fingerprint }) => ({ salt, fingerprint }));
}

/** The secrets of a connection that no run answers for. */
export function forgottenSecrets(secrets: SentSecrets['secrets']): SentSecrets['secrets'] {
  return mapSecrets(secrets, () => null);
}

function mapSecrets(
  secrets: SentSecrets['secrets'],
  appliedOf: (secret: StoredSecret) => StoredSecret['applied'],
): SentSecrets['secrets'] {
  return Object.fromEntries(
    Object.entries(secrets).map(([field, secret]) => [field, { ...secret, applied: appliedOf(secret) }]),
  );
}
