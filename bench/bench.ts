// Measures whole processes, alternating in one run; only the ratios mean anything.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { backendStart, backendThroughput } from './backend.ts';
import { compare } from './compare.ts';
import { makeProject } from './projects.ts';
import { startUp } from './start-up.ts';

const flowlink = fileURLToPath(new URL('../packages/cli/bin/flowlink.js', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'flowlink-bench-'));
try {
  await startUp(work);
  await backendStart(join(work, 'backend-start'));
  await backendThroughput(join(work, 'backend-throughput'));
  const cases = [
    { name: 'node -e 0', argv: ['-e', '0'], cwd: work },
    { name: 'flowlink validate, 1000 files', argv: [flowlink, 'validate'], cwd: makeProject(work, 1000) },
  ];
  compare('Many connections', cases, { reference: 'node -e 0', rounds: 7, seconds: 15 });
} finally {
  rmSync(work, { recursive: true });
}
