// What is written to the terminal, and when.
import type { Clock } from '@flowlink/core';
import { expect, it } from 'vitest';
import type { Terminal, TerminalWatcher } from '../src/edge/live-terminal.ts';
import { LiveRegion } from '../src/live-region.ts';

/** Control characters by name. */
const visible = (text: string) => text.replaceAll('\r', 'CR ').replaceAll('\u001B', 'ESC');

function setUp(columns = 80, rows = 24) {
  const size = { columns, rows };
  const written: string[] = [];
  let [now, tick, isWatched] = [0, () => {}, true];
  let watcher: TerminalWatcher | undefined;
  const clock: Clock = {
    now: () => new Date(now),
    sleep: () => Promise.resolve(),
    every: (_, callback) => {
      tick = callback;
      return () => {
        tick = () => {};
      };
    },
    random: () => 0,
  };
  const terminal: Terminal = {
    write: (text) => written.push(visible(text)),
    size: () => size,
    watch(given) {
      watcher = given;
      return () => {
        isWatched = false;
      };
    },
  };
  let shown = ['', 'one', 'two'];
  const region = new LiveRegion(terminal, clock, () => shown);
  return {
    region,
    size,
    watcher: () => watcher as TerminalWatcher,
    isWatched: () => isWatched,
    show: (...lines: string[]) => {
      shown = lines;
    },
    /** Lets a tenth of a second pass. @returns what is written to the terminal meanwhile */
    frame() {
      now += 100;
      tick();
      return written.splice(0);
    },
    written,
  };
}

it('a frame is one write, and none if nothing changed; now and then it is drawn all the same', () => {
  const { frame, show } = setUp();
  expect(frame()).toEqual([expect.stringMatching(/^CR ESC\[J.*one.*two.*ESC\[2ACR $/s)]);
  expect(frame()).toEqual([]);
  show('', 'one', 'three');
  // Without erasing, which would flicker.
  expect(frame()).toEqual([expect.stringMatching(/^CR ESC\[\?7l.*three/s)]);
  const later = Array.from({ length: 10 }, frame).flat();
  expect(later).toHaveLength(1);
});

it('prints above the region with the next frame, each text to its stream and in order', () => {
  const { frame, region, written } = setUp();
  frame();
  region.print('first\n');
  region.print('problem\n', (text) => written.push(`stderr: ${text}`));
  region.print('last\n');
  expect(written).toEqual([]);
  expect(frame()).toEqual([
    'CR ESC[Jfirst\n',
    'stderr: problem\n',
    expect.stringMatching(/^last\n.*one.*two/s),
  ]);
});

it('draws nothing while the window is being resized, then erases first', () => {
  const { frame, watcher, region } = setUp();
  frame();
  watcher().resized();
  region.print('line\n');
  expect(frame()).toEqual([]);
  watcher().resized();
  expect(frame()).toEqual([]);
  expect(frame()).toEqual([expect.stringMatching(/^CR ESC\[Jline\n.*one/s)]);
});

it('is gone while the process is suspended, and drawn anew afterwards', () => {
  const { frame, watcher, written } = setUp();
  frame();
  watcher().suspending();
  expect(written.splice(0)).toEqual(['CR ESC[J']);
  watcher().resumed();
  expect(frame()).toEqual([expect.stringMatching(/^CR ESC\[J.*one/s)]);
});

it('the end of the process loses nothing that was printed; closing twice does no harm', () => {
  const { frame, watcher, region, written, isWatched } = setUp();
  frame();
  region.print('last words\n');
  watcher().ending();
  region.close();
  expect(written.splice(0)).toEqual(['CR ESC[Jlast words\n']);
  expect(isWatched()).toBe(false);
  expect(frame()).toEqual([]);
});

it('takes no more rows than there are, none where there is no room, and never fewer than before', () => {
  const low = setUp(80, 3);
  expect(low.frame().join('')).toMatch(/oneESC\[J.*ESC\[1ACR $/s);
  const narrow = setUp(12, 24);
  narrow.region.print('line\n');
  expect(narrow.frame()).toEqual(['CR ESC[Jline\n']);
  const steady = setUp();
  steady.frame();
  steady.show('', 'one');
  expect(steady.frame().join('')).toMatch(/ESC\[2ACR $/);
});
