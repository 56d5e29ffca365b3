// Shows a stranger what flowlink does: the real command line over examples/agency, a real backend, and a sandbox in BigCommerce's place.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { styleText } from 'node:util';
import { newToken, Stage } from './demo/stage.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const heading = (text: string) =>
  console.log(`\n${styleText(['bold', 'cyan'], `── ${text} `.padEnd(80, '─'))}\n`);
const say = (text: string) => console.log(`${text}\n`);

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
const stage = new Stage();
try {
  await stage.open();
  await stage.openStores(({ store_hash, scopes }) =>
    store_hash === 'k3h8rw' ? scopes.filter((scope) => !scope.includes('products')) : scopes,
  );

  heading('An agency links twelve BigCommerce stores');
  say('What stores of one kind have in common is said once, in a profile:');
  stage.show('profiles.yaml', '  retail:', '  orders-only:');
  say('So each store is a few lines of YAML in git. Secrets are references to environment variables:');
  stage.show('connections/europe.yaml', '  bergson-bikes-de:', '  atelier-noor:');
  stage.type('validate');
  stage.type('show --resolved bergson-bikes-de');

  heading('What would happen?');
  stage.type('plan', { lines: 30 });

  heading('An API account was made without a scope: caught before anything is written');
  say('Scopes can never be changed once the account is made. So the stores are asked first:');
  stage.type('apply --auto-approve', { from: 'lumen-lighting  contradicted', expect: 1 });

  heading('A new API account: its credentials are downloaded, and flowlink takes it from there');
  stage.type('scopes lumen-lighting');
  stage.download('k3h8rw');
  stage.type('add BigCommerceAPI-credentials-2.txt --rotate --delete');
  await stage.openStores();

  heading('Make it so');
  stage.type('apply --auto-approve', { from: 'Plan: ' });
  stage.type('plan');
  stage.type('verify');

  heading('A store moves to another API account: the variables changed, no file did');
  stage.environment.ATELIER_NOOR_CLIENT_ID = newToken();
  stage.environment.ATELIER_NOOR_ACCESS_TOKEN = newToken();
  await stage.openStores();
  stage.type('plan');
  stage.type('apply --auto-approve', { from: 'Plan: ' });

  heading('A profile is edited; the reviewed plan is applied exactly as it is');
  stage.edit(
    'profiles.yaml',
    '          min_date_modified: 2026-01-01\n',
    '          min_date_modified: 2026-01-01\n          limit: 100\n',
  );
  stage.type('plan --out plan.json');
  stage.type('apply plan.json --auto-approve', { from: 'Plan: ' });

  heading('Two stores were changed by hand');
  await stage.editInUserInterface('koi-ceramics', 'maria', (config) => {
    config.workflows = {
      catalogue: { action: 'get_products', parameters: { limit: 10 } },
      stock: { action: 'set_inventory' },
    };
  });
  await stage.editInUserInterface('northwind-ca', 'sam', (config) => {
    const { stock, ...others } = config.workflows as Record<string, unknown>;
    config.workflows = others;
  });
  stage.type('drift');
  say('Maria was right: her change goes into the YAML. Sam’s is undone.');
  stage.type('drift koi-ceramics --adopt');
  stage.type('apply --auto-approve');

  heading('A store leaves');
  const europe = readFileSync(join(stage.project, 'connections/europe.yaml'), 'utf8');
  stage.edit('connections/europe.yaml', europe.slice(europe.indexOf('  fjord-knitwear:')), '');
  stage.type('plan');
  stage.type('apply --auto-approve', { from: 'Plan: ' });

  heading('Scopes are edited, and the API account is the same: that cannot be');
  const secret = '    access_token: ${env:CASCADE_COFFEE_ACCESS_TOKEN}\n';
  stage.edit(
    'connections/americas.yaml',
    secret,
    `${secret}    scopes: [store_v2_information_read_only, store_v2_orders]\n    workflows:\n      ship: { action: add_shipment }\n`,
  );
  stage.type('plan', { expect: 1 });

  heading('Mistakes are caught before anything happens');
  stage.edit('connections/apac.yaml', '      - store_v2_products\n', '');
  stage.type('validate', { expect: 1 });
  stage.edit(
    'connections/apac.yaml',
    '    access_token: ${env:HARBOUR_TEA_ACCESS_TOKEN}\n',
    `    access_token: ${newToken()}\n`,
  );
  stage.edit(
    'connections/apac.yaml',
    '    store_hash: x9s4wf\n',
    '    store_hash: https://api.bigcommerce.com/stores/x9s4wf/v3/\n',
  );
  stage.type('validate', { expect: 1 });

  heading(`That was it, in ${Math.round((Date.now() - started) / 1000)} seconds. What to type next`);
  say(`  npx pnpm@10 flowlink --help                       everything flowlink can do
  npx pnpm@10 flowlink plan --help                  one command in detail
  npx pnpm@10 flowlink-backend serve --data data    a backend of your own
  open examples/agency, README.md and docs/         the project you just saw, and how it works`);
} finally {
  stage.close();
}
