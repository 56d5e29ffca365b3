// Sends spoiled requests to a real backend over a real socket, and holds its answers against the contract.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBackend } from '@flowlink/backend';
import { problem as isProblem } from '@flowlink/schema/validators/responses';
import { httpInput, SECRET, TOKEN_MARKS } from './http-inputs.ts';
import { type RawAnswer, sendRaw } from './raw-request.ts';
import { expectHidden } from './show.ts';
import { work } from './worker.ts';

const log: string[] = [];
const backend = await startBackend({
  database: { dataDir: mkdtempSync(join(tmpdir(), 'flowlink-fuzz-')) },
  port: 0,
  host: '127.0.0.1',
  // No token may use up its allowance here: what is behind it is what matters.
  rates: 'off',
  log: { level: 'info', stream: { write: (line: string) => void log.push(line) } },
});
const port = Number(new URL(backend.url).port);
const tokens = new Map<string, string>();
for (const [mark, role, workspace] of [
  ['READ_TOKEN', 'read', 'acme'],
  ['WRITE_TOKEN', 'write', 'acme'],
  ['ADMIN_TOKEN', 'admin', 'acme'],
  ['FOREIGN_TOKEN', 'admin', 'other'],
] as const)
  tokens.set(mark, await backend.createToken({ workspace, role, name: mark.toLowerCase() }));

/** Every so many requests it is asked whether it is ready. */
const READY_EVERY = 100;

async function check(input: string, seed: number): Promise<string> {
  const marks = new RegExp(TOKEN_MARKS.join('|'), 'g');
  const answer = await sendRaw(
    port,
    Buffer.from(
      input.replaceAll(marks, (mark) => tokens.get(mark) ?? ''),
      'latin1',
    ),
  );
  const said = log.splice(0).join('');
  expectHidden(`${answer?.body ?? ''}${said}`, [SECRET, ...tokens.values()]);
  if (seed % READY_EVERY === 0) await expectReady();
  if (!answer) return 'unanswered';
  const harm = wrongWith(answer);
  if (harm !== undefined)
    throw new Error(`${harm}: ${answer.status} ${answer.type} ${answer.body.slice(0, 300)}\n${said}`);
  return `${Math.floor(answer.status / 100)}xx`;
}

function wrongWith({ status, type, body }: RawAnswer): string | undefined {
  if (status >= 500) return 'the backend failed';
  if (status < 400) return type.startsWith('application/json') ? whetherJson(body) : undefined;
  // An answer to HEAD has no body.
  if (body === '') return undefined;
  if (!type.startsWith('application/problem+json')) return 'not a problem document';
  return isProblem(JSON.parse(body)) ? undefined : 'not of the contract';
}

function whetherJson(body: string): string | undefined {
  if (body !== '') JSON.parse(body);
  return undefined;
}

async function expectReady(): Promise<void> {
  const ready = await sendRaw(
    port,
    Buffer.from('GET /readyz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n'),
  );
  if (ready?.status !== 200) throw new Error(`/readyz answers ${ready?.status}`);
}

await work(httpInput, check);
await expectReady();
await backend.close();
