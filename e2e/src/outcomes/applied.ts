// Brings workplaces into the state in which a command finds them, past flowlink and so in a few milliseconds.
import { fittingStore } from '@flowlink/sandbox';
import type { BigcommerceConfig } from '@flowlink/schema';
import { startInProcessBackend } from '../in-process-backend.ts';
import { credentialFor, Workplace } from '../workplace.ts';
import { GOOD, type Outcome, RUN } from './outcome.ts';

const config: BigcommerceConfig = {
  platform: 'bigcommerce',
  store_url: 'https://acme.mybigcommerce.com',
  store_hash: 'g5cd38',
  client_id: '0client0id0of0a0test0account000',
  scopes: ['store_v2_information_read_only'],
  protect: false,
};

/** A workplace with the store of `GOOD`, and unless the outcome wants it fresh with `GOOD` applied. */
export async function openFor({ yaml = GOOD, fresh }: Outcome): Promise<Workplace> {
  const place = await Workplace.open('acme', startInProcessBackend);
  place.environment = {
    ...place.environment,
    TOKEN: credentialFor('TOKEN'),
    WRONG: credentialFor('WRONG'),
  };
  place.sandbox.addStore(fittingStore(config, credentialFor('TOKEN')));
  place.write('flowlink.yaml', yaml);
  if (!fresh) await applied(place);
  return place;
}

/** What `flowlink apply` does with `GOOD`. */
async function applied(place: Workplace): Promise<void> {
  const holder = { user: 'sam', host: 'laptop' };
  const run = 'run_00000000000000000000';
  const headers = { 'if-none-match': '*', 'flowlink-run': run };
  const secrets = { access_token: credentialFor('TOKEN') };
  await place.workspaceRequest('PUT', '/lock', { run, holder, lease_seconds: 60 });
  await place.workspaceRequest('POST', '/runs', { id: run, mode: 'apply', holder, planned: 1 });
  const written = await place.request('PUT', '/acme', { config, secrets }, headers);
  if (!written.ok) throw new Error(await written.text());
  const counts = { done: 1, failed: 0, not_started: 0 };
  await place.workspaceRequest('PATCH', `/runs/${run}`, { outcome: 'succeeded', counts });
  await place.workspaceRequest('DELETE', `/lock?run=${run}`);
}

/** Maria edits the connection. */
export function edited(place: Workplace): Promise<void> {
  const clientId = '0changed0by0hand0000000000000000';
  return place.editByHand('acme', 'maria', (before) => ({ ...before, client_id: clientId }));
}

/** Maria makes another connection, which is not imported. */
export function madeByHand(place: Workplace): Promise<void> {
  return place.createByHand('bolt', { ...config, store_hash: 'b0lt' }, credentialFor('BOLT'), 'maria');
}

/** Sam's run holds the lock. @param token whose; without one ours */
export async function lockedBy(place: Workplace, token?: string): Promise<void> {
  const lock = { run: RUN, holder: { user: 'sam', host: 'laptop' }, lease_seconds: 600 };
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  await place.workspaceRequest('PUT', '/lock', lock, headers);
}
