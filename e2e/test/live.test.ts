// What a person sees on a real terminal: it stays tidy through resizing, Ctrl-C, failures, and whatever the environment says.
import type { ConnectionConfig } from '@flowlink/schema';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Environment } from '../src/programs.ts';
import { type SlowBackend, startSlowBackend } from '../src/slow-backend.ts';
import { openTerminal, type TerminalSession, type TerminalSize } from '../src/terminal.ts';
import { credentialFor, Workplace } from '../src/workplace.ts';

const ESCAPE = '\u001B';
const wide: TerminalSize = { columns: 80, rows: 24 };
let place: Workplace;

const connection = (name: string) => `  ${name}:
    platform: bigcommerce
    store_url: https://${name}.mybigcommerce.com
    store_hash: ${name.replaceAll('-', '')}
    client_id: 0client0id0of0a0test0account000
    access_token: \${env:TOKEN}
    scopes: [store_v2_information_read_only]
`;
const namesOf = (number: number) => Array.from({ length: number }, (_, i) => `shop-${100 + i}`);

beforeAll(async () => {
  place = await Workplace.open('acme');
  place.environment = { ...place.environment, TOKEN: credentialFor('TOKEN') };
});

beforeEach(() => place.flowlink('destroy --auto-approve'));

afterAll(() => place.close());

