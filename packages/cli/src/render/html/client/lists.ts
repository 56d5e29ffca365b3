// The four lists of the page, each with what it shows of the connections that pass the filter.
import { gravestFirst } from '../../severity.ts';
import { dataRow } from '../markup/data-table.ts';
import { problemCard } from '../markup/problem.ts';
import { changeRow, verificationHeads, verificationRow } from '../markup/rows.ts';
import type { ConnectionData, PageData, ProblemData } from '../page-data.ts';
import type { View } from '../view-state.ts';
import { GrowingList } from './growing-list.ts';
import { MatrixWindow } from './matrix-window.ts';
import { find } from './nodes.ts';

export interface List {
  /** What it shows of these connections. */
  readonly count: (connections: readonly ConnectionData[], isFiltered: boolean) => number;
  readonly show: (connections: readonly ConnectionData[], isFiltered: boolean) => void;
  /** One of them, and several. */
  readonly noun: readonly [string, string];
  /** What is said if there is nothing, filter or not. */
  readonly empty: string;
}

const hasChange = ({ change }: ConnectionData) => change !== undefined;
const hasScopes = ({ scopes }: ConnectionData) => scopes !== undefined;
const hasVerification = ({ verification }: ConnectionData) => verification !== undefined;

/** Problems of no connection pass no filter. */
function problemsOf(
  data: PageData,
  connections: readonly ConnectionData[],
  isFiltered: boolean,
): ProblemData[] {
  return gravestFirst([
    ...(isFiltered ? [] : data.problems),
    ...connections.flatMap(({ problems }) => problems),
  ]);
}

/** What each list counts, without a document. */
export function countsOf(data: PageData): Record<View, number> {
  const { connections } = data;
  return {
    changes: connections.filter(hasChange).length,
    scopes: connections.filter(hasScopes).length,
    verification: connections.filter(hasVerification).length,
    problems: problemsOf(data, connections, false).length,
  };
}

/** @param data whose markup is in the document */
export function makeLists(data: PageData): Record<View, List> {
  const part = <T extends HTMLElement>(view: View, selector: string) => find<T>(`#view-${view} ${selector}`);
  const moreOf = (view: View) => part<HTMLButtonElement>(view, '.more');

  const changes = new GrowingList(part('changes', '.rows'), moreOf('changes'), changeRow);
  const matrix = new MatrixWindow(part('scopes', '.scroller'), data.columns);
  const verification = new GrowingList(
    part('verification', 'tbody'),
    moreOf('verification'),
    (connection: ConnectionData) => dataRow(verificationHeads, verificationRow(connection)),
  );
  const problems = new GrowingList(part('problems', '.problems'), moreOf('problems'), problemCard);

  const ofConnections = (
    passes: (connection: ConnectionData) => boolean,
    show: (connections: readonly ConnectionData[]) => void,
    empty: string,
  ): List => ({
    count: (connections) => connections.filter(passes).length,
    show: (connections) => show(connections.filter(passes)),
    noun: ['connection', 'connections'],
    empty,
  });
  return {
    changes: ofConnections(hasChange, (shown) => changes.show(shown), 'The plan has no changes.'),
    scopes: ofConnections(hasScopes, (shown) => matrix.show(shown), 'Nothing is known of scopes.'),
    verification: ofConnections(
      hasVerification,
      (shown) => verification.show(shown),
      'The stores were not asked. `flowlink plan --verify` asks them.',
    ),
    problems: {
      count: (connections, isFiltered) => problemsOf(data, connections, isFiltered).length,
      show: (connections, isFiltered) => problems.show(problemsOf(data, connections, isFiltered)),
      noun: ['problem', 'problems'],
      empty: 'There are no problems.',
    },
  };
}
