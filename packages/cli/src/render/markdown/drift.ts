// Drift in GitHub's Markdown, for an issue or a job's summary: what others changed first, and never too long.
import type { Drift, DriftedConnection, DriftedField, Sources } from '@flowlink/core';
import type { Diagnostic, Direction } from '@flowlink/schema';
import { count } from '../count.ts';
import { aheadText, deedText, describeField, driftText, noDrift, notesOn } from '../drift-words.ts';
import type { PlanFailure } from '../plan-report.ts';
import { placeText } from '../position.ts';
import { makeStyle } from '../style.ts';
import { failureDraft } from './failure.ts';
import { type Draft, type Entry, fitInto, type Limit } from './fit.ts';
import { marker, short } from './head.ts';
import { type Dialect, html, markdown, prose } from './inert.ts';
import { problemEntries } from './problems.ts';

/** What was compared, and what was noticed on the way. */
export interface DriftReport {
  readonly drift: Drift;
  /** With lines and columns. */
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: Sources;
}

/** Lines are not laid out in columns here. */
const STYLE = makeStyle({ colour: false, unicode: true, width: Number.POSITIVE_INFINITY });

/** The drift, or why nothing could be compared. @param limit at least `MIN_LIMIT` */
export function renderDriftMarkdown(outcome: DriftReport | PlanFailure, limit: Limit): string {
  return fitInto('drift' in outcome ? draftOf(outcome) : failureDraft('drift', outcome), limit);
}

function draftOf({ drift, diagnostics, sources }: DriftReport): Draft {
  const { connections, workspace, backendUrl, compared } = drift;
  const [drifted, ahead] = [true, false].map((wanted) =>
    connections.filter(({ isDrift }) => isDrift === wanted),
  );
  const entries = (some: readonly DriftedConnection[] = []) =>
    some
      .toSorted((a, b) => Number(hasConflict(b)) - Number(hasConflict(a)))
      .map((connection) => entryOf(connection, sources));
  return {
    head: [
      marker('drift', workspace),
      `### ${connections.length === 0 ? noDrift(drift) : driftText(drift)}`,
      `Compared ${count(compared, 'connection')} with workspace ${short(workspace)} on ${short(backendUrl)}.`,
    ].join('\n\n'),
    sections: [
      { heading: '#### Changed on the backend', entries: entries(drifted) },
      { heading: '#### Warnings', entries: problemEntries(diagnostics) },
      { heading: '#### Not applied yet', entries: entries(ahead) },
    ],
    foot: prose(aheadText(drift), markdown),
    elsewhere: '`flowlink drift` shows everything.',
  };
}

function hasConflict({ fields }: DriftedConnection): boolean {
  return fields.some(({ direction }) => direction === 'conflict');
}

function entryOf(connection: DriftedConnection, sources: Sources): Entry {
  return {
    kind: connection.isDrift ? 'changed on the backend' : 'not applied yet',
    number: 1,
    brief: headline(connection, markdown),
    full: () => {
      if (connection.fields.length === 0) return undefined;
      const start = `<details open><summary>${headline(connection, html)}</summary>`;
      const rows = connection.fields.map((field) => fieldRow(field, sources));
      return [start, rows.join('\n'), '</details>'].join('\n\n');
    },
  };
}

const words: Readonly<Record<Direction, string>> = {
  backend: 'changed on the backend',
  conflict: 'changed on both sides',
  config: 'not applied yet',
};

function headline(connection: DriftedConnection, dialect: Dialect): string {
  const fields = (['conflict', 'backend', 'config'] as const).flatMap((direction) => {
    const number = connection.fields.filter((field) => field.direction === direction).length;
    return number === 0 ? [] : [`${count(number, 'field')} ${words[direction]}`];
  });
  const notes = notesOn(connection).map(([, text]) => prose(text, dialect));
  return `${dialect.code(connection.name)}: ${[...notes, ...fields].join(', ')}`;
}

function fieldRow(field: DriftedField, sources: Sources): string {
  const { path, values } = describeField(field, STYLE);
  const told = values.map(markdown.code).join(', ');
  const notes = [
    words[field.direction],
    ...(field.edited ? [prose(deedText(field.edited), markdown)] : []),
    markdown.code(placeText(field.place, sources)),
  ];
  return `- ${markdown.code(path)}: ${told} (${notes.join(', ')})`;
}
