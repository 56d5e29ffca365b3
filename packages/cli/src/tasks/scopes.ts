// Shows which scopes to choose: for actions, or for the connections of the project.
import { diagnostic, reviewProjectScopes, scopesForActions } from '@flowlink/core';
import type { Console } from '../edge/console.ts';
import { withPorts } from '../edge/ports.ts';
import { renderAdvice, renderReview } from '../render/scopes.ts';
import { noticed, present, printDocument, printFailure } from '../report.ts';
import { tidy } from './connection-questions.ts';

export interface ScopesOptions {
  readonly directory: string;
  readonly names: readonly string[];
  /** For an API account that is yet to be made. */
  readonly actions: readonly string[] | undefined;
}

/** @returns the exit code */
export function showScopes(console: Console, options: ScopesOptions): Promise<number> {
  return options.actions === undefined
    ? showForConnections(console, options)
    : showForActions(console, options.actions, options.names);
}

function showForConnections(console: Console, { directory, names }: ScopesOptions): Promise<number> {
  return withPorts(directory, async (ports) =>
    present(console, await reviewProjectScopes(ports, names), {
      json: (reviews) => ({
        connections: reviews.map(({ connection, declared, advice }) => ({ connection, declared, ...advice })),
      }),
      text: (reviews) =>
        reviews.map((review) => renderReview(review, console.style)).join('\n') ||
        'There are no connections.\n',
    }),
  );
}

async function showForActions(
  console: Console,
  actions: readonly string[],
  names: readonly string[],
): Promise<number> {
  if (names.length > 0) {
    const detail = '--actions is for an API account that is yet to be made, so no connection goes with it.';
    return printFailure(console, noticed(diagnostic('usage', { detail, fix: 'Leave out one of the two.' })));
  }
  const wanted = tidy(actions);
  const { value: advice, diagnostics } = scopesForActions(wanted);
  if (!advice) return printFailure(console, noticed(...diagnostics));
  if (console.json) printDocument(console, noticed(), { actions: wanted, choices: advice.choices });
  else console.print(renderAdvice(advice, console.style));
  return 0;
}
