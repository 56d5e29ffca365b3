// Takes spoiled credentials and a spoiled .env through `flowlink add` and planning, and looks for the token.
import { parseEnv } from 'node:util';
import {
  openCredentials,
  plan,
  planNewConnection,
  planRotation,
  type Report,
  type Writing,
} from '@flowlink/core';
import { withFile } from '../../../packages/core/src/edit/edited-files.ts';
import { CLIENT_SECRET, credentialsInput, readInput, TOKEN } from './credentials-inputs.ts';
import { expectHidden, showDiagnostics } from './show.ts';
import { work } from './worker.ts';
import { projectAround } from './yaml-project.ts';

const CONFIGURATION = `connections:
  acme-us:
    platform: bigcommerce
    store_url: https://acme-us.mybigcommerce.com
    store_hash: g5cd38
    client_id: \${env:ACME_US_CLIENT_ID}
    access_token: \${env:ACME_US_ACCESS_TOKEN}
    scopes: [store_v2_orders]
`;

async function check(input: string): Promise<string> {
  const { credentials, env } = readInput(input);
  const { ports: given } = projectAround(CONFIGURATION, true);
  const environment = { FLOWLINK_URL: 'https://flowlink.example.com', FLOWLINK_WORKSPACE: 'acme' };
  const ports = { ...given, environment, files: withFile(given.files, '.env', env) };
  const planned = await plan(ports, { mode: 'apply', targets: [], redeclareScopes: [] });
  const opened = await openCredentials(ports, credentials);
  const reports: Report<unknown>[] = [planned, opened];
  let written: Report<Writing> | undefined;
  if (opened.value) {
    const { existing, permanentUrl: storeUrl } = opened.value;
    const details = { name: 'new-one', storeUrl, actions: ['get_orders'], file: undefined };
    written =
      existing === undefined
        ? await planNewConnection(ports, opened.value, details, true)
        : await planRotation(ports, opened.value, true);
    reports.push(written);
  }
  const shown = reports.map((report) => showDiagnostics(report));
  const { credentials: read } = opened.value ?? {};
  const token = read?.accessToken.reveal();
  // Whatever was taken for the token is a secret, unless it is a word of the messages too.
  const secrets = [TOKEN, CLIENT_SECRET, ...(token !== undefined && token.length > 16 ? [token] : [])];
  expectHidden([...shown, JSON.stringify(read?.accessToken ?? null)].join('\n'), secrets);
  if (!written?.value) return written?.diagnostics[0]?.code ?? opened.diagnostics[0]?.code ?? 'nothing said';
  checkWriting(written.value, env, token ?? '');
  return 'written';
}

/** The new .env has the token, and everything else as before; the configuration has no token. */
function checkWriting({ env, config, variables }: Writing, before: string, token: string): void {
  if (config && token.length > 16) expectHidden(config.text, [token]);
  if (env === undefined) return;
  const [old, now] = [parseEnv(before), parseEnv(env)];
  const { clientId, accessToken } = variables;
  if (now[accessToken.env] !== token) throw new Error('.env does not hold the token');
  for (const [name, value] of Object.entries(old)) {
    if (
      name !== clientId.env &&
      name !== accessToken.env &&
      name.trim() !== '' &&
      !name.startsWith('export ') &&
      now[name] !== value
    )
      throw new Error(`.env has another ${JSON.stringify(name)}`);
  }
}

await work(credentialsInput, check);
