// A server in the place of GitLab, with the notes of one merge request, as far as our pipeline asks it.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Note {
  readonly id: number;
  readonly author: { readonly id: number };
  body: string;
}

export interface FakeGitLab {
  /** As CI_API_V4_URL has it. */
  readonly url: string;
  readonly notes: Note[];
  /** Every request, as method and path. */
  readonly calls: string[];
  close(): Promise<void>;
}

/** The user whose token it accepts. */
const OWN_ID = 9;

/** @param path of the notes, below the address of the API */
export async function startFakeGitLab(token: string, path: string): Promise<FakeGitLab> {
  const notes: Note[] = [];
  const calls: string[] = [];
  const server = createServer(async (request, response) => {
    const { method = '', url = '' } = request;
    const { pathname, searchParams } = new URL(url, 'http://gitlab');
    calls.push(`${method} ${pathname}`);
    const { status, content } = respond(method, pathname, searchParams, await read(request), request);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(content));
  });

  function respond(
    method: string,
    pathname: string,
    query: URLSearchParams,
    body: string,
    { headers }: IncomingMessage,
  ): { status: number; content: unknown } {
    if (headers['private-token'] !== token) return { status: 401, content: { message: '401 Unauthorized' } };
    if (pathname === '/api/v4/user') return { status: 200, content: { id: OWN_ID } };
    const [rest] = pathname.split(`/api/v4/${path}`).slice(1);
    if (rest === undefined) return { status: 404, content: { message: '404 Not Found' } };
    if (method === 'GET') {
      const size = Number(query.get('per_page'));
      const start = (Number(query.get('page')) - 1) * size;
      return { status: 200, content: notes.slice(start, start + size) };
    }
    const fields = JSON.parse(body) as { body: string };
    if (method === 'PUT') {
      const note = notes.find(({ id }) => `/${id}` === rest);
      return note ? { status: 200, content: Object.assign(note, fields) } : { status: 404, content: {} };
    }
    const note = { id: notes.length + 1, author: { id: OWN_ID }, ...fields };
    notes.push(note);
    return { status: 201, content: note };
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/api/v4`,
    notes,
    calls,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}
