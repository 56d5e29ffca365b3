// The completion scripts, as this package ships them.
import { readFile } from 'node:fs/promises';

/** @param file its name in the package @returns its text */
export function readCompletionFile(file: string): Promise<string> {
  return readFile(new URL(`../../completion/${file}`, import.meta.url), 'utf8');
}

/** The path of the user's own shell, if the environment says. */
export function processShell(): string | undefined {
  return process.env.SHELL;
}
