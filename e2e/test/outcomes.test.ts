// Exit codes and streams are the same in every format, whatever the outcome.
import { stripVTControlCharacters } from 'node:util';
import { event } from '@flowlink/schema/validators/events';
import { output } from '@flowlink/schema/validators/output';
import { plan as isPlan } from '@flowlink/schema/validators/plan';
import { describe, expect, test } from 'vitest';
import { lockedBy, openFor } from '../src/outcomes/applied.ts';
import { outcomesOfCommands } from '../src/outcomes/commands.ts';
import { failures } from '../src/outcomes/failures.ts';
import { type Format, formatsFor, readFlags } from '../src/outcomes/formats.ts';
import { type Outcome, RUN } from '../src/outcomes/outcome.ts';
import { type Ended, runFlowlink } from '../src/programs.ts';

const outcomes = { ...outcomesOfCommands, ...failures };
const flags = await readFlags();
const formats = formatsFor(flags);

describe.for(Object.entries(outcomes))('%s', ([name, outcome]) => {
  const asked = formats.filter(
    ({ flags: added, ofFailures }) =>
      added(outcome.command) !== undefined && (name in failures || !ofFailures),
  );
  test.concurrent.for(asked)('$name', async (format) => {
    const ended = await runIn(outcome, format);
    expect(ended.status, JSON.stringify(ended)).toBe(outcome.status);
    if (format.json) checkDocuments(outcome, ended);
    else checkText(outcome, ended);
  });
});

test('every command has an outcome that is fine', () => {
  const fine = new Set(
    Object.values(outcomes).flatMap(({ status, command }) => (status === 1 ? [] : [command.split(' ')[0]])),
  );
  expect([...flags.keys()].filter((command) => !fine.has(command))).toEqual([]);
});

/** Each run finds a workplace of its own. */
async function runIn(outcome: Outcome, { flags, environment = {} }: Format): Promise<Ended> {
  const place = await openFor(outcome);
  const closing = (await outcome.before?.(place)) as { close?: () => Promise<void> } | undefined;
  try {
    const argv = `${outcome.command}${flags(outcome.command)}`.split(' ');
    const more = { COLUMNS: '100', ...environment };
    return await (outcome.run
      ? outcome.run(place, argv, more)
      : runFlowlink(argv, place.project, { ...place.environment, ...more }));
  } finally {
    await closing?.close?.();
    await place.close();
  }
}

function checkText({ status, tells, run }: Outcome, { stdout, stderr }: Ended): void {
  const said = stripVTControlCharacters(stderr);
  if (status === 1) expect(said).toMatch(/^error\[/m);
  else expect(said).toBe('');
  if (status === 1 && !tells) expect(stdout).toBe('');
  else if (status !== 1 && !run) expect(stdout).not.toBe('');
}

function checkDocuments({ command, status, run }: Outcome, { stdout, stderr }: Ended): void {
  expect(stderr).toBe('');
  if (status !== 1 && run) return;
  const name = command.split(' ')[0] ?? '';
  if (['apply', 'destroy'].includes(name)) {
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    for (const value of events) expect(event(value), JSON.stringify(value)).toBe(true);
    expect(events[0]).toMatchObject({ type: 'version', format: 'flowlink-events', version: 1 });
    expect(events.at(-1)).toMatchObject({ type: 'run_finished' });
    return;
  }
  const document = JSON.parse(stdout) as Record<string, unknown>;
  expect(output(document), JSON.stringify({ errors: output.errors, document }, null, 2)).toBe(true);
  expect(document).toMatchObject({ command: name === 'plam' ? null : name, ok: status !== 1 });
  if (name === 'plan' && status !== 1) expect(isPlan(document.plan)).toBe(true);
}

test('a run waits for the lock of another one as long as it is told to', async () => {
  const place = await openFor({ command: '', status: 0, fresh: true });
  try {
    await lockedBy(place);
    const refused = await place.flowlink('apply --auto-approve');
    expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining('sam on laptop') });
    const asked = () => place.backend.log().split('"acquireLock"').length;
    const before = asked();
    const waiting = place.flowlink('apply --auto-approve --json --lock-timeout 50');
    // The lock becomes free as soon as the run has found it taken; its lease would last longer than the run waits.
    await expect.poll(asked, { timeout: 30_000 }).toBeGreaterThan(before);
    expect((await place.workspaceRequest('DELETE', `/lock?run=${RUN}`)).status).toBe(204);
    const { status, stdout } = await waiting;
    expect(status).toBe(0);
    expect(stdout).toMatch(/"type":"waiting_for_lock","detail":"sam on laptop is applying/);
    for (const line of stdout.trimEnd().split('\n')) expect(event(JSON.parse(line)), line).toBe(true);
  } finally {
    await place.close();
  }
});
