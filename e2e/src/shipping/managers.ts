// The package managers and the versions of Node that a user may have, and how each installs tarballs and starts a program.
import { execFile, execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { delimiter, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const node22 = fileURLToPath(new URL('../../../node_modules/node22/bin/node', import.meta.url));
const yarn = createRequire(import.meta.url).resolve('@yarnpkg/cli-dist/bin/yarn.js');

/** The binaries; 24 is what runs this. */
export const nodes = { 'Node 22': node22, 'Node 24': process.execPath } as const;
export type NodeVersion = keyof typeof nodes;

interface Manager {
  /** The words that install what package.json names. */
  readonly install: readonly string[];
  /** The words that start a program, or `node` so that it finds what was installed. */
  readonly start: (program: string) => readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** As scripts of package.json start it. */
const linked = (program: string) => [program === 'node' ? program : `./node_modules/.bin/${program}`];

const throughYarn = (linker: string, start: Manager['start']): Manager => ({
  install: ['node', yarn, 'install'],
  start,
  environment: {
    YARN_NODE_LINKER: linker,
    YARN_ENABLE_TELEMETRY: '0',
    // Where CI is set, it would not write the lockfile.
    YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
  },
});

export const managers = {
  npm: {
    install: ['npm', 'install', '--prefer-offline', '--no-audit', '--no-fund'],
    start: linked,
  },
  pnpm: {
    install: ['pnpm', 'install', '--prefer-offline', '--no-frozen-lockfile'],
    start: linked,
  },
  'yarn, node_modules': throughYarn('node-modules', linked),
  "yarn, Plug'n'Play": throughYarn('pnp', (program) => ['node', yarn, program]),
} as const satisfies Record<string, Manager>;
export type ManagerName = keyof typeof managers;

/**
 * What a manager sees: the machine's path with one Node in front, the registry that npm is told of by the machine, and
 * nothing that pnpm tells the scripts it runs.
 */
export function environmentFor(name: ManagerName, node: NodeVersion): Readonly<Record<string, string>> {
  const { registry, cafile, 'https-proxy': proxy } = registrySettings();
  const authorities = cafile ?? process.env.NODE_EXTRA_CA_CERTS;
  return {
    PATH: [dirname(nodes[node]), process.env.PATH].join(delimiter),
    HOME: homedir(),
    npm_config_registry: registry,
    YARN_NPM_REGISTRY_SERVER: registry.replace(/\/$/, ''),
    ...(authorities ? { NODE_EXTRA_CA_CERTS: authorities, YARN_HTTPS_CA_FILE_PATH: authorities } : {}),
    ...(proxy ? { HTTPS_PROXY: proxy, YARN_HTTPS_PROXY: proxy } : {}),
    ...(registry.startsWith('http:') ? { YARN_UNSAFE_HTTP_WHITELIST: new URL(registry).hostname } : {}),
    ...(managers[name] as Manager).environment,
  };
}

/** @param folder holds the package.json that names what to install */
export async function install(name: ManagerName, node: NodeVersion, folder: string): Promise<void> {
  const environment = environmentFor(name, node);
  const [program = '', ...words] = managers[name].install;
  try {
    await promisify(execFile)(program, words, { cwd: folder, env: environment, maxBuffer: 2 ** 26 });
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string };
    throw new Error(
      `${name} on ${node} could not install the tarballs; what they depend on comes from ${environment.npm_config_registry}.\n` +
        `${message}\n${stdout}\n${stderr}`,
    );
  }
}

interface RegistrySettings {
  readonly registry: string;
  readonly cafile: string | null;
  readonly 'https-proxy': string | null;
}

let settings: RegistrySettings | undefined;

function registrySettings(): RegistrySettings {
  settings ??= JSON.parse(
    execFileSync('npm', ['config', 'list', '--json'], {
      cwd: homedir(),
      encoding: 'utf8',
      // It warns of variables that pnpm sets.
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  ) as RegistrySettings;
  return settings;
}
