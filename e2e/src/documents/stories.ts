// What each page takes for granted: the project and the stores that its reader has, and what he does between the lines.
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fittingStore } from '@flowlink/sandbox';
import type { BigcommerceConfig } from '@flowlink/schema';
import { credentialFor, type Workplace } from '../workplace.ts';
import type { Page } from './page.ts';

export interface Story {
  /** The workspace on the backend. */
  readonly workspace?: string;
  /** Brings the workplace into the state in which the page begins. */
  readonly begin?: (place: Workplace, page: Page) => Promise<void>;
  /** Done before the lines that begin like this. @param folder where the shell is */
  readonly before?: Readonly<Record<string, (place: Workplace, folder: string) => Promise<void>>>;
  /** Done after the lines that begin like this. */
  readonly after?: Readonly<Record<string, (place: Workplace, folder: string) => Promise<void>>>;
  /** What a person answers at a terminal, as flags; for the lines that begin like this. */
  readonly answers?: Readonly<Record<string, string>>;
  /** Exit codes other than 0 that the page speaks of, for the lines that begin like this. */
  readonly exits?: Readonly<Record<string, number>>;
  /** How wide the terminal is for which the page shows outputs; that of a log if left out. */
  readonly columns?: number;
  /** Whether the page itself puts the programs on the PATH, and knows of no project yet. */
  readonly fromNothing?: true;
}

const acmeUs: BigcommerceConfig = {
  platform: 'bigcommerce',
  store_url: 'https://acme-us.mybigcommerce.com',
  store_hash: 'g5cd38',
  client_id: credentialFor('ACME_US_CLIENT_ID'),
  scopes: ['store_v2_information_read_only', 'store_v2_orders_read_only', 'store_v2_products'],
  protect: false,
};

/** The store that most pages speak of, with the example's API account and the one that a page makes next. */
function openStore(place: Workplace): void {
  const store = fittingStore(acmeUs, credentialFor('ACME_US_ACCESS_TOKEN'));
  const next = { client_id: NEXT_CLIENT, access_token: NEXT_TOKEN, scopes: acmeUs.scopes };
  place.sandbox.addStore({ ...store, accounts: [...store.accounts, next] });
}

const NEXT_CLIENT = credentialFor('NEXT_CLIENT_ID');
const NEXT_TOKEN = credentialFor('NEXT_ACCESS_TOKEN');

/** What the control panel offers for download. */
function download(place: Workplace): void {
  const lines = ['NAME: FlowLink', `ACCESS TOKEN: ${NEXT_TOKEN}`, `CLIENT ID: ${NEXT_CLIENT}`];
  const text = [
    ...lines,
    'CLIENT SECRET: 0nobody0needs0this',
    'API PATH: https://api.bigcommerce.com/stores/g5cd38/v3/',
  ];
  mkdirSync(join(place.folder, 'home/Downloads'), { recursive: true });
  writeFileSync(
    join(place.folder, 'home/Downloads/BigCommerceAPI-credentials-1.txt'),
    `${text.join('\n')}\n`,
  );
}

/** Fills in the file of variables that was copied from an example. @param values besides those of the workplace */
function fill(place: Workplace, path: string, values: Readonly<Record<string, string>> = {}): void {
  const text = readFileSync(path, 'utf8').replaceAll(/^([A-Z][A-Z0-9_]*)=$/gm, (_, name: string) => {
    return `${name}=${values[name] ?? place.environment[name] ?? credentialFor(name)}`;
  });
  writeFileSync(path, text);
}

const filled = (file: string) => async (place: Workplace, folder: string) => fill(place, join(folder, file));

/** A project with one store, applied; its credentials are in `.env`. */
async function singleStore(place: Workplace): Promise<void> {
  place.useExample('single-store');
  openStore(place);
  const { ACME_US_CLIENT_ID: _id, ACME_US_ACCESS_TOKEN: _token, ...environment } = place.environment;
  place.environment = environment;
  place.write('.gitignore', '.env\n');
  place.write('.env', place.read('.env.example'));
  fill(place, join(place.project, '.env'));
  const applied = await place.flowlink('apply --auto-approve');
  if (applied.status !== 0) throw new Error(applied.stderr);
}

/** The same, from which a page goes on with the file of a new API account. */
async function newAccount(place: Workplace): Promise<void> {
  await singleStore(place);
  const [head = '', body = ''] = place.read('flowlink.yaml').split(/^connections:\n/m);
  place.write('connections/acme-us.yaml', `connections:\n${body}`);
  place.write('flowlink.yaml', `${head}include: [connections/*.yaml]\n`);
  download(place);
}

const otherStores = { 'acme-us': 'g5cd38', 'acme-eu': 'q2w8rt', 'acme-ca': 'm4k7zd' };

async function storesByHand(place: Workplace): Promise<void> {
  for (const [name, hash] of Object.entries(otherStores)) {
    const token = credentialFor(`${name.toUpperCase().replace('-', '_')}_ACCESS_TOKEN`);
    const config = { ...acmeUs, store_url: `https://${name}.mybigcommerce.com`, store_hash: hash };
    place.sandbox.addStore(fittingStore(config, token));
    await place.createByHand(name, config, token, 'maria');
  }
}

