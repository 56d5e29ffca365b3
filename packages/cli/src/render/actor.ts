// Who did something, as people read it.
import type { Actor } from '@flowlink/schema';

/** The person or CI job if it is known, and the token. */
export function actorText({ token, user }: Actor): string {
  return user === undefined ? `token ${token}` : `${user} (token ${token})`;
}
