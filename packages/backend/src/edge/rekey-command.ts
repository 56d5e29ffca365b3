// `flowlink-backend rekey`: replaces the master key, the data key, or both, beside running servers.
import { findEncryptionKey, readKey } from '../secrets/encryption-key.ts';
import { keyOrStop } from '../secrets/open-box.ts';
import { changeDataKey, changeMasterKey, type Stopped } from '../secrets/rekey.ts';
import { SecretBox } from '../secrets/secret-box.ts';
import { describeBroken, verifySecrets } from '../secrets/verify-secrets.ts';
import { StartError } from '../store/open-store.ts';
import { type Flags, UsageError } from './arguments.ts';
import { withStore } from './existing-store.ts';
import { existingKeySource, given } from './key-source.ts';
import { harmless } from './table.ts';

export function rekey(flags: Flags, rest: string[]): Promise<number> {
  if (rest.length > 0) throw new UsageError(`rekey takes no “${rest[0]}”.`);
  const next = given(process.env.FLOWLINK_NEW_ENCRYPTION_KEY, flags['new-key-file']);
  const found = readKey(next, 'FLOWLINK_NEW_ENCRYPTION_KEY');
  if (!found && !flags['data-key']) {
    throw new UsageError('rekey needs --new-key-file FILE, FLOWLINK_NEW_ENCRYPTION_KEY, or --data-key.');
  }
  return withStore(flags, async (store) => {
    const { old: _old, ...source } = existingKeySource(flags);
    const present = keyOrStop(findEncryptionKey(source));
    const replacing = found && keyOrStop(found);
    if (replacing && Buffer.from(replacing).equals(present)) {
      throw new StartError('The new key is the present one; make another with: openssl rand -base64 32');
    }
    const box = replacing ? new SecretBox(replacing, present) : new SecretBox(present);
    const options = { store, box, now: new Date() };
    if (replacing) {
      const dataKeys = countOrStop(await changeMasterKey(options));
      say(`${counted(dataKeys, 'data key')} encrypted with the new master key.`);
    }
    if (flags['data-key']) {
      const sealed = countOrStop(await changeDataKey(options));
      say(`${counted(sealed, 'secret')} sealed anew with the newest data key.`);
    }
    const { intact, broken } = await verifySecrets(
      store.keys,
      replacing ? new SecretBox(replacing) : new SecretBox(present),
    );
    say(`${counted(intact, 'secret')} opened, to be sure.`);
    for (const secret of broken) {
      process.stderr.write(`flowlink-backend: ${harmless(describeBroken(secret))}\n`);
    }
    if (replacing && broken.length === 0) say('Start every instance with the new key only from now on.');
    return broken.length === 0 ? 0 : 1;
  });
}

function countOrStop(result: number | Stopped): number {
  if (typeof result === 'number') return result;
  throw new StartError(
    `Stopped, for ${result.broken} does not open. Nothing is lost by it: delete it or write it anew, and start again.`,
  );
}

function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun} is` : `${count} ${noun}s are`;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
