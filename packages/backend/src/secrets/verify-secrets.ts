// Opens every secret, to know that the key is right and each is what it was.
import type { KeyStore, ListedSecret } from '../store/key-store.ts';
import { matchesFingerprint } from './sealed-secret.ts';
import type { SecretBox } from './secret-box.ts';

const PAGE = 500;

export interface Verified {
  readonly intact: number;
  readonly broken: readonly BrokenSecret[];
}

export interface BrokenSecret extends Pick<ListedSecret, 'workspace' | 'name' | 'field'> {
  /** Whether it opens, and is only not the one that its fingerprint was made of. */
  readonly opens: boolean;
}

/** A sentence, without the secret. */
export function describeBroken({ workspace, name, field, opens }: BrokenSecret): string {
  const problem = opens ? 'is not the one that its fingerprint was made of' : 'does not open';
  return `The secret ${field} of the connection “${name}” in “${workspace}” ${problem}.`;
}

/** Secrets that are written meanwhile may be seen or not. */
export async function verifySecrets(keys: Omit<KeyStore, 'change'>, box: SecretBox): Promise<Verified> {
  let intact = 0;
  const broken: BrokenSecret[] = [];
  let after = { connection: '', field: '' };
  for (;;) {
    const page = await keys.secrets(after, PAGE);
    for (const secret of page) {
      const { workspace, name, field } = secret;
      const value = await box.open(secret, secret, keys);
      if (value !== undefined && matchesFingerprint(value, secret)) intact++;
      else broken.push({ workspace, name, field, opens: value !== undefined });
    }
    const last = page.at(-1);
    if (!last) return { intact, broken };
    after = last;
  }
}
