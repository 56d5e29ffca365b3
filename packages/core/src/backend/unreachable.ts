// What is said when no answer came, by what stands in the way.
import { type Diagnostic, diagnostic, type Occurrence } from '../diagnostics/diagnostic.ts';
import type { Obstacle } from './transport.ts';

const CHECK_NAME = 'Check backend.url (or FLOWLINK_URL)';

/** @param origin where the request went @param about the place that is to blame */
export function describeUnreachable(
  origin: string,
  { reason, obstacle }: { readonly reason: string; readonly obstacle?: Obstacle },
  about: Partial<Occurrence>,
): Diagnostic {
  switch (obstacle) {
    case 'tls':
      return diagnostic('backend-tls', {
        ...about,
        detail: `There is no secure connection to ${origin}: ${reason}.`,
        fix: `${CHECK_NAME}. If it is right, whoever runs the backend has to look at its certificate and its TLS.`,
      });
    case 'proxy':
      return diagnostic('backend-proxy', {
        ...about,
        detail: `No request gets through to ${origin}: ${reason}.`,
        fix: 'Check HTTPS_PROXY, and name the host in NO_PROXY if it is reached without a proxy.',
      });
    case 'answer':
      return diagnostic('backend-not-flowlink', {
        ...about,
        detail: `${origin} does not answer as a FlowLink backend does: ${reason}.`,
        fix: `${CHECK_NAME}: it may name another program.`,
      });
    default:
      return diagnostic('backend-unreachable', {
        ...about,
        detail: `${origin} cannot be reached: ${reason}.`,
        fix: `${CHECK_NAME}, the network, and that the backend runs.`,
      });
  }
}
