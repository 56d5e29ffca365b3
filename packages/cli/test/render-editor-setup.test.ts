// What people read after schemas were written for an editor.
import { expect, it } from 'vitest';
import { type EditorSetup, renderEditorSetup } from '../src/render/editor-setup.ts';
import { makeStyle } from '../src/render/style.ts';
import { hostile, unsafeIn } from './hostile.ts';

const style = (width: number) => makeStyle({ colour: false, unicode: true, width });
const setup: EditorSetup = {
  files: ['.flowlink/schema/flowlink.schema.json', '.flowlink/schema/connections.schema.json'],
  forEditors: true,
  place: '.flowlink/schema',
};

it.for([80, 200])('at %d columns', async (width) => {
  await expect(renderEditorSetup(setup, style(width))).toMatchFileSnapshot(
    `__golden__/editor-setup-${width}.txt`,
  );
});

it.for([
  ['', './flowlink.schema.json', '../connections.schema.json'],
  ['../schemas', '../schemas/flowlink.schema.json', '../../schemas/connections.schema.json'],
])('schemas in “%s”', ([place = '', root, included]) => {
  const text = renderEditorSetup({ ...setup, place }, style(80));
  expect(text).toContain(`$schema=${root}\n`);
  expect(text).toContain(`$schema=${included}\n`);
});

it('a folder of any name stays on its line', () => {
  const text = renderEditorSetup({ ...setup, files: [hostile('a')], place: hostile('b') }, style(80));
  expect(unsafeIn(text)).toEqual([]);
});
