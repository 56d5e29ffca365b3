// Light, dark, or as the system has it; the choice is kept where the browser keeps anything.
import { el } from '../markup/element.ts';
import { elementOf, find } from './nodes.ts';

const KEY = 'flowlink-theme';
const themes = { system: 'System', light: 'Light', dark: 'Dark' };

/** Before anything is painted. */
export function applyTheme(): void {
  setTheme(remembered());
}

export function addThemeChoice(place: HTMLElement): void {
  const options = Object.entries(themes).map(([value, label]) => el('option', { value }, label));
  place.append(elementOf(el('label', { class: 'theme' }, 'Theme ', el('select', {}, options))));
  const select = find<HTMLSelectElement>('select', place);
  select.value = remembered();
  select.addEventListener('change', () => {
    setTheme(select.value);
    remember(select.value);
  });
}

function setTheme(theme: string): void {
  document.documentElement.dataset.theme = theme;
}

// A page that was opened as a file, or in a frame, may not be given any storage: then the choice lasts as long as the page.
function remembered(): string {
  try {
    const theme = localStorage.getItem(KEY) ?? '';
    return theme in themes ? theme : 'system';
  } catch {
    return 'system';
  }
}

function remember(theme: string): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // The page works as well without.
  }
}
