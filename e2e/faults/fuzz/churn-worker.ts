// Writes, deletes and replaces one file and its folder as fast as it can, until it is told to stop.
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { workerData } from 'node:worker_threads';
import { chanceOf } from './chance.ts';

export interface Churning {
  readonly path: string;
  /** What the file holds when it is whole. */
  readonly text: string;
  readonly seed: number;
  /** Its first number becomes 1 when it is enough. */
  readonly stop: Int32Array<SharedArrayBuffer>;
}

const { path, text, seed, stop } = workerData as Churning;
const folder = dirname(path);
const aside = join(dirname(folder), 'aside');
const chance = chanceOf(seed);

const clear = () => rmSync(path, { recursive: true, force: true });
const replacing = (change: () => void) => () => {
  clear();
  change();
};

const changes: readonly (() => void)[] = [
  replacing(() => writeFileSync(path, text)),
  replacing(() => writeFileSync(path, text)),
  replacing(() => writeFileSync(path, text.slice(0, chance.below(text.length)))),
  replacing(() => mkdirSync(path)),
  replacing(() => symlinkSync(path, path)),
  replacing(() => symlinkSync('/etc/hostname', path)),
  clear,
  () => {
    writeFileSync(`${aside}.new`, text);
    clear();
    renameSync(`${aside}.new`, path);
  },
  () => {
    renameSync(folder, aside);
    renameSync(aside, folder);
  },
  () => {
    renameSync(folder, aside);
    writeFileSync(folder, 'a file');
    rmSync(folder);
    renameSync(aside, folder);
  },
];

while (Atomics.load(stop, 0) === 0) chance.pick(changes)();
