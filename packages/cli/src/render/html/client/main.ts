// The page's own script: runs in the head, so that the theme is right before anything is painted, and starts when all is there.
import type { PageData } from '../page-data.ts';
import { App } from './app.ts';
import { find } from './nodes.ts';
import { completeForPaper } from './paper.ts';
import { addThemeChoice, applyTheme } from './theme.ts';

applyTheme();
document.documentElement.classList.add('scripted');

document.addEventListener('DOMContentLoaded', () => {
  const data: PageData = JSON.parse(find('#data').textContent ?? '');
  addThemeChoice(find('.masthead'));
  new App(data, find('#app')).start();
  completeForPaper(data);
});
