// Stands before every backend that tests start, passes everything on as it is, and holds it against the contract.
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { violations } from './contract.ts';

export interface Recorder {
  readonly url: string;
  close(): void;
}

const found: string[] = [];

/** What did not conform since this was asked last, in this process. */
export function takeViolations(): string[] {
  return found.splice(0);
}

/** What is broken off at one end is broken off at the other, and not judged. */
export async function record(backend: string): Promise<Recorder> {
  const { hostname, port } = new URL(backend);
  const agent = new Agent({ keepAlive: true });

  const passOn = (theirs: IncomingMessage, ours: ServerResponse) => {
    const { method = '', url: path = '', headers, rawHeaders } = theirs;
    const asked = collect(theirs);
    const onward = request({ agent, hostname, port, method, path, headers: rawHeaders, setHost: false });
    onward.on('error', () => ours.destroy());
    ours.on('close', () => {
      if (!ours.writableFinished) onward.destroy();
    });
    onward.on('response', (answer) => {
      const answered = collect(answer);
      const { statusCode: status = 0 } = answer;
      ours.writeHead(status, answer.rawHeaders);
      answer.on('error', () => ours.destroy());
      answer.on('end', () => {
        const response = { headers: answer.headers, body: answered() };
        found.push(...violations({ method, path, request: { headers, body: asked() }, status, response }));
      });
      answer.pipe(ours);
    });
    theirs.pipe(onward);
  };

  const server = createServer(passOn);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
      agent.destroy();
    },
  };
}

function collect(stream: IncomingMessage): () => Buffer {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => void chunks.push(chunk));
  return () => Buffer.concat(chunks);
}
