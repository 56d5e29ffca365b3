// Reads a file of credentials, or the same from standard input.
import { rm } from 'node:fs/promises';
import type { ReadFailure } from '@flowlink/core';
import { explainReadError, readTextFile } from './text-file.ts';

/** Far more than a few lines take. */
const MAX_BYTES = 1024 * 1024;

/** @param path of the file; `-` is standard input */
export async function readCredentialsInput(path: string): Promise<{ text: string } | ReadFailure> {
  return path === '-' ? readStandardInput() : readTextFile(path, MAX_BYTES / 1024 / 1024);
}

async function readStandardInput(): Promise<{ text: string } | ReadFailure> {
  if (process.stdin.isTTY) process.stderr.write('Paste the credentials, then press Ctrl-D.\n');
  try {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of process.stdin) {
      const bytes = Buffer.from(chunk as Uint8Array);
      size += bytes.length;
      if (size > MAX_BYTES) return { failure: 'too-large', reason: 'it is larger than 1 MiB' };
      chunks.push(bytes);
    }
    return { text: new TextDecoder().decode(Buffer.concat(chunks)) };
  } catch (error) {
    return explainReadError(error);
  }
}

/** @returns why the file could not be deleted, or nothing */
export async function deleteCredentialsFile(path: string): Promise<string | undefined> {
  try {
    await rm(path);
    return undefined;
  } catch (error) {
    return explainReadError(error).reason;
  }
}