/** Declares so many connections and applies them in a terminal, through a backend that takes its time. */
async function withApply(
  {
    connections,
    holdMs,
    environment = {},
  }: {
    readonly connections: number;
    readonly holdMs: (write: number) => number;
    readonly environment?: Environment;
  },
  look: (terminal: TerminalSession, slow: SlowBackend) => Promise<void>,
): Promise<void> {
  place.write('flowlink.yaml', `connections:\n${namesOf(connections).map(connection).join('')}`);
  const slow = await startSlowBackend(place.backend.url, holdMs);
  const words = 'apply --auto-approve --no-verify'.split(' ');
  const environmentOf = { ...place.environment, ...environment, FLOWLINK_URL: slow.url };
  const terminal = openTerminal(words, place.project, environmentOf, wide);
  try {
    await look(terminal, slow);
  } finally {
    await slow.close();
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const shows = (terminal: TerminalSession, text: string | RegExp) =>
  expect.poll(async () => (await terminal.screen()).join('\n'), { timeout: 20_000 }).toMatch(text);

/** What follows the plan on the screen and in the scrollback, with times and order made the same. */
async function outcome(terminal: TerminalSession): Promise<string[]> {
  const lines = await terminal.lines();
  const after = lines.slice(lines.findIndex((line) => line.startsWith('Plan:')) + 1);
  const steady = after.map((line) => line.replace(/\(\d+\.\ds\)/, '(0.0s)'));
  const isChange = (line: string) => / {2}created /.test(line);
  return [...steady.filter(isChange).sort(), ...steady.filter((line) => !isChange(line))];
}

const created = (names: readonly string[]) => names.map((name) => `  + ${name}  created  (0.0s)`);

test('resizing again and again, also while something is drawn, leaves nothing behind', async () => {
  await withApply({ connections: 30, holdMs: (write) => 400 + (write % 7) * 100 }, async (terminal) => {
    await shows(terminal, / of 30 done, \d+ left\n {2}10 under way/);
    for (const columns of [40, 200, 20, 33, 120]) {
      terminal.resize({ columns, rows: 12 + (columns % 20) });
      await pause(columns === 33 ? 20 : 260);
    }
    expect(await terminal.ended).toBe(0);
    expect(await outcome(terminal)).toEqual([
      ...created(namesOf(30)),
      '',
      '',
      'Apply complete: 30 added, 0 changed, 0 destroyed.',
    ]);
  });
});

test('at every width each row ends before the last column', async () => {
  await withApply({ connections: 12, holdMs: () => 1_500 }, async (terminal) => {
    for (const columns of [200, 80, 40]) {
      terminal.resize({ columns, rows: 24 });
      await pause(300);
      await shows(terminal, / of 12 done, \d+ left\n {2}\d+ under way/);
      const rows = await terminal.screen();
      const bar = rows.findIndex((row) => / of 12 done/.test(row));
      for (const row of rows.slice(bar)) expect(row.length, row).toBeLessThan(columns);
    }
    await shows(terminal, /shop-\d+ 1s/);
    expect(await terminal.ended).toBe(0);
  });
});

test('of many changes only the failures scroll by', async () => {
  await withApply({ connections: 60, holdMs: () => 50 }, async (terminal) => {
    // Somebody makes the same connection by hand meanwhile.
    await shows(terminal, 'Plan: 60 to add');
    const config: ConnectionConfig = {
      platform: 'bigcommerce',
      store_url: 'https://shop-159.mybigcommerce.com',
      store_hash: 'shop159',
      client_id: '0client0id0of0a0test0account000',
      scopes: ['store_v2_information_read_only'],
    };
    await place.createByHand('shop-159', config, credentialFor('HAND'), 'maria');
    expect(await terminal.ended).toBe(1);
    const lines = await outcome(terminal);
    expect(lines.filter((line) => / {2}created /.test(line))).toEqual([]);
    expect(lines.slice(0, 3)).toEqual([
      '',
      '  ✗ shop-159  not created  (0.0s)',
      expect.stringMatching(/^error\[changed-meanwhile\]/),
    ]);
    expect(lines).toContain('Apply incomplete: 59 done, 1 failed, 0 not started.');
    expect(lines.join('\n')).not.toMatch(/under way|left$/m);
    await place.deleteByHand('shop-159', 'maria');
  });
});

test('Ctrl-C stays in sight until what is under way is finished; Enter does no harm', async () => {
  await withApply({ connections: 14, holdMs: () => 1_500 }, async (terminal) => {
    await shows(terminal, '10 under way');
    terminal.type('\r');
    await pause(200);
    terminal.type('\u0003');
    await shows(terminal, /10 under way\n.*\n {2}Stopping\. Ctrl-C again stops at once\./);
    expect(await terminal.ended).toBe(1);
    const lines = (await outcome(terminal)).filter((line) => line !== '');
    expect(lines).toEqual([
      ...created(namesOf(10)),
      ...namesOf(14)
        .slice(10)
        .map((name) => `  · ${name}  not started: the run was interrupted`),
      'Apply interrupted: 10 done, 0 failed, 4 not started.',
      'What is done stays done. `flowlink plan` shows what is left.',
    ]);
  });
});

test('the second Ctrl-C ends at once, the terminal is as before', async () => {
  await withApply({ connections: 3, holdMs: () => Number.POSITIVE_INFINITY }, async (terminal, slow) => {
    await expect.poll(() => slow.waiting(), { timeout: 20_000 }).toBe(3);
    terminal.type('\u0003');
    await shows(terminal, 'Stopping. Ctrl-C again stops at once.');
    terminal.type('\u0003');
    expect(await terminal.ended).toBe(1);
    const lines = await terminal.lines();
    expect(lines.at(-2)).toBe('Apply interrupted: 0 done, 3 failed, 0 not started.');
    expect(lines.join('\n')).not.toMatch(/Stopping|under way\b.*\d+s$/m);
    // Wrapping is on, and the cursor was never hidden.
    expect(terminal.raw().lastIndexOf('[?7h')).toBeGreaterThan(terminal.raw().lastIndexOf('[?7l'));
    expect(terminal.raw()).not.toContain('[?25l');
    expect(terminal.raw()).toContain(`${ESCAPE}[32m`);
  });
});

test.each([
  ['NO_COLOR draws without colours', { NO_COLOR: '1' }, true, false],
  ['TERM=dumb has no escapes at all', { TERM: 'dumb' }, false, false],
  ['CI has colours, and lines only', { CI: 'true' }, false, true],
] as const)('%s', async (_, environment, isLive, isColoured) => {
  await withApply({ connections: 2, holdMs: () => 300, environment }, async (terminal) => {
    expect(await terminal.ended).toBe(0);
    const raw = terminal.raw();
    expect(raw.includes(`${ESCAPE}[J`)).toBe(isLive);
    // Colours and other attributes end in m.
    expect(new RegExp(`${ESCAPE}\\[[\\d;]*m`).test(raw)).toBe(isColoured);
    if (!isLive && !isColoured) expect(raw).not.toContain(ESCAPE);
    expect(await outcome(terminal)).toEqual([
      ...created(namesOf(2)),
      '',
      '',
      'Apply complete: 2 added, 0 changed, 0 destroyed.',
    ]);
  });
});

test('a question, too, is asked without colours if those are not wanted', async () => {
  place.write('flowlink.yaml', `connections:\n${connection('shop-100')}`);
  const words = 'apply --no-verify --no-color'.split(' ');
  const terminal = openTerminal(words, place.project, { ...place.environment, FORCE_COLOR: '1' }, wide);
  await shows(terminal, 'Only “yes” is accepted.');
  terminal.type('no\r');
  expect(await terminal.ended).toBe(1);
  expect((await terminal.lines()).at(-1)).toBe('Cancelled. Nothing was changed.');
  expect(terminal.raw()).not.toMatch(new RegExp(`${ESCAPE}\\[[1-9][\\d;]*m`));
});
