// Sends bytes to a server and reads what comes back, whatever either of the two is.
import { connect } from 'node:net';

/** How long to wait for an answer before the sending side is closed: a request may be incomplete. */
const PATIENCE_MS = 150;
/** After that the server must have answered or closed the connection. */
const DEADLINE_MS = 8000;

export interface RawAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** @returns the first answer; undefined if the server closed the connection without one */
export function sendRaw(port: number, bytes: Buffer): Promise<RawAnswer | undefined> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    let received = Buffer.alloc(0);
    const settle = () => {
      clearTimeout(patience);
      clearTimeout(deadline);
      socket.destroy();
      resolve(answerIn(received));
    };
    const patience = setTimeout(() => socket.end(), PATIENCE_MS);
    const deadline = setTimeout(() => {
      socket.destroy();
      reject(new Error('no answer, and the connection stays open'));
    }, DEADLINE_MS);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (answerIn(received)) settle();
    });
    socket.on('end', settle);
    socket.on('close', settle);
    // Reset by the server, which may not want to read all of it.
    socket.on('error', settle);
    socket.write(bytes);
  });
}

function answerIn(received: Buffer): RawAnswer | undefined {
  const text = received.toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const [first = '', ...lines] = text.slice(0, end).split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1]);
  if (status < 200) return answerIn(received.subarray(end + 4));
  const headers = new Map(
    lines.map((line) => [line.split(':')[0]?.toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const length = Number(headers.get('content-length') ?? 0);
  if (received.length < end + 4 + length) return undefined;
  const body = received.subarray(end + 4, end + 4 + length).toString('utf8');
  return { status, type: headers.get('content-type') ?? '', body };
}
