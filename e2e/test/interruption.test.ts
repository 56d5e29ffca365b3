// A run that is stopped at once, or killed, blocks nobody: the lock is released, or frees itself.
import type { Lock } from '@flowlink/schema';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startFlowlink } from '../src/programs.ts';
import { type SlowBackend, startSlowBackend } from '../src/slow-backend.ts';
import { credentialFor, Workplace } from '../src/workplace.ts';

let place: Workplace;
let slow: SlowBackend;

const connection = (name: string) => `  ${name}:
    platform: bigcommerce
    store_url: https://${name}.mybigcommerce.com
    store_hash: ${name}
    client_id: 0client0id0of0a0test0account000
    access_token: \${env:TOKEN}
    scopes: [store_v2_information_read_only]
`;

beforeEach(async () => {
  place = await Workplace.open('acme');
  slow = await startSlowBackend(place.backend.url);
  place.environment = { ...place.environment, TOKEN: credentialFor('TOKEN') };
  place.write('flowlink.yaml', `connections:\n${['one', 'two', 'three'].map(connection).join('')}`);
});

afterEach(async () => {
  await slow.close();
  await place.close();
});

async function lock(): Promise<Lock | null> {
  const { FLOWLINK_WORKSPACE: workspace, FLOWLINK_TOKEN: token } = place.environment;
  const response = await fetch(`${place.backend.url}/v1/workspaces/${workspace}/lock`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return ((await response.json()) as { lock: Lock | null }).lock;
}

/** An apply that has two changes under way and one to come. */
async function startApply() {
  const words = 'apply --auto-approve --no-verify --concurrency 2'.split(' ');
  const running = startFlowlink(words, place.project, { ...place.environment, FLOWLINK_URL: slow.url });
  await expect.poll(() => slow.waiting(), { timeout: 30_000 }).toBe(2);
  return running;
}

test('the second Ctrl-C stops at once, accounts for every change and releases the lock', async () => {
  const running = await startApply();
  running.signal('SIGINT');
  await expect.poll(() => running.stderr(), { timeout: 10_000 }).toContain('Once more to stop at once.');
  expect(await lock()).not.toBeNull();
  running.signal('SIGINT');
  const { status, stdout, stderr } = await running.ended;
  expect(status).toBe(1);
  expect(stderr).toContain('Stopping at once');
  expect(stderr.match(/error\[change-abandoned\]/g)).toHaveLength(2);
  expect(stdout).toContain('Apply interrupted: 0 done, 2 failed, 1 not started.');
  expect(await lock()).toBeNull();
  expect((await place.flowlink('plan')).stdout).toContain('Plan: 3 to add');
});

test('a killed run leaves a lock with a lease, and says nothing more', async () => {
  const running = await startApply();
  running.signal('SIGKILL');
  await running.ended;
  const held = await lock();
  const seconds = (Date.parse(held?.expires_at ?? '') - Date.now()) / 1000;
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(60);
  const refused = await place.flowlink('apply --auto-approve --no-verify');
  expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining('error[lock-held]') });
  expect((await place.flowlink('history')).stdout).toMatch(/ open$/m);
});
