// Sends requests to the backend, as plainly as undici does.
import { Agent, request } from 'undici';

const { FLOWLINK_URL: url, FLOWLINK_TOKEN: token, FLOWLINK_WORKSPACE: workspace } = process.env;
const dispatcher = new Agent({ connections: 64, pipelining: 1 });

/** @param body is sent as JSON @returns what is answered, as data */
export async function send(method, path, body, headers) {
  const { statusCode, body: answer } = await request(`${url}/v1/workspaces/${workspace}${path}`, {
    dispatcher,
    method,
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await answer.text();
  if (statusCode >= 300) throw new Error(`${statusCode} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

/** All connections of the workspace. */
export async function list() {
  const all = [];
  for (let cursor = ''; cursor !== null; ) {
    const page = await send('GET', `/connections?limit=1000${cursor === '' ? '' : `&cursor=${cursor}`}`);
    all.push(...page.connections);
    cursor = page.next_cursor;
  }
  return all;
}

export const close = () => dispatcher.destroy();
