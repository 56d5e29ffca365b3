// Shows a stranger what flowlink does: the real command line over examples/agency, against a real backend.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { styleText } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const flowlink = join(root, 'packages/cli/bin/flowlink.js');
const backendProgram = join(root, 'packages/backend/bin/flowlink-backend.js');
const work = mkdtempSync(join(tmpdir(), 'flowlink-demo-'));
const project = join(work, 'agency');
const data = join(work, 'data');

const heading = (text: string) =>
  console.log(`\n${styleText(['bold', 'cyan'], `── ${text} `.padEnd(80, '─'))}\n`);
const say = (text: string) => console.log(`${text}\n`);

const environment: Record<string, string> = { ...(process.env as Record<string, string>) };
const colour = process.stdout.isTTY && !environment.NO_COLOR;
// What a CI job would get from its secret store.
const newToken = () =>
  randomBytes(24)
    .toString('base64url')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, 'x')
    .slice(0, 31);

interface Cut {
  /** Show so many lines and the last two. */
  readonly lines?: number;
  /** Leave out what comes before this text. */
  readonly from?: string;
  /** The exit code. */
  readonly expect?: number;
}

/** Runs flowlink as if it had been typed. What is cut from long output is said. */
function type(command: string, { lines = Number.POSITIVE_INFINITY, from, expect = 0 }: Cut = {}): void {
  console.log(styleText('bold', `$ flowlink ${command}`));
  const { status, stdout, stderr } = spawnSync(process.execPath, [flowlink, ...command.split(' ')], {
    cwd: project,
    env: {
      ...environment,
      COLUMNS: String(process.stdout.columns ?? 100),
      ...(colour ? { FORCE_COLOR: '1' } : {}),
    },
    encoding: 'utf8',
  });
  const all = `${stdout}${stderr}`.trimEnd().split('\n');
  const first = from === undefined ? 0 : all.findIndex((line) => line.includes(from));
  const shown = all.slice(first);
  if (first > 0) console.log('    … the plan again …\n');
  if (shown.length <= lines + 4) console.log(shown.join('\n'));
  else {
    const tail = shown.slice(-2);
    console.log(
      [...shown.slice(0, lines), `    … ${shown.length - lines - tail.length} lines more …`, ...tail].join(
        '\n',
      ),
    );
  }
  console.log();
  if (status !== expect) throw new Error(`flowlink ${command} ended with ${status}, not ${expect}`);
}

/** Edits a file of the project and shows the edit. */
function edit(file: string, before: string, after: string): void {
  const path = join(project, file);
  const text = readFileSync(path, 'utf8');
  if (!text.includes(before)) throw new Error(`${file} does not hold the lines to edit`);
  writeFileSync(path, text.replace(before, after));
  console.log(styleText('bold', `$ git diff ${file}`));
  for (const line of before.trimEnd().split('\n')) console.log(styleText('red', `-${line}`));
  for (const line of after.trimEnd().split('\n')) if (line) console.log(styleText('green', `+${line}`));
  console.log();
}

async function startBackend(): Promise<{ url: string; process: ChildProcess }> {
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      backendProgram,
      'serve',
      '--data',
      data,
      '--port',
      '0',
      '--log-level',
      'error',
    ],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { url: line.split(' ').at(-1) ?? '', process: child };
}

/** Changes a connection past flowlink, as somebody does in the user interface. */
async function editInUserInterface(
  url: string,
  name: string,
  change: (config: Record<string, unknown>) => void,
): Promise<void> {
  const address = `${url}/v1/workspaces/harbor-studio/connections/${name}`;
  const headers = {
    authorization: `Bearer ${environment.FLOWLINK_TOKEN}`,
    'content-type': 'application/json',
  };
  const { config, revision } = (await (await fetch(address, { headers })).json()) as {
    config: Record<string, unknown>;
    revision: number;
  };
  change(config);
  const response = await fetch(address, {
    method: 'PUT',
    headers: { ...headers, 'if-match': `"${revision}"` },
    body: JSON.stringify({ config }),
  });
  if (!response.ok) throw new Error(`the edit was refused with ${response.status}`);
}

