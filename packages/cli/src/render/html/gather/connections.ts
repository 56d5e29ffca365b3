// Gathers what is known of each connection from the parts of a report.
import type { VerifyResult } from '@flowlink/core';
import type { Change, Check } from '@flowlink/schema';
import { fieldRows } from '../../field-rows.ts';
import type { PlanReport } from '../../plan-report.ts';
import { positionText } from '../../position.ts';
import { outcomeOf, outcomeWords } from '../../verification.ts';
import type {
  ChangeData,
  CheckData,
  ConnectionData,
  FieldData,
  PageData,
  VerificationData,
} from '../page-data.ts';
import { facetsOf, tagsOf } from './facets.ts';
import { problemData } from './problems.ts';
import { pageStyle, safe, safeProse } from './safe-text.ts';
import { grantsOf, scopeColumns } from './scopes.ts';

/** Each connection that the report speaks of, once. */
export function pageData({ plan, diagnostics, verification, scopes }: PlanReport): PageData {
  const changes = new Map(plan.changes.map((change) => [change.name, change]));
  const results = new Map((verification ?? []).map((result) => [result.name, result]));
  const reviews = new Map(scopes.map((review) => [review.connection, review]));
  const problems = Map.groupBy(diagnostics, ({ connection }) => connection);
  const columns = scopeColumns(scopes, verification ?? []);

  const rest = [...new Set([...reviews.keys(), ...results.keys()])].filter((name) => !changes.has(name));
  const names = [...changes.keys(), ...rest.sort()];
  const connections = names.map((name): ConnectionData => {
    const change = changes.get(name);
    const result = results.get(name);
    const review = reviews.get(name);
    const known = {
      name: safe(name),
      ...(change ? { change: changeData(change) } : {}),
      ...(result ? { verification: verificationData(result) } : {}),
      ...(review ? { scopes: { grants: grantsOf(review, result, columns) } } : {}),
      problems: (problems.get(name) ?? []).map(problemData),
    };
    return { ...known, tags: tagsOf(known, change) };
  });
  const listed = new Set(names);
  const ofNone = diagnostics.filter(({ connection }) => connection === undefined || !listed.has(connection));
  return {
    connections,
    problems: ofNone.map(problemData),
    columns: columns.map((column) => ({ ...column, scope: safe(column.scope) })),
    facets: facetsOf(connections),
  };
}

function changeData(change: Change): ChangeData {
  return {
    action: change.action,
    reason: safeProse(change.reason),
    ...(change.from === undefined ? {} : { from: safe(change.from) }),
    position: safe(positionText(change.position)),
    fields: fieldData(change),
  };
}

function fieldData(change: Change): FieldData[] {
  return fieldRows(change, pageStyle, true).map(({ kind, path, values, note, position, field }) => ({
    kind,
    path,
    before: kind === 'add' ? '' : (values[0] ?? ''),
    after: kind === 'remove' ? '' : (values.at(-1) ?? ''),
    note,
    position,
    grave: field.forces_replacement || field.direction !== 'config',
  }));
}

function verificationData(result: VerifyResult): VerificationData {
  const outcome = outcomeOf(result);
  const overGranted = result.overGranted.map((scope) => ({
    subject: safe(scope),
    status: 'over-granted' as const,
    reason: 'The store grants it, but it is not declared.',
  }));
  return {
    outcome,
    word: outcomeWords[outcome],
    checks: [...result.checks.map(checkData), ...overGranted],
    requests: result.requests,
  };
}

function checkData({ field, item, status, reason }: Check): CheckData {
  return { subject: safe(item ?? field), status, reason: safeProse(reason ?? '') };
}