/** The story of a page that is not named below: one store, applied, and a new file of credentials. */
export const usual: Story = { workspace: 'acme', begin: singleStore };

export const stories: Readonly<Record<string, Story>> = {
  'README.md': usual,
  'docs/start.md': { fromNothing: true },
  'docs/how-to/new-project.md': {
    workspace: 'acme-production',
    begin: async (place) => {
      openStore(place);
      download(place);
    },
    after: { 'install -m 600 .env.example .env': filled('.env') },
  },
  'docs/how-to/rotate-a-token.md': { workspace: 'acme', begin: newAccount },
  'docs/how-to/a-workflow-that-needs-a-new-scope.md': {
    workspace: 'acme',
    begin: async (place) => {
      await newAccount(place);
      // Before the page, the account can read orders only.
      const yaml = place.read('connections/acme-us.yaml');
      const less = yaml.replace(/ +- store_v2_products\n/, '').replace(/ +stock: .*\n/, '');
      place.write('connections/acme-us.yaml', less);
      const applied = await place.flowlink('apply --auto-approve --redeclare-scopes acme-us');
      if (applied.status !== 0) throw new Error(applied.stderr);
    },
  },
  'docs/configuration.md': {
    workspace: 'acme',
    columns: 80,
    begin: async (place, page) => {
      const block = page.blocks.find(({ lines }) => lines[0] === 'workspace: acme-${env:STAGE}');
      place.environment = { ...place.environment, ACME_US_ACCESS_TOKEN: credentialFor('TOKEN') };
      place.write('flowlink.yaml', `${block?.lines.join('\n')}\n`);
    },
  },
  'docs/bigcommerce.md': {
    workspace: 'acme',
    begin: async (place) => {
      place.write('flowlink.yaml', 'workspace: acme\n');
      place.write('.gitignore', '.env\n');
      place.write(
        'stores.json',
        JSON.stringify([fittingStore({ ...acmeUs, client_id: NEXT_CLIENT }, NEXT_TOKEN)]),
      );
      download(place);
    },
    answers: {
      'flowlink add ': '--store-url https://acme-us.mybigcommerce.com --actions get_orders,set_inventory',
    },
  },
  'docs/backend.md': { workspace: 'acme-production' },
  'docs/ci.md': {
    workspace: 'acme-production',
    // The page makes tokens of a backend that runs.
    begin: async (place) => symlinkSync(place.backend.dataDir, join(place.project, 'data')),
  },
  'docs/how-to/ci-without-stored-tokens.md': {
    workspace: 'acme-production',
    begin: async (place) => symlinkSync(place.backend.dataDir, join(place.project, 'data')),
  },
  'examples/single-store/README.md': {
    workspace: 'acme',
    begin: async (place) => {
      place.useExample('single-store');
      await place.openStores();
    },
    after: { 'install -m 600 .env.example .env': filled('.env') },
  },
  'examples/agency/README.md': {
    workspace: 'harbor-studio',
    begin: async (place) => {
      place.useExample('agency');
      await place.openStores();
    },
    after: { 'install -m 600 .env.example .env': filled('.env') },
  },
  'examples/environments/README.md': {
    workspace: 'acme-staging',
    begin: async (place) => {
      place.useExample('environments');
      // What stands in the files of the stages is not in the environment.
      const { FLOWLINK_URL = '', BIGCOMMERCE_API_URL = '' } = place.environment;
      const token = await place.backend.token('acme-production', 'write');
      const staging = { FLOWLINK_TOKEN: place.environment.FLOWLINK_TOKEN ?? '' };
      place.environment = { FLOWLINK_URL, BIGCOMMERCE_API_URL };
      for (const [stage, values] of [
        ['production', { FLOWLINK_TOKEN: token }],
        ['staging', staging],
      ] as const) {
        place.write(`.env.${stage}`, place.read(`.env.${stage}.example`));
        fill(place, join(place.project, `.env.${stage}`), values);
        const variables = Object.fromEntries(
          place
            .read(`.env.${stage}`)
            .split('\n')
            .flatMap((line) => (/^\w+=/.test(line) ? [line.split('=', 2)] : [])),
        ) as Record<string, string>;
        const before = place.environment;
        place.environment = { ...before, ...variables };
        await place.openStores();
        place.environment = before;
      }
    },
    after: {
      'install -m 600 .env.staging.example .env.staging': async (place, folder) =>
        fill(place, join(folder, '.env.staging'), {
          FLOWLINK_TOKEN: await place.backend.token('acme-staging', 'write'),
        }),
    },
  },
  'examples/adopt/README.md': {
    workspace: 'acme',
    begin: storesByHand,
    after: { 'install -m 600 .env.example .env': filled('.env') },
    before: {
      // The last section speaks of another project, in which nothing is imported yet.
      'flowlink import acme-eu ': async (place, folder) => {
        for (const name of Object.keys(otherStores)) await place.deleteByHand(name, 'maria');
        await storesByHand(place);
        rmSync(join(folder, 'connections'), { recursive: true });
        writeFileSync(join(folder, 'flowlink.yaml'), 'workspace: acme\n');
      },
    },
  },
};
