// How GitHub's runner is asked for an ID token, and what is said when it gives none.
import { expect, test } from 'vitest';
import { systemClock } from '../clock.ts';
import { Secret } from '../resolve/secret.ts';
import { githubIdToken } from './github-id-token.ts';
import type { Answer, HttpRequest } from './transport.ts';

async function ask(answer: Answer) {
  const sent: HttpRequest[] = [];
  const transport = {
    async send(request: HttpRequest) {
      sent.push(request);
      return answer;
    },
  };
  const result = await githubIdToken({
    requestUrl: 'https://runner.example.com/token?api-version=2.0',
    requestToken: new Secret('canary'),
    audience: 'https://flowlink.example.com',
    transport,
    clock: { ...systemClock, sleep: async () => {} },
    toolVersion: '1.2.3',
  });
  return { result, sent };
}

const answer = (status: number, body: string): Answer => ({ status, headers: {}, body });

test('the audience is added to the address, and the token goes into the header only', async () => {
  const { result, sent } = await ask(answer(200, '{"value":"a.b.c"}'));
  expect(result.ok && result.value.reveal()).toBe('a.b.c');
  expect(JSON.stringify(result)).not.toContain('a.b.c');
  expect(sent).toEqual([
    {
      method: 'GET',
      url: 'https://runner.example.com/token?api-version=2.0&audience=https%3A%2F%2Fflowlink.example.com',
      headers: {
        authorization: 'Bearer canary',
        accept: 'application/json',
        'user-agent': 'flowlink/1.2.3',
      },
      withinMs: expect.any(Number),
    },
  ]);
});

test.for<[Answer, string, number]>([
  [answer(401, '{"value":"a.b.c"}'), 'it answered with status 401', 1],
  [answer(302, ''), 'it answered with status 302', 1],
  [answer(503, ''), 'it answered with status 503', 5],
  [answer(200, 'a.b.c'), 'its answer holds no ID token', 1],
  [answer(200, '{"value":""}'), 'its answer holds no ID token', 1],
  [answer(200, '{"value":{}}'), 'its answer holds no ID token', 1],
  [answer(200, 'null'), 'its answer holds no ID token', 1],
  [{ error: 'timeout', seconds: 30 }, 'it did not answer within 30 seconds', 5],
  [{ error: 'unreachable', reason: 'nothing listens there' }, 'nothing listens there', 5],
])('%j: %s', async ([given, reason, attempts]) => {
  const { result, sent } = await ask(given);
  expect(result).toEqual({
    ok: false,
    failure: { kind: 'id-token', url: 'https://runner.example.com', reason },
  });
  expect(sent).toHaveLength(attempts);
});
