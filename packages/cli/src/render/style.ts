// How output looks: colours, characters and width, decided once per stream and passed to every renderer.
import picocolors from 'picocolors';

/** What a stream can show. */
export interface StyleOptions {
  readonly colour: boolean;
  /** Whether anything beyond ASCII can be shown. */
  readonly unicode: boolean;
  /** Columns. */
  readonly width: number;
}

/** Colours by what they mean. */
type Role = 'add' | 'remove' | 'change' | 'error' | 'warning' | 'quiet' | 'strong' | 'hint';

export interface Style extends StyleOptions {
  readonly paint: Readonly<Record<Role, (text: string) => string>>;
  readonly signs: typeof unicodeSigns;
}

const unicodeSigns = {
  arrow: '→',
  back: '←',
  both: '↔',
  bar: '│',
  corner: '┌─',
  fork: '├─',
  end: '╵',
  done: '✓',
  failed: '✗',
  ellipsis: '…',
  dot: '·',
  /** A bar: what has passed, and what is to come. */
  passed: '━',
  ahead: '─',
};

const asciiSigns: typeof unicodeSigns = {
  arrow: '->',
  back: '<-',
  both: '<>',
  bar: '|',
  corner: '-->',
  fork: '-->',
  end: '|',
  done: 'ok',
  failed: 'x',
  ellipsis: '...',
  dot: '-',
  passed: '#',
  ahead: '.',
};

/** Makes a style. */
export function makeStyle(options: StyleOptions): Style {
  const c = picocolors.createColors(options.colour);
  return {
    ...options,
    signs: options.unicode ? unicodeSigns : asciiSigns,
    paint: {
      add: c.green,
      remove: c.red,
      change: c.yellow,
      error: (text) => c.bold(c.red(text)),
      warning: (text) => c.bold(c.yellow(text)),
      quiet: c.dim,
      strong: c.bold,
      hint: c.cyan,
    },
  };
}
