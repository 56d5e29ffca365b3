// Reports to make pages of: an ordinary one, a big one, and one that attacks its reader wherever it can.
import { type ScopeReview, scopesForActions, type VerifyResult } from '@flowlink/core';
import type { Change, Check, Diagnostic } from '@flowlink/schema';
import type { PlanReport } from '../src/render/plan-report.ts';
import { created, destroyed, everything, planOf, replaced, updated } from './plans.ts';
import { contradicted, interrupted, open, resultOf, unreachable } from './verifications.ts';

const advice = scopesForActions(['get_orders', 'set_inventory']).value;
if (!advice) throw new Error('the actions are unknown');

/** A review of scopes; only what is missing and in excess differs from the advice for two actions. */
function reviewOf(
  connection: string,
  declared: readonly string[],
  missing: readonly string[] = [],
  excess: ScopeReview['advice']['excess'] = [],
): ScopeReview {
  return { connection, declared, advice: { ...advice, missing, excess } as ScopeReview['advice'] };
}

const fitting = ['store_v2_information_read_only', 'store_v2_orders_read_only', 'store_v2_products'];

const missingScope: Diagnostic = {
  code: 'missing-scope',
  severity: 'error',
  summary: 'a workflow needs a scope that is not declared',
  detail: '“acme-eu” lacks the scope store_v2_products.',
  documentation: 'https://docs.example.com/errors#missing-scope',
  fix: 'If the API account has the scope, add it to `scopes`.',
  connection: 'acme-eu',
  location: { file: 'connections/eu.yaml', line: 9, column: 5, end_line: 9, end_column: 20 },
  related: [
    {
      message: 'set_inventory needs store_v2_products',
      location: { file: 'connections/eu.yaml', line: 12, column: 3, end_line: 12, end_column: 9 },
    },
  ],
};

const warning: Diagnostic = {
  code: 'excess-scope',
  severity: 'warning',
  summary: 'more scopes are declared than are needed',
  detail: 'The project has more than it needs.',
  documentation: 'https://docs.example.com/errors#excess-scope',
};

/** One of everything that can happen. */
export const ordinary: PlanReport = {
  plan: everything,
  diagnostics: [missingScope, warning],
  verification: [contradicted, open, unreachable, interrupted],
  scopes: [
    reviewOf('acme-us', fitting),
    reviewOf('acme-eu', fitting.slice(0, 2), ['store_v2_products']),
    reviewOf('acme-uk', [...fitting, 'store_v2_customers'], [], [{ scope: 'store_v2_customers' }]),
    reviewOf(
      'acme-quiet',
      [...fitting.slice(0, 1), 'store_v2_orders', 'store_v2_products'],
      [],
      [{ scope: 'store_v2_orders', instead: 'store_v2_orders_read_only' }],
    ),
  ],
};

const allScopes = [
  'cart',
  'channel_settings',
  'channel_listings',
  'checkout',
  'content_checkout',
  'inventory',
  'locations',
  'sites',
  'translations',
  'v2_content',
  'v2_customers',
  'v2_information',
  'v2_marketing',
  'v2_orders',
  'v2_products',
].flatMap((name) => [`store_${name}_read_only`, `store_${name}`]);

/** As many connections as that, with thirty scopes. Every tenth is destroyed; every hundredth has drifted. */
export function bigReport(size: number): PlanReport {
  const names = Array.from({ length: size }, (_, index) => `shop-${String(index).padStart(4, '0')}`);
  const changes = names.map((name, index): Change => {
    const model = index % 10 === 0 ? destroyed : index % 100 === 7 ? updated : created;
    return { ...model, name, fields: model.fields.map((field) => renamed(field, name)) };
  });
  return {
    plan: planOf(changes),
    diagnostics: [{ ...missingScope, connection: 'shop-0001' }],
    verification: names
      .filter((_, index) => index % 10 !== 0)
      .map((name, index) =>
        index % 500 === 0 ? { ...contradicted, name, overGranted: ['store_cart'] } : resultOf(name),
      ),
    scopes: names.map((name, index) => {
      const declared = allScopes.filter((_, scope) => (scope + index) % 3 !== 0);
      const extra = declared.slice(0, index % 4).map((scope) => ({ scope }));
      return reviewOf(name, declared, index % 50 === 0 ? allScopes.slice(-1) : [], extra);
    }),
  };
}

function renamed(field: Change['fields'][number], name: string): Change['fields'][number] {
  return field.path[0] === 'store_url' && field.after !== undefined
    ? { ...field, after: `https://${name}.mybigcommerce.com` }
    : field;
}

/** Whatever might run, load, reorder or end something, in one text. */
export const ATTACK =
  '</script><script>window.owned=1;alert(1)</script><!--<script>--><img src=http://evil.invalid/x onerror="window.owned=1"><style>*{display:none}</style>"\'`${1}&lt;\u2028\u2029\u202Egnp.exe\u0000\u001B[2J\u200B\uD800<svg/onload=alert(1)>javascript:alert(1)';

/** The attack in every field that is text. */
export const attacking: PlanReport = {
  plan: {
    ...planOf([attackedChange(created), attackedChange(updated), attackedChange(replaced)]),
    workspace: ATTACK,
    backend_url: `javascript:${ATTACK}`,
    tool_version: ATTACK,
    created_at: ATTACK,
    targets: [ATTACK],
  },
  diagnostics: [
    attackedProblem('error', `${ATTACK}${created.name}`),
    attackedProblem('warning', `${ATTACK}nobody`),
    attackedProblem('error', undefined),
  ],
  verification: [created, updated].map(({ name }) => attackedResult(`${ATTACK}${name}`)),
  scopes: [created, updated].map(({ name }) =>
    reviewOf(`${ATTACK}${name}`, [ATTACK, ...fitting], [`${ATTACK}2`], [{ scope: ATTACK, instead: ATTACK }]),
  ),
};

function attackedChange(change: Change): Change {
  const position = { file: ATTACK, line: 1, column: 1 };
  return {
    ...change,
    name: `${ATTACK}${change.name}`,
    from: ATTACK,
    reason: ATTACK,
    position,
    secrets: { access_token: { env: ATTACK, fingerprint: 'f'.repeat(64), write: true } },
    fields: change.fields.map((field) => ({
      ...field,
      path: field.sensitive ? field.path : [...field.path, ATTACK],
      ...(field.before === undefined ? {} : { before: ATTACK }),
      ...(field.after === undefined ? {} : { after: ATTACK }),
      position,
    })),
  };
}

function attackedProblem(severity: Diagnostic['severity'], connection: string | undefined): Diagnostic {
  const location = { file: ATTACK, line: 1, column: 1, end_line: 1, end_column: 2 };
  return {
    code: ATTACK,
    severity,
    summary: ATTACK,
    detail: ATTACK,
    documentation: ATTACK,
    fix: ATTACK,
    ...(connection === undefined ? {} : { connection }),
    location,
    related: [{ message: ATTACK, location }],
  };
}

function attackedResult(name: string): VerifyResult {
  const check: Check = { field: ATTACK, item: ATTACK, status: 'contradicted', reason: ATTACK };
  const scope: Check = { field: 'scopes', item: ATTACK, status: 'verified' };
  return resultOf(name, { status: 'failed', checks: [check, scope], overGranted: [`${ATTACK}3`] });
}
