// Cursors: where the next page starts, opaque to clients.

/** @param kind what the value is, so that a cursor of another list is not taken for one of this */
export function encodeCursor(kind: string, value: string): string {
  return Buffer.from(JSON.stringify([kind, value])).toString('base64url');
}

/** The value; undefined without a cursor, null if it is not one of this kind. */
export function decodeCursor(cursor: unknown, kind: string): string | undefined | null {
  if (cursor === undefined) return undefined;
  try {
    const [found, value] = JSON.parse(Buffer.from(String(cursor), 'base64url').toString('utf8')) as unknown[];
    return found === kind && typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}
