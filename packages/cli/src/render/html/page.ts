// A plan as one page that needs nothing else: no network, no other file, and without its script it still reads well.
import { createHash } from 'node:crypto';
import { script, style } from '#page-assets';
import type { PlanReport } from '../plan-report.ts';
import { gravestFirst } from '../severity.ts';
import { dataBlock } from './data-block.ts';
import { pageData } from './gather/connections.ts';
import { connectionArticle } from './markup/connection.ts';
import { type Element, el, type Markup } from './markup/element.ts';
import { numberText } from './markup/numbers.ts';
import { printMarkup } from './markup/print-markup.ts';
import { problemCard } from './markup/problem.ts';
import type { PageData } from './page-data.ts';
import { pageSummary, pageTitle } from './page-summary.ts';

/** So many changes and problems are there without a script; the page must stay quick to open. */
const STATIC_LIMIT = 200;

const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="4" fill="#2459a8"/><path d="M4 8h8M8 4v8" stroke="#fff" stroke-width="2"/></svg>',
)}`;

/** The whole document. The same report gives the same page. */
export function renderHtml(report: PlanReport): string {
  const data = pageData(report);
  const title = pageTitle(report);
  const head = printMarkup([
    el('meta', { charset: 'utf-8' }),
    el('meta', { 'http-equiv': 'Content-Security-Policy', content: securityPolicy() }),
    el('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    el('meta', { name: 'color-scheme', content: 'light dark' }),
    el('meta', { name: 'referrer', content: 'no-referrer' }),
    el('meta', { name: 'robots', content: 'noindex' }),
    el('title', {}, title),
    el('link', { rel: 'icon', href: ICON }),
  ]);
  const body = printMarkup([
    el('a', { class: 'skip', href: '#main' }, 'Skip to the plan'),
    el('header', { class: 'masthead' }, el('p', { class: 'brand' }, 'flowlink')),
    el(
      'main',
      { id: 'main', tabindex: -1 },
      pageSummary(report),
      el('div', { id: 'app', hidden: true }),
      staticChanges(data),
      staticProblems(data),
    ),
    el(
      'footer',
      {},
      el('p', {}, 'This page holds names of variables and no secret. It asks nothing of any network.'),
    ),
  ]);
  return `<!DOCTYPE html>
<html lang="en">
<head>
${head}
<style>${style}</style>
<script>${script}</script>
</head>
<body>
${body}
<script type="application/json" id="data">${dataBlock(data)}</script>
</body>
</html>
`;
}

/** Only this style and this script run, nothing is fetched, and nothing makes elements out of text. */
function securityPolicy(): string {
  return [
    "default-src 'none'",
    `style-src '${hashOf(style)}'`,
    `script-src '${hashOf(script)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** The changes in full, for paper and for readers without the script. */
function staticChanges({ connections, columns }: PageData): Element {
  const changed = connections.filter(({ change }) => change !== undefined);
  return el(
    'section',
    { id: 'changes', class: 'static', 'aria-labelledby': 'changes-heading' },
    el('h2', { id: 'changes-heading' }, 'Changes'),
    changed.length === 0 ? el('p', {}, 'There are none.') : '',
    changed
      .slice(0, STATIC_LIMIT)
      .map((connection, index) => connectionArticle(connection, columns, `static-${index}`)),
    tooMany(changed.length, 'changes'),
  );
}

function staticProblems({ connections, problems }: PageData): Markup {
  const all = gravestFirst([...problems, ...connections.flatMap((connection) => connection.problems)]);
  if (all.length === 0) return '';
  return el(
    'section',
    { id: 'problems', class: 'static', 'aria-labelledby': 'problems-heading' },
    el('h2', { id: 'problems-heading' }, 'Problems'),
    el('ul', { class: 'problems' }, all.slice(0, STATIC_LIMIT).map(problemCard)),
    tooMany(all.length, 'problems'),
  );
}

function tooMany(number: number, what: string): Markup {
  if (number <= STATIC_LIMIT) return '';
  const rest = numberText(number - STATIC_LIMIT);
  return el('p', { class: 'rest' }, `${rest} more ${what} are shown where scripts may run.`);
}
