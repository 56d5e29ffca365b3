// Makes the page whole before it goes to paper: there, every change stands in full.
import { connectionArticle } from '../markup/connection.ts';
import type { PageData } from '../page-data.ts';
import { find, nodesOf } from './nodes.ts';

/** @param data of which the document holds the first changes already */
export function completeForPaper({ connections, columns }: PageData): void {
  let isComplete = false;
  const complete = () => {
    if (isComplete) return;
    isComplete = true;
    const section = find('#changes.static');
    const present = section.querySelectorAll('article').length;
    const missing = connections.filter(({ change }) => change !== undefined).slice(present);
    const articles = missing.map((connection, index) =>
      connectionArticle(connection, columns, `static-${present + index}`),
    );
    section.querySelector('.rest')?.remove();
    section.append(...nodesOf(articles));
  };
  window.addEventListener('beforeprint', complete);
  matchMedia('print').addEventListener('change', ({ matches }) => {
    if (matches) complete();
  });
}
