// Shows a stranger what flowlink does: the real command line over examples/agency, a real backend, and a sandbox in BigCommerce's place.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseEnv, styleText } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const flowlink = join(root, 'packages/cli/bin/flowlink.js');
const backendProgram = join(root, 'packages/backend/bin/flowlink-backend.js');
const sandboxProgram = join(root, 'packages/sandbox/bin/flowlink-sandbox.js');
const work = mkdtempSync(join(tmpdir(), 'flowlink-demo-'));
const project = join(work, 'agency');
const data = join(work, 'data');

const heading = (text: string) =>
  console.log(`\n${styleText(['bold', 'cyan'], `── ${text} `.padEnd(80, '─'))}\n`);
const say = (text: string) => console.log(`${text}\n`);

const environment: Record<string, string> = { ...(process.env as Record<string, string>) };
const colour = process.stdout.isTTY && !environment.NO_COLOR;
/** In the form of client IDs and access tokens. */
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

interface Store {
  readonly store_url: string;
  readonly store_hash: string;
  readonly client_id: string;
  readonly scopes: readonly string[];
}

/**
 * Starts a sandbox with the stores that the next plan is about, in place of the one before.
 *
 * @param granted the scopes that the API account of a store was made with, if not those declared
 */
async function openStores(
  granted: (store: Store) => readonly string[] = ({ scopes }) => scopes,
): Promise<void> {
  // The package exists only once it is built.
  const { fittingStore } = await import(new URL('../packages/sandbox/dist/index.js', import.meta.url).href);
  const { stdout } = spawnSync(process.execPath, [flowlink, 'plan', '--json'], {
    cwd: project,
    env: environment,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const values = { ...parseEnv(readFileSync(join(project, '.env'), 'utf8')), ...environment };
  const stores = JSON.parse(stdout).plan.changes.map(
    ({ config, secrets }: { config: Store; secrets: { access_token: { env: string } } }) =>
      fittingStore({ ...config, scopes: granted(config) }, values[secrets.access_token.env]),
  );
  const file = join(work, 'stores.json');
  writeFileSync(file, JSON.stringify(stores));
  sandbox?.process.kill();
  sandbox = await startServer([sandboxProgram, 'serve', '--stores', file, '--port', '0']);
  environment.BIGCOMMERCE_API_URL = sandbox.url;
}

/** What BigCommerce offers for download when an API account is made. */
function download(hash: string): void {
  const lines = [
    `ACCESS TOKEN: ${newToken()}`,
    `CLIENT ID: ${newToken()}`,
    `CLIENT SECRET: ${newToken()}`,
    'NAME: FlowLink',
    `API PATH: https://api.bigcommerce.com/stores/${hash}/v3/`,
  ];
  writeFileSync(join(project, 'BigCommerceAPI-credentials-2.txt'), `${lines.join('\n')}\n`);
}

/** Shows lines of a file of the project. @param from the first line @param to the line behind the last one */
function show(file: string, from: string, to: string): void {
  const text = readFileSync(join(project, file), 'utf8');
  const lines = text.slice(text.indexOf(from), text.indexOf(to)).trimEnd();
  console.log(`${styleText('bold', file)}\n${lines}\n`);
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

interface Server {
  readonly url: string;
  readonly process: ChildProcess;
}

/** Starts a program of ours that serves until it is killed, and says where in its first line. */
async function startServer(argv: readonly string[]): Promise<Server> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...argv], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { url: line.split(' ').at(-1) ?? '', process: child };
}

/** Changes a connection past flowlink, as somebody does in the user interface. */
async function editInUserInterface(
  url: string,
  name: string,
  person: string,
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
    headers: { ...headers, 'if-match': `"${revision}"`, 'flowlink-user': person },
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
const backend = await startServer([
  backendProgram,
  'serve',
  '--data',
  data,
  '--port',
  '0',
  '--log-level',
  'error',
]);
let sandbox: Server | undefined;
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
  // What a developer has in .env, and a CI job gets from its secret store.
  const names = readdirSync(join(project, 'connections')).flatMap((file) =>
    [...readFileSync(join(project, 'connections', file), 'utf8').matchAll(/\$\{env:(\w+)\}/g)].map(
      ([, name]) => name,
    ),
  );
  writeFileSync(join(project, '.env'), names.map((name) => `${name}=${newToken()}\n`).join(''));
  writeFileSync(join(project, '.gitignore'), '.env\n');
  spawnSync('git', ['init', '--quiet'], { cwd: project });
  await openStores(({ store_hash, scopes }) =>
    store_hash === 'k3h8rw' ? scopes.filter((scope) => !scope.includes('products')) : scopes,
  );

  heading('An agency links twelve BigCommerce stores');
  say('What stores of one kind have in common is said once, in a profile:');
  show('profiles.yaml', '  retail:', '  orders-only:');
  say('So each store is a few lines of YAML in git. Secrets are references to environment variables:');
  show('connections/europe.yaml', '  bergson-bikes-de:', '  atelier-noor:');
  type('validate');
  type('show --resolved bergson-bikes-de');

  heading('What would happen?');
  type('plan', { lines: 30 });

  heading('An API account was made without a scope: caught before anything is written');
  say('Scopes can never be changed once the account is made. So the stores are asked first:');
  type('apply --auto-approve', { from: 'lumen-lighting  contradicted', expect: 1 });

  heading('A new API account: its credentials are downloaded, and flowlink takes it from there');
  type('scopes lumen-lighting');
  download('k3h8rw');
  type('add BigCommerceAPI-credentials-2.txt --rotate --delete');
  await openStores();

  heading('Make it so');
  type('apply --auto-approve', { from: 'Plan: ' });
  type('plan');
  type('verify');

  heading('A store moves to another API account: the variables changed, no file did');
  environment.ATELIER_NOOR_CLIENT_ID = newToken();
  environment.ATELIER_NOOR_ACCESS_TOKEN = newToken();
  await openStores();
  type('plan');
  type('apply --auto-approve', { from: 'Plan: ' });

  heading('A profile is edited; the reviewed plan is applied exactly as it is');
  edit(
    'profiles.yaml',
    '          min_date_modified: 2026-01-01\n',
    '          min_date_modified: 2026-01-01\n          limit: 100\n',
  );
  type('plan --out plan.json');
  type('apply plan.json --auto-approve', { from: 'Plan: ' });

  heading('Two stores were changed by hand');
  await editInUserInterface(backend.url, 'koi-ceramics', 'maria', (config) => {
    config.workflows = {
      catalogue: { action: 'get_products', parameters: { limit: 10 } },
      stock: { action: 'set_inventory' },
    };
  });
  await editInUserInterface(backend.url, 'northwind-ca', 'sam', (config) => {
    const { stock, ...others } = config.workflows as Record<string, unknown>;
    config.workflows = others;
  });
  type('drift');
  say('Maria was right: her change goes into the YAML. Sam’s is undone.');
  type('drift koi-ceramics --adopt');
  type('apply --auto-approve');

  heading('A store leaves');
  const europe = readFileSync(join(project, 'connections/europe.yaml'), 'utf8');
  edit('connections/europe.yaml', europe.slice(europe.indexOf('  fjord-knitwear:')), '');
  type('plan');
  type('apply --auto-approve', { from: 'Plan: ' });

  heading('Scopes are edited, and the API account is the same: that cannot be');
  const secret = '    access_token: ${env:CASCADE_COFFEE_ACCESS_TOKEN}\n';
  edit(
    'connections/americas.yaml',
    secret,
    `${secret}    scopes: [store_v2_information_read_only, store_v2_orders]\n    workflows:\n      ship: { action: add_shipment }\n`,
  );
  type('plan', { expect: 1 });

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
  sandbox?.process.kill();
  rmSync(work, { recursive: true, force: true });
}