console.log('Building …');
const build = spawnSync(
  join(root, 'node_modules/.bin/turbo'),
  ['run', 'build', '--output-logs=errors-only'],
  { cwd: root, encoding: 'utf8' },
);
if (build.status !== 0) {
  console.error(build.stdout, build.stderr);
  process.exit(1);
}

const started = Date.now();
const backend = await startBackend();
try {
  cpSync(join(root, 'examples/agency'), project, { recursive: true });
  const token = spawnSync(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      backendProgram,
      'token',
      'create',
      '--data',
      data,
      '--workspace',
      'harbor-studio',
      '--role',
      'write',
      '--name',
      'demo',
    ],
    { encoding: 'utf8' },
  ).stdout.trim();
  Object.assign(environment, { FLOWLINK_TOKEN: token, FLOWLINK_URL: backend.url });
  for (const file of readdirSync(join(project, 'connections'))) {
    const variables = readFileSync(join(project, 'connections', file), 'utf8').matchAll(/\$\{env:(\w+)\}/g);
    for (const [, variable] of variables) environment[variable ?? ''] = newToken();
  }

  heading('An agency links twelve BigCommerce stores');
  say('Each store is a few lines of YAML in git. Secrets are references to environment variables:');
  console.log(
    readFileSync(join(project, 'connections/apac.yaml'), 'utf8').split('\n').slice(2, 18).join('\n'),
    '\n',
  );
  type('validate');

  heading('What would happen?');
  type('plan', { lines: 30 });

  heading('Make it so');
  type('apply --auto-approve', { from: 'Plan: ' });
  type('plan');

  heading('A token was rotated: the variable changed, no file did');
  environment.ATELIER_NOOR_ACCESS_TOKEN = newToken();
  type('plan');
  type('apply --auto-approve', { from: 'Plan: ' });

  heading('A workflow is edited; the reviewed plan is applied exactly as it is');
  edit(
    'connections/americas.yaml',
    '          min_date_modified: 2026-01-01\n',
    '          min_date_modified: 2026-01-01\n          limit: 100\n',
  );
  type('plan --out plan.json');
  type('apply plan.json --auto-approve', { from: 'Plan: ' });

  heading('Somebody changed a store by hand');
  await editInUserInterface(backend.url, 'koi-ceramics', (config) => {
    config.workflows = { catalogue: { action: 'get_products', parameters: { limit: 10 } } };
  });
  type('plan');
  type('apply --auto-approve', { from: 'Plan: ' });

  heading('A store leaves');
  const europe = readFileSync(join(project, 'connections/europe.yaml'), 'utf8');
  edit('connections/europe.yaml', europe.slice(europe.indexOf('  fjord-knitwear:')), '');
  type('plan');
  type('apply --auto-approve', { from: 'Plan: ' });

  heading('Mistakes are caught before anything happens');
  edit('connections/apac.yaml', '      - store_v2_products\n', '');
  type('validate', { expect: 1 });
  edit(
    'connections/apac.yaml',
    '    access_token: ${env:HARBOUR_TEA_ACCESS_TOKEN}\n',
    `    access_token: ${newToken()}\n`,
  );
  edit(
    'connections/apac.yaml',
    '    store_hash: x9s4wf\n',
    '    store_hash: https://api.bigcommerce.com/stores/x9s4wf/v3/\n',
  );
  type('validate', { expect: 1 });

  heading(`That was it, in ${Math.round((Date.now() - started) / 1000)} seconds. What to type next`);
  say(`  npx pnpm@10 flowlink --help                       everything flowlink can do
  npx pnpm@10 flowlink plan --help                  one command in detail
  npx pnpm@10 flowlink-backend serve --data data    a backend of your own
  open examples/agency, README.md and docs/         the project you just saw, and how it works`);
} finally {
  backend.process.kill();
  rmSync(work, { recursive: true, force: true });
}
