// The first lines of a document: the marker by which a comment is found again, and names that must not take all the room.
import { markdown, oneLine } from './inert.ts';

/** As long as a name can be, and most addresses are. */
const MAX_NAME = 64;

/**
 * Nobody sees it, and whoever updates a comment finds it. Nothing in it could end it.
 *
 * @param subject what is reported
 */
export function marker(subject: 'plan' | 'drift', workspace: string | undefined): string {
  const name = workspace?.slice(0, MAX_NAME).replace(/[^a-z0-9_-]/gi, '?');
  return `<!-- flowlink-${subject}${name ? `: ${name}` : ''} -->`;
}

/** Text that always stands there. */
export function short(text: string): string {
  return markdown.code(oneLine(text, MAX_NAME));
}
