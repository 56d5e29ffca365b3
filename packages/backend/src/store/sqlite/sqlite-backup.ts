// Copies an embedded database while a server writes to it.
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ORIGIN } from '../origin.ts';
import { damageOf } from './sqlite-inspection.ts';

const BUSY_MS = 5000;

/**
 * The copy holds one state of the database: all that was committed when it began. It is under its name only when it is whole and
 * on the disk, and says of itself that it is a copy.
 *
 * @param path of the database
 * @param to of a file that does not exist, in a folder that does
 * @param attempt tells unfinished copies of several processes apart
 * @returns what is wrong, and nothing was written; undefined if the copy is there
 */
export function backUpSqlite(path: string, to: string, attempt: number): string | undefined {
  if (existsSync(to)) return `${to} is there already; nothing is overwritten.`;
  const unfinished = join(dirname(to), `.${basename(to)}.${attempt}`);
  try {
    // Before SQLite does, so that nobody else ever reads it.
    closeSync(openSync(unfinished, 'wx', 0o600));
    const source = new DatabaseSync(path, { readOnly: true, timeout: BUSY_MS });
    try {
      // One read transaction; writers of the write-ahead log do not wait for it.
      source.prepare('VACUUM INTO ?').run(unfinished);
    } finally {
      source.close();
    }
    const damage = markAndCheck(unfinished);
    if (damage !== undefined) return `Nothing was written, for the database is damaged. ${damage}`;
    sync(unfinished);
    renameSync(unfinished, to);
    sync(dirname(to));
    return undefined;
  } finally {
    for (const end of ['', '-journal']) rmSync(unfinished + end, { force: true });
  }
}

function markAndCheck(path: string): string | undefined {
  const copy = new DatabaseSync(path);
  try {
    copy.prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)').run(ORIGIN.key, ORIGIN.copy);
    return damageOf(copy)[0];
  } finally {
    copy.close();
  }
}

function sync(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
