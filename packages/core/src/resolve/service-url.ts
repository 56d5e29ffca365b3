// Checks the address of a server that is to receive credentials.

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** What is wrong with an address. `insecure`: credentials would travel readable. */
export interface UrlProblem {
  readonly insecure: boolean;
  readonly detail: string;
  readonly fix: string;
}

/** Whether nobody in between can read what is sent there. */
export function isPrivate({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
}

/** https everywhere, plain http on this machine only, and nothing but scheme, host and path. */
export function serviceUrlProblem(text: string): UrlProblem | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash) {
    return {
      insecure: false,
      detail: 'It must be an http or https address without user, query or fragment.',
      fix: 'It could be “https://flowlink.example.com”.',
    };
  }
  if (isPrivate(url)) return undefined;
  return {
    insecure: true,
    detail: `${url.origin} would carry tokens readable over the network. Plain http is only for a server on this machine.`,
    fix: `Use https://${url.host}.`,
  };
}
