// Answers of a backend to spoil, and the spoiled ones by their seed.
import { chanceOf } from './chance.ts';
import { mutateJson } from './mutate-json.ts';
import { type Material, mutateText } from './mutate-text.ts';
import { connections } from './yaml-project.ts';

const time = '2026-01-01T00:00:00.000Z';
const run = {
  id: 'run_0000000000000001',
  mode: 'apply',
  holder: { user: 'ci', host: 'runner' },
  token: 'ci',
  planned: 1,
  opened_at: time,
  closed_at: null,
  outcome: null,
  counts: null,
};

/** Each with the status it comes with. */
const answers: readonly (readonly [number, unknown])[] = [
  [200, { connections, next_cursor: null }],
  [200, { connections, next_cursor: 'WyJuYW1lIiwiYSJd' }],
  [200, { entries: [], next_cursor: null }],
  [200, { runs: [run], next_cursor: null }],
  [
    200,
    {
      lock: {
        run: 'run_0000000000000001',
        holder: { user: 'ci', host: 'runner' },
        acquired_at: time,
        expires_at: time,
      },
    },
  ],
  [
    401,
    { type: 'about:blank', title: 'The token is missing or not known', status: 401, code: 'unauthorized' },
  ],
  [
    400,
    {
      type: 'about:blank',
      title: 'Bad',
      status: 400,
      code: 'invalid_request',
      errors: [{ pointer: '/body', message: 'x' }],
    },
  ],
  [
    423,
    {
      type: 'about:blank',
      title: 'Locked',
      status: 423,
      code: 'lock_held',
      lock: {
        run: 'run_0000000000000001',
        holder: { user: 'ci', host: 'runner' },
        acquired_at: time,
        expires_at: time,
      },
    },
  ],
];
const texts = answers.map(([, body]) => JSON.stringify(body));
const material: Material = {
  tokens: ['"', '{', '}', '[', ']', ',', ':', '<html>', 'null', '\uFEFF', '\\u001b', '"next_cursor":"x",'],
  values: ['null', '0', '""', '[]', '{}', '1e999', '"2026"'],
  others: texts,
};
const statuses = [200, 201, 204, 206, 301, 400, 401, 404, 409, 412, 418, 423, 429, 500, 502, 503, 599];

/** A line of status, and what follows it as the body. */
export function answerInput(seed: number): string {
  const chance = chanceOf(seed);
  const [status, body] = chance.happens(0.5) ? (answers[0] as (typeof answers)[0]) : chance.pick(answers);
  // Some are as they should be, so that what follows them is reached.
  if (chance.happens(0.05)) return `${status}\n${JSON.stringify(body)}`;
  const spoiled = chance.happens(0.7)
    ? (JSON.stringify(mutateJson(body, chance)) ?? '')
    : mutateText(JSON.stringify(body), chance, material);
  return `${chance.happens(0.8) ? status : chance.pick(statuses)}\n${spoiled}`;
}
