// Asks the runner of GitHub Actions for an ID token of the job.
import type { Clock } from '../clock.ts';
import { Gate } from './gate.ts';
import type { Result, Revealable } from './port.ts';
import { sendPatiently } from './retry.ts';
import type { Transport } from './transport.ts';

export interface IdTokenRequest {
  /** From ACTIONS_ID_TOKEN_REQUEST_URL, with the query that it has. */
  readonly requestUrl: string;
  readonly requestToken: Revealable;
  /** Who is to accept the ID token. */
  readonly audience: string;
  readonly transport: Transport;
  readonly clock: Clock;
  /** Sent as User-Agent. */
  readonly toolVersion: string;
}

export async function githubIdToken(request: IdTokenRequest): Promise<Result<Revealable>> {
  const { requestUrl, requestToken, audience, transport, clock, toolVersion } = request;
  const address = new URL(requestUrl);
  address.searchParams.set('audience', audience);
  const headers = {
    authorization: `Bearer ${requestToken.reveal()}`,
    accept: 'application/json',
    'user-agent': `flowlink/${toolVersion}`,
  };
  const patience = { transport, clock, gate: new Gate(clock) };
  const answer = await sendPatiently({ method: 'GET', url: address.href, headers }, patience);
  const failed = (reason: string): Result<never> => ({
    ok: false,
    failure: { kind: 'id-token', url: address.origin, reason },
  });
  if ('error' in answer) {
    return failed(
      answer.error === 'timeout' ? `it did not answer within ${answer.seconds} seconds` : answer.reason,
    );
  }
  if (answer.status !== 200) return failed(`it answered with status ${answer.status}`);
  const value = idTokenIn(answer.body);
  return value === undefined
    ? failed('its answer holds no ID token')
    : { ok: true, value: { reveal: () => value } };
}

function idTokenIn(body: string): string | undefined {
  try {
    const { value } = JSON.parse(body) as { value?: unknown };
    return typeof value === 'string' && value !== '' ? value : undefined;
  } catch {
    return undefined;
  }
}
