// Draws what a terminal shows, colours included, as an SVG that needs no network and follows light and dark.
import { stripVTControlCharacters } from 'node:util';

const COLUMN = 8.4;
const LINE = 19;
const MARGIN = 20;
const BAR = 34;

/** The colours of the terminal, by the number of the escape sequence: in the light and in the dark. */
const COLOURS: Readonly<Record<number, readonly [name: string, light: string, dark: string]>> = {
  31: ['red', '#c4321f', '#ff7b72'],
  32: ['green', '#1a7f37', '#56d364'],
  33: ['yellow', '#8a5a00', '#e3b341'],
  34: ['blue', '#0a5bc4', '#79c0ff'],
  35: ['magenta', '#8031c9', '#d2a8ff'],
  36: ['cyan', '#0b7285', '#56d4dd'],
  90: ['grey', '#6a737d', '#8b949e'],
};

const ESCAPE = new RegExp(`${String.fromCharCode(27)}\\[([\\d;]*)m`);

interface Span {
  readonly text: string;
  readonly classes: readonly string[];
}

/** @param output text with escape sequences for colours @param title what stands in the bar of the window */
export function terminalPicture(output: string, title: string): string {
  const lines = output.trimEnd().split('\n');
  const widest = Math.max(...lines.map((line) => stripVTControlCharacters(line).length));
  const width = Math.ceil(widest * COLUMN + 2 * MARGIN);
  const height = lines.length * LINE + BAR + MARGIN;
  const rows = lines.map((line, index) => row(spansOf(line), BAR + (index + 1) * LINE));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${inXml(title)}">
<style>
${style()}
</style>
<rect class="window" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>
<circle cx="${MARGIN}" cy="18" r="5.5" class="dot"/><circle cx="${MARGIN + 18}" cy="18" r="5.5" class="dot"/><circle cx="${MARGIN + 36}" cy="18" r="5.5" class="dot"/>
<text class="title" x="${width / 2}" y="22" text-anchor="middle">${inXml(title)}</text>
${rows.filter((text) => text !== '').join('\n')}
</svg>
`;
}

function style(): string {
  const rules = (which: 1 | 2) =>
    Object.values(COLOURS).map((colour) => `.${colour[0]} { fill: ${colour[which]} }`);
  const dark = ['.window { fill: #0d1117; stroke: #30363d }', 'text { fill: #e6edf3 }', ...rules(2)];
  return [
    'text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #1f2328 }',
    '.window { fill: #ffffff; stroke: #d0d7de }',
    '.dot { fill: #8b949e; opacity: 0.5 }',
    '.title { font-size: 12px; opacity: 0.7 }',
    '.bold { font-weight: bold }',
    '.faint { opacity: 0.7 }',
    ...rules(1),
    `@media (prefers-color-scheme: dark) {\n${dark.join('\n')}\n}`,
  ].join('\n');
}

/** Each word group has its own place and length, so that no font and no viewer moves the columns. */
function row(spans: readonly Span[], y: number): string {
  let column = 0;
  const parts = spans.flatMap(({ text, classes }) => {
    const start = column;
    column += text.length;
    const named = classes.length === 0 ? '' : ` class="${classes.join(' ')}"`;
    return [...text.matchAll(/\S+(?: \S+)*/g)].map(([words], index, all) => {
      const x = MARGIN + (start + (all[index]?.index ?? 0)) * COLUMN;
      return `<tspan x="${fixed(x)}" textLength="${fixed(words.length * COLUMN)}"${named}>${inXml(words)}</tspan>`;
    });
  });
  return parts.length === 0 ? '' : `<text y="${y}">${parts.join('')}</text>`;
}

const fixed = (number: number): string => number.toFixed(1).replace(/\.0$/, '');

function spansOf(line: string): Span[] {
  const spans: Span[] = [];
  let classes: string[] = [];
  // The captured numbers of the escape sequences stand at the odd places.
  for (const [index, part] of line.split(ESCAPE).entries()) {
    if (index % 2 === 0) {
      if (part !== '') spans.push({ text: part, classes });
    } else {
      for (const number of part.split(';').map(Number)) classes = changed(classes, number);
    }
  }
  return spans;
}

function changed(classes: readonly string[], number: number): string[] {
  const colours = Object.values(COLOURS).map(([name]) => name);
  const without = (...names: string[]) => classes.filter((name) => !names.includes(name));
  if (number === 0) return [];
  if (number === 1) return [...without('bold'), 'bold'];
  if (number === 2) return [...without('faint'), 'faint'];
  if (number === 22) return without('bold', 'faint');
  if (number === 39) return without(...colours);
  const colour = COLOURS[number];
  return colour ? [...without(...colours), colour[0]] : [...classes];
}

function inXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
