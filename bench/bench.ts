// Measures whole processes, alternating in one run; only the ratios mean anything. Words name the tables that are wanted.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backendStart, backendThroughput } from './backend.ts';
import { creating } from './creating.ts';
import { growth } from './growth.ts';
import { latency } from './latency.ts';
import { many } from './many.ts';
import { size } from './size.ts';
import { startUp } from './start-up.ts';

const tables: Readonly<Record<string, (work: string) => Promise<void>>> = {
  'start-up': startUp,
  plan: many,
  growth,
  apply: creating,
  latency,
  'backend-start': backendStart,
  backend: backendThroughput,
  size,
};
const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(tables);
for (const name of wanted) {
  const table = tables[name];
  if (!table) throw new Error(`There is no table ${name}. There are ${Object.keys(tables).join(', ')}.`);
  const work = mkdtempSync(join(tmpdir(), 'flowlink-bench-'));
  try {
    await table(work);
  } finally {
    rmSync(work, { recursive: true });
  }
}
