// Asks the person at the terminal.
import { createInterface } from 'node:readline';

/** The answer; undefined after Ctrl-C or Ctrl-D. */
export function ask(question: string): Promise<string | undefined> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  return new Promise((resolve) => {
    terminal.once('close', () => resolve(undefined));
    terminal.question(question, (answer) => {
      resolve(answer.trim());
      terminal.close();
    });
  });
}
