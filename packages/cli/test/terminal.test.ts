// Colours, characters and questions by stream and environment.
import { describe, expect, it } from 'vitest';
import { canRewrite, isInteractive, styleFor } from '../src/edge/terminal.ts';

const tty = { isTTY: true, columns: 90 };
const pipe = {};

describe('colours', () => {
  it.each([
    ['on a terminal', tty, {}, true],
    ['in a pipe', pipe, {}, false],
    ['with NO_COLOR', tty, { NO_COLOR: '1' }, false],
    ['with an empty NO_COLOR', tty, { NO_COLOR: '' }, true],
    ['with FORCE_COLOR', pipe, { FORCE_COLOR: '1' }, true],
    ['with FORCE_COLOR=0', tty, { FORCE_COLOR: '0' }, false],
    ['with both', tty, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
    ['on a dumb terminal', tty, { TERM: 'dumb' }, false],
    ['in a CI log', pipe, { CI: 'true' }, false],
    ['on a terminal in CI', tty, { CI: 'true' }, true],
    ['in a CI log with FORCE_COLOR', pipe, { CI: 'true', FORCE_COLOR: '1' }, true],
    ['with an empty FORCE_COLOR', pipe, { FORCE_COLOR: '' }, false],
    ['with CLICOLOR_FORCE', pipe, { CLICOLOR_FORCE: '1' }, true],
    ['with CLICOLOR_FORCE=0', pipe, { CLICOLOR_FORCE: '0' }, false],
    ['with CLICOLOR=0', tty, { CLICOLOR: '0' }, false],
    ['with CLICOLOR=1', pipe, { CLICOLOR: '1' }, false],
    ['FORCE_COLOR on a dumb terminal', tty, { FORCE_COLOR: '1', TERM: 'dumb' }, true],
  ])('%s', (_, stream, environment, expected) => {
    expect(styleFor(stream, environment, false).colour).toBe(expected);
    expect(styleFor(stream, environment, true).colour).toBe(false);
  });
});

/** Every combination of what matters, the weaker ones listed first. */
describe('colours in every combination', () => {
  const kinds = { tty, pipe };
  const values = {
    TERM: [undefined, 'dumb'],
    CLICOLOR: [undefined, '0'],
    CLICOLOR_FORCE: [undefined, '1'],
    FORCE_COLOR: [undefined, '0', '1', '2', '3', 'true', 'false'],
    NO_COLOR: [undefined, '1'],
  };
  const combinations = Object.entries(values).reduce<Record<string, string | undefined>[]>(
    (made, [name, options]) => made.flatMap((one) => options.map((value) => ({ ...one, [name]: value }))),
    [{}],
  );
  it.each(['tty', 'pipe'] as const)('%s', (kind) => {
    for (const environment of combinations) {
      const { TERM, CLICOLOR, CLICOLOR_FORCE, FORCE_COLOR, NO_COLOR } = environment;
      let expected = kind === 'tty' && TERM === undefined && CLICOLOR === undefined;
      if (CLICOLOR_FORCE) expected = true;
      if (FORCE_COLOR) expected = /[1-3]|true/.test(FORCE_COLOR);
      if (NO_COLOR) expected = false;
      expect(styleFor(kinds[kind], environment, false).colour, JSON.stringify(environment)).toBe(expected);
      expect(styleFor(kinds[kind], environment, true).colour).toBe(false);
    }
  });
});

it('characters follow the locale', () => {
  const unicode = (environment: Record<string, string>) => styleFor(tty, environment, false).unicode;
  expect(unicode({ LANG: 'de_DE.UTF-8' })).toBe(true);
  expect(unicode({ LANG: 'de_DE.UTF-8', LC_ALL: 'C' })).toBe(false);
  expect(unicode({ LANG: 'POSIX' })).toBe(false);
  expect(unicode({})).toBe(true);
  expect(unicode({ TERM: 'linux' })).toBe(false);
});

it('the width is that of the terminal, or what COLUMNS says', () => {
  expect(styleFor(tty, {}, false).width).toBe(90);
  expect(styleFor(pipe, { COLUMNS: '70' }, false).width).toBe(70);
  expect(styleFor(tty, { COLUMNS: '70' }, false).width).toBe(90);
  // Some pseudo-terminals do not know their width.
  expect(styleFor({ isTTY: true, columns: 0 }, {}, false).width).toBe(120);
  for (const COLUMNS of ['', '0', '-5', '1e9', '0x50', 'x', '12345']) {
    expect(styleFor(pipe, { COLUMNS, CI: 'true' }, false).width, COLUMNS).toBe(120);
  }
});

it('nobody is asked in CI or through a pipe', () => {
  expect(isInteractive(tty, tty, {})).toBe(true);
  expect(isInteractive(pipe, tty, {})).toBe(false);
  expect(isInteractive(tty, pipe, {})).toBe(false);
  expect(isInteractive(tty, tty, { CI: 'true' })).toBe(false);
  expect(isInteractive(tty, tty, { CI: 'false' })).toBe(true);
  expect(isInteractive(tty, tty, { TERM: 'dumb' })).toBe(false);
});

it('lines are rewritten only where somebody watches and the terminal can', () => {
  expect(canRewrite(tty, {})).toBe(true);
  expect(canRewrite(tty, { NO_COLOR: '1' })).toBe(true);
  expect(canRewrite(tty, { CI: '0' })).toBe(true);
  expect(canRewrite(pipe, { FORCE_COLOR: '1' })).toBe(false);
  expect(canRewrite(tty, { CI: 'true' })).toBe(false);
  expect(canRewrite(tty, { TERM: 'dumb' })).toBe(false);
  expect(canRewrite({ isTTY: true, columns: 0 }, {})).toBe(false);
});
