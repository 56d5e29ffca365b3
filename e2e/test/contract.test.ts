// The recorder sees when flowlink or a backend leaves the contract: each kind of breach, through the recorder itself.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Recorder, record, takeViolations } from '../src/contract/recorder.ts';

const PATH = '/v1/workspaces/acme/lock';
const LOCK = { run: 'run_00000000000000000000', holder: { user: 'sam', host: 'laptop' }, lease_seconds: 60 };
const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
const FROM_FLOWLINK = { authorization: 'Bearer t', 'user-agent': 'flowlink/1.0.0' };

let backend: Server;
let recorder: Recorder;
let answer: { status: number; headers: Record<string, string>; body: string };

beforeEach(async () => {
  answer = { status: 200, headers: JSON_TYPE, body: '{"lock":null}' };
  backend = createServer((_request, response) => {
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  backend.listen(0, '127.0.0.1');
  await once(backend, 'listening');
  recorder = await record(`http://127.0.0.1:${(backend.address() as AddressInfo).port}`);
});

afterEach(() => {
  recorder.close();
  backend.close();
});

async function breaches(path: string, init: RequestInit = {}): Promise<string[]> {
  await (await fetch(`${recorder.url}${path}`, { headers: FROM_FLOWLINK, ...init })).text();
  return takeViolations();
}

const put = (body: unknown, headers: Record<string, string> = FROM_FLOWLINK) => ({
  method: 'PUT',
  headers: { ...JSON_TYPE, ...headers },
  body: JSON.stringify(body),
});

test('what conforms passes', async () => {
  expect(await breaches(PATH)).toEqual([]);
  answer = { ...answer, body: '{"connections":[],"next_cursor":null}' };
  expect(await breaches('/v1/workspaces/acme/connections?limit=1000&cursor=x')).toEqual([]);
  expect(await breaches('/v1/workspaces/acme/connections?limit=many')).toHaveLength(1);
});

test.for<[string, typeof answer, RegExp]>([
  [
    'another shape',
    { status: 200, headers: JSON_TYPE, body: '{"lock":{}}' },
    /the answer.*required property/,
  ],
  ['more than is listed', { status: 200, headers: JSON_TYPE, body: '{"lock":null,"x":1}' }, /additional/],
  ['no JSON', { status: 200, headers: JSON_TYPE, body: '{"lock":' }, /the answer is no JSON/],
  ['another type', { status: 200, headers: { 'content-type': 'text/html' }, body: '<p>' }, /is text\/html/],
  ['nothing', { status: 200, headers: JSON_TYPE, body: '' }, /the answer has no body/],
  ['another status', { status: 202, headers: JSON_TYPE, body: '{}' }, /lists no such status for getLock/],
  [
    'a problem of another status',
    {
      status: 500,
      headers: { 'content-type': 'application/problem+json' },
      body: '{"type":"about:blank","title":"No","status":503,"code":"internal"}',
    },
    /names another status/,
  ],
  [
    'an unknown code',
    {
      status: 500,
      headers: { 'content-type': 'application/problem+json' },
      body: '{"type":"about:blank","title":"No","status":500,"code":"oops"}',
    },
    /code must be equal to one of the allowed values/,
  ],
])('an answer with %s is seen', async ([, broken, words]) => {
  answer = broken;
  expect((await breaches(PATH)).join('\n')).toMatch(words);
});

test.for<[string, string, RequestInit, RegExp]>([
  ['an unknown path', '/v1/nothing', {}, /does not know this operation/],
  ['an unknown method', PATH, { method: 'POST' }, /does not know this operation/],
  ['a parameter that is not valid', '/v1/workspaces/A!/lock', {}, /path parameter workspace must match/],
  ['an unknown parameter', `${PATH}?x=1`, {}, /unknown query parameter x/],
  ['a missing parameter', PATH, { method: 'DELETE' }, /query parameter run is missing/],
  ['no token', PATH, { headers: { 'user-agent': 'flowlink/1.0.0' } }, /it sends no token/],
  [
    'a body that is not valid',
    PATH,
    put({ ...LOCK, lease_seconds: 'long' }),
    /lease_seconds must be integer/,
  ],
  ['no body', PATH, { method: 'PUT' }, /the request has no body/],
])('a request of flowlink with %s is seen', async ([, path, init, words]) => {
  expect((await breaches(path, init)).join('\n')).toMatch(words);
});

test('what others ask is not judged, and what they are answered is', async () => {
  const wrong = put({ lease_seconds: 'long' }, { 'user-agent': 'node' });
  answer = {
    status: 400,
    headers: { 'content-type': 'application/problem+json' },
    body: '{"type":"about:blank","title":"No","status":400,"code":"invalid_request"}',
  };
  expect(await breaches(PATH, wrong)).toEqual([]);
  answer = { ...answer, headers: JSON_TYPE };
  expect(await breaches(PATH, wrong)).toEqual([
    `PUT ${PATH} -> 400: the answer is application/json, and not application/problem+json`,
  ]);
});
