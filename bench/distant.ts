// Stands between a program and the backend as a network does: takes its time in each direction, and counts the requests.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Distance {
  readonly url: string;
  /** How many requests passed since it was last asked. */
  requests(): number;
  close(): void;
}

const REQUEST = /^(?:GET|PUT|POST|PATCH|DELETE) \S+ HTTP\/1\.1\r\n/;

/** @param roundTripMs what each exchange takes longer, and each new connection once more, as TCP's does */
export async function distant(backend: string, roundTripMs: number): Promise<Distance> {
  const { hostname, port } = new URL(backend);
  const sockets = new Set<Socket>();
  let count = 0;
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ host: hostname, port: Number(port), noDelay: true });
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
    }
    const opened = performance.now() + roundTripMs;
    near.on('data', (chunk) => {
      // A request begins a chunk: clients wait for an answer before they send the next one on a connection.
      if (REQUEST.test(chunk.toString('latin1', 0, 2000))) count++;
      const handshake = Math.max(opened - performance.now(), 0);
      after(handshake + roundTripMs / 2, () => far.write(chunk));
    });
    far.on('data', (chunk) => after(roundTripMs / 2, () => near.write(chunk)));
    near.on('end', () => after(roundTripMs / 2, () => far.end()));
    far.on('end', () => after(roundTripMs / 2, () => near.end()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests() {
      const passed = count;
      count = 0;
      return passed;
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function after(ms: number, act: () => void): void {
  if (ms > 0) setTimeout(act, ms);
  else act();
}
