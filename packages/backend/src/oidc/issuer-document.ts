// Fetches a JSON document of an issuer within limits of time and size.

/** Why there is no document; for people, and without anything that came from outside. */
export interface FetchProblem {
  readonly problem: string;
}

/** Generous: discovery documents and key sets have a few kilobytes. */
const MAX_BYTES = 256 * 1024;

/** @param timeoutMs for all of it, the body included */
export async function fetchDocument(
  url: string,
  timeoutMs: number,
): Promise<Record<string, unknown> | FetchProblem> {
  try {
    // A redirect could lead to an address that no policy names.
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      return { problem: 'it answers with a redirect, which is not followed' };
    }
    const text = await readLimited(response);
    if (!response.ok) return { problem: `it answers with status ${response.status}` };
    if (text === undefined) return { problem: `its answer has more than ${MAX_BYTES} bytes` };
    return parseMap(text) ?? { problem: 'its answer is not a JSON document' };
  } catch (error) {
    return { problem: reasonOf(error) };
  }
}

async function readLimited(response: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    // Leaving the loop cancels the rest.
    if (size > MAX_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseMap(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'it does not answer in time';
  const { code } = ((error as Error | undefined)?.cause ?? {}) as { code?: unknown };
  return `the connection failed${typeof code === 'string' ? ` (${code})` : ''}`;
}
