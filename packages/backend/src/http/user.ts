// Reads who makes a direct edit, as the client says, from the header FlowLink-User.
import type { Refusal } from '../refusal.ts';

/** In characters, as everywhere in the contract. */
const MAX_LENGTH = 256;

/** @param header percent-encoded, for headers carry ASCII only @returns no user without the header */
export function readUser(header: string | undefined): { readonly user?: string } | Refusal {
  if (header === undefined) return {};
  const user = decode(header);
  // Whoever reads the audit trail reads it in a terminal, too.
  if (user !== undefined && [...user].length <= MAX_LENGTH && !/\p{Cc}/u.test(user)) return { user };
  return {
    refused: 'invalid_request',
    detail: `FlowLink-User holds at most ${MAX_LENGTH} characters in UTF-8, none of them a control character, percent-encoded.`,
  };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
