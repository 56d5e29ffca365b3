// A program in the place of GitHub's `gh`, with comments and issues in a file, as far as `gh api` is used in our workflows.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { raw } from 'jq-wasm';

export interface Comment {
  readonly id: number;
  readonly issue: number;
  readonly user: { readonly login: string };
  body: string;
}

export interface Issue {
  readonly number: number;
  readonly user: { readonly login: string };
  readonly title: string;
  readonly pull_request?: object;
  body: string | null;
  state: string;
}

/** What GitHub knows of a repository, and every call that was made. */
export interface GitHubState {
  readonly comments: Comment[];
  readonly issues: Issue[];
  readonly calls: string[];
}

const BOT = { login: 'github-actions[bot]' };

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    method: { type: 'string', default: 'GET' },
    paginate: { type: 'boolean' },
    silent: { type: 'boolean' },
    jq: { type: 'string' },
    field: { type: 'string', multiple: true, default: [] },
    'raw-field': { type: 'string', multiple: true, default: [] },
  },
});
const { GH_TOKEN, GH_REPO, GH_STATE = '', ...environment } = process.env;
const state = JSON.parse(readFileSync(GH_STATE, 'utf8')) as GitHubState;
const [command, address = ''] = positionals;
if (command !== 'api') fail(`unknown command ${command}`);
if (!GH_TOKEN) fail('there is no GH_TOKEN');

state.calls.push(`${values.method} ${address}`);
const answer = respond(values.method, address.replace(`repos/${GH_REPO}/`, '').replace(/\?.*/, ''));
writeFileSync(GH_STATE, JSON.stringify(state));
if (values.jq) {
  // The real one gives its filter the environment, which this one cannot see.
  const filter = `def env: ${JSON.stringify(environment)}; ${values.jq}`;
  process.stdout.write(await raw(answer, filter, ['-r']));
}

function respond(method: string, path: string): object {
  const [, kind, id = '', rest] = /^(issues\/comments|issues)(?:\/(\d+))?(?:\/(comments))?$/.exec(path) ?? [];
  if (kind === undefined) return fail(`unknown address ${path}`);
  const number = Number(id);
  if (kind === 'issues/comments') return edit(state.comments.find((one) => one.id === number));
  if (rest === 'comments') {
    if (method === 'GET') return state.comments.filter(({ issue }) => issue === number);
    const comment = { id: state.comments.length + 1, issue: number, user: BOT, body: '', ...fields() };
    state.comments.push(comment);
    return comment;
  }
  if (id !== '') return edit(state.issues.find((one) => one.number === number));
  if (method === 'GET') return state.issues.filter((one) => one.state === 'open');
  const issue = {
    number: state.issues.length + 1,
    user: BOT,
    title: '',
    body: '',
    state: 'open',
    ...fields(),
  };
  state.issues.push(issue);
  return issue;
}

function edit(thing: object | undefined): object {
  return thing ? Object.assign(thing, fields()) : fail('404');
}

/** `--field` reads files, `--raw-field` does not. */
function fields(): Record<string, string> {
  const read = (text: string) => (text.startsWith('@') ? readFileSync(text.slice(1), 'utf8') : text);
  const pairs = (list: readonly string[]) => list.map((one) => one.split(/=(.*)/s) as [string, string]);
  return Object.fromEntries([
    ...pairs(values.field).map(([name, text]) => [name, read(text)] as const),
    ...pairs(values['raw-field']),
  ]);
}

function fail(message: string): never {
  process.stderr.write(`gh: ${message}\n`);
  process.exit(1);
}
