// What keeps a store from being asked, with cause and cure; none of it says that a connection is declared wrongly.
import type { Finding, Reply } from '../../platform.ts';

/** A problem that concerns the connection as a whole. */
export type Trouble = Omit<Finding, 'path'>;

const CHECK_ADDRESS =
  'Check BIGCOMMERCE_API_URL, and whether a proxy or firewall on the way answers in BigCommerce’s place.';

export const trouble = {
  silence(reply: Extract<Reply, { error: 'timeout' | 'unreachable' }>): Trouble {
    return reply.error === 'timeout'
      ? {
          code: 'verify-timeout',
          detail: `BigCommerce’s API did not answer within ${reply.seconds} seconds, nor when it was asked again.`,
          fix: 'Try again; if it stays silent, look at status.bigcommerce.com and at the proxy on the way.',
        }
      : {
          code: 'verify-unreachable',
          detail: `BigCommerce’s API could not be reached: ${reply.reason}.`,
          fix: 'Check the network, the proxy and BIGCOMMERCE_API_URL.',
        };
  },
  rateLimited: (): Trouble => ({
    code: 'verify-rate-limited',
    detail:
      'The store’s quota of requests stayed used up for as long as is worth waiting (429). All apps of a store share it.',
    fix: 'Try again later, or find out which app of the store sends so many requests.',
  }),
  overloaded: (): Trouble => ({
    code: 'verify-rate-limited',
    detail:
      'BigCommerce kept refusing requests as too many (429) without naming a quota, as it does when its platform is under load.',
    fix: 'Try again later; status.bigcommerce.com tells of disturbances.',
  }),
  planLimit: (): Trouble => ({
    code: 'verify-plan-limit',
    detail: 'The store has reached a limit of its BigCommerce plan (507).',
    fix: 'Have the merchant free what the plan limits, or change to a larger plan.',
  }),
  unavailable: (status: number): Trouble => ({
    code: 'verify-unavailable',
    detail:
      status === 503
        ? 'The store is down (503): it is in maintenance, or suspended, or its bill is not paid.'
        : `BigCommerce failed to answer (${status}).`,
    fix: 'Look at the store’s control panel and at status.bigcommerce.com, then try again.',
  }),
  redirected: (status: number): Trouble => ({
    code: 'verify-redirected',
    detail: `The request was redirected (${status}), which BigCommerce does when an address has http for https or a “www.” too many. The redirect was not followed, because the token would go with it.`,
    fix: 'Set BIGCOMMERCE_API_URL to the final address; BigCommerce’s own is https://api.bigcommerce.com.',
  }),
  page: (status: number): Trouble => ({
    code: 'verify-not-bigcommerce',
    detail: `A web page came back (${status}) where BigCommerce’s API answers with JSON.`,
    fix: CHECK_ADDRESS,
  }),
  notJson: (): Trouble => ({
    code: 'verify-not-bigcommerce',
    detail: 'What came back is not the JSON that BigCommerce’s API answers with.',
    fix: CHECK_ADDRESS,
  }),
  unexpected: (status: number): Trouble => ({
    code: 'verify-not-bigcommerce',
    detail: `The answer has the status ${status}, which BigCommerce’s API does not give to such a request.`,
    fix: CHECK_ADDRESS,
  }),
};
