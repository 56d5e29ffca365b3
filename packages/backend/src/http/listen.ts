// Starts to listen, or says in a sentence why that cannot be.
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { StartError } from '../store/open-store.ts';

/** @param flag that gives the port, for people @returns the address. Throws a `StartError` if it cannot be used */
export async function listen(
  app: FastifyInstance,
  host: string,
  port: number,
  flag: string,
): Promise<string> {
  const name = host.includes(':') ? `[${host}]` : host;
  try {
    await app.listen({ port, host });
  } catch (error) {
    await app.close();
    const { code = '' } = error as NodeJS.ErrnoException;
    const reason = reasons[code] ?? `the system says ${code || 'nothing more'}`;
    throw new StartError(`It cannot listen on ${name}:${port}: ${reason.replace('FLAG', flag)}.`);
  }
  return `http://${name}:${(app.server.address() as AddressInfo).port}`;
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is in use by another program; choose another one with FLAG',
  EACCES: 'this user may not use the port; choose one above 1023 with FLAG',
  EADDRNOTAVAIL: 'the address is not one of this machine; choose another one with --host',
  EAFNOSUPPORT: 'this machine does not have addresses of this kind; choose another one with --host',
  ENOTFOUND: 'the name of the host is not known; choose another one with --host',
  EAI_AGAIN: 'the name of the host cannot be resolved now',
  EINVAL: 'the address cannot be listened on; choose another one with --host',
};
