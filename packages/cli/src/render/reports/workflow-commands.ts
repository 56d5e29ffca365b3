// Commands to the runner of GitHub Actions, which reads them from what is printed; and other texts kept from being taken for some.
import { cleanProse } from '../clean.ts';

/** One line that the runner obeys. @param properties in their order */
export function workflowCommand(
  name: string,
  properties: Readonly<Record<string, string | number>>,
  data: string,
): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${name} ${list.join(',')}::${escapeData(data)}`;
}

function escapeData(text: string): string {
  return cleanProse(text, { unicode: true }).replaceAll('%', '%25').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/**
 * What a file or the backend says is never a command: the runner takes every line for one that begins with two colons, and
 * an older form of it anywhere in a line.
 */
export function withoutCommands(text: string): string {
  return text.replaceAll(/^([^\S\n]*):(?=:)/gm, '$1: ').replaceAll('##[', '# #[');
}

/** The same for JSON, which stays the same JSON. */
export function withoutCommandsInJson(text: string): string {
  return text.replaceAll('##[', '\\u0023#[');
}
