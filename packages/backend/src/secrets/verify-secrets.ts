// Opens every secret, to know that the key is right and none was altered.
import type { KeyStore, ListedSecret } from '../store/key-store.ts';
import type { SecretBox } from './secret-box.ts';

const PAGE = 500;

export interface Verified {
  readonly intact: number;
  /** Those that do not open. */
  readonly broken: readonly Pick<ListedSecret, 'workspace' | 'name' | 'field'>[];
}

/** Secrets that are written meanwhile may be seen or not. */
export async function verifySecrets(keys: Omit<KeyStore, 'change'>, box: SecretBox): Promise<Verified> {
  let intact = 0;
  const broken: Pick<ListedSecret, 'workspace' | 'name' | 'field'>[] = [];
  let after = { connection: '', field: '' };
  for (;;) {
    const page = await keys.secrets(after, PAGE);
    for (const secret of page) {
      const { workspace, name, field } = secret;
      if ((await box.open(secret, secret, keys)) === undefined) broken.push({ workspace, name, field });
      else intact++;
    }
    const last = page.at(-1);
    if (!last) return { intact, broken };
    after = last;
  }
}
