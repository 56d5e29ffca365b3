// Colours, characters and questions by stream and environment.
import { describe, expect, it } from 'vitest';
import { isInteractive, styleFor } from '../src/edge/terminal.ts';

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
  ])('%s', (_, stream, environment, expected) => {
    expect(styleFor(stream, environment, false).colour).toBe(expected);
    expect(styleFor(stream, environment, true).colour).toBe(false);
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
  expect(styleFor(pipe, { COLUMNS: 'x' }, false).width).toBe(120);
});

it('nobody is asked in CI or through a pipe', () => {
  expect(isInteractive(tty, tty, {})).toBe(true);
  expect(isInteractive(pipe, tty, {})).toBe(false);
  expect(isInteractive(tty, pipe, {})).toBe(false);
  expect(isInteractive(tty, tty, { CI: 'true' })).toBe(false);
  expect(isInteractive(tty, tty, { CI: 'false' })).toBe(true);
  expect(isInteractive(tty, tty, { TERM: 'dumb' })).toBe(false);
});
