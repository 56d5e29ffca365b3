// What people read after an adoption, an import and an export.
import type { Adoption, ExportedProject, Import } from '@flowlink/core';
import { expect, it } from 'vitest';
import { renderAdopted } from '../src/render/adopted.ts';
import { renderExported } from '../src/render/exported.ts';
import { renderImported, renderImportNext } from '../src/render/imported.ts';
import { makeStyle } from '../src/render/style.ts';
import { sources } from './drifts.ts';
import { hostile, unsafeIn, widthOf } from './hostile.ts';

const place = { file: 'connections/us.yaml', range: { start: 2, end: 6 } };
const narrow = makeStyle({ colour: false, unicode: true, width: 80 });
const ascii = makeStyle({ colour: false, unicode: false, width: 80 });
const workflow = { action: 'get_orders', parameters: { limit: 50, customer_id: 7, create_shipments: true } };

const adoption: Adoption = {
  files: [{ file: 'connections/us.yaml', text: '' }],
  adopted: [
    { connection: 'acme-us', path: ['protect'], after: true, place },
    { connection: 'acme-us', path: ['workflows', 'import-orders'], before: workflow, place },
    {
      connection: 'acme-us',
      path: ['workflows', 'stock', 'parameters', 'limit'],
      before: 50,
      after: 70,
      place,
    },
  ],
};

const imported: Import = {
  files: [
    { file: 'connections/acme-eu.yaml', text: '', isNew: true },
    { file: 'flowlink.yaml', text: '', isNew: false },
  ],
  variables: [{ connection: 'acme-eu', names: ['ACME_EU_ACCESS_TOKEN'] }],
  pending: ['acme-eu'],
};

const exported: ExportedProject = {
  files: [],
  connections: 12,
  imports: ['acme-eu', 'acme-us'],
  variables: ['ACME_EU_ACCESS_TOKEN', 'ACME_US_ACCESS_TOKEN'],
};

it('at 80 columns', async () => {
  const text = [
    renderAdopted(adoption, sources, narrow),
    renderImported(imported, narrow),
    renderImportNext(imported, 'shops/acme', narrow),
    renderExported(exported, 'out/acme/', narrow),
    renderExported({ ...exported, connections: 2, variables: [] }, 'out', narrow),
  ].join('\n');
  expect(widthOf(text)).toBeLessThanOrEqual(80);
  await expect(text).toMatchFileSnapshot('__golden__/taken-over.txt');
});

it('in ASCII, and nothing can steer the terminal', () => {
  const nasty = { ...adoption.adopted[0], connection: hostile('a'), path: [hostile('b')] } as const;
  const texts = [
    renderAdopted(adoption, sources, ascii),
    renderImported(imported, ascii),
    renderImportNext(imported, '.', ascii),
    renderExported(exported, 'out', ascii),
  ];
  for (const text of texts) expect(text).toMatch(/^[\n -~]*$/);
  const adopted = [{ ...nasty, after: hostile('c'), place }] as Adoption['adopted'];
  const file = { file: hostile('file'), text: '', isNew: true };
  for (const text of [
    renderAdopted({ ...adoption, adopted }, sources, narrow),
    renderImported({ ...imported, files: [file] }, narrow),
    renderExported(exported, hostile('out'), narrow),
  ])
    expect(unsafeIn(text)).toEqual([]);
});

it('says when nothing was adopted', () => {
  expect(renderAdopted({ files: [], adopted: [] }, sources, narrow)).toBe('\nNothing was adopted.\n');
});
