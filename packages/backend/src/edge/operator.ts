// Who types the commands, for the audit trail.
import { userInfo } from 'node:os';
import type { Actor } from '@flowlink/schema';
import { OWN_NAME } from '../tokens/issue-token.ts';

/** The user that the operating system knows; containers often know none. */
export function operator(): Actor {
  try {
    return { token: OWN_NAME, user: userInfo().username };
  } catch {
    return { token: OWN_NAME };
  }
}
