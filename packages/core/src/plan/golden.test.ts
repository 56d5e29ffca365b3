// What a plan says, refuses and warns of, whole: the golden files hold every sentence with the place it points at.
import { expect, test } from 'vitest';
import { makeByHand, renameByHand } from '../../test/by-hand.ts';
import { describeAll } from '../../test/describe.ts';
import { type MemoryBackend, memoryBackend } from '../../test/memory-backend.ts';
import { memoryFiles } from '../../test/memory-files.ts';
import { applied, connectionYaml, expectValue, planInput } from '../../test/projects.ts';
import { valueRange } from '../load/nodes.ts';
import { loadProject } from '../load/project.ts';
import { resolveConnections } from '../resolve/connections.ts';
import { validateProject } from '../validate/configuration.ts';
import { computePlan, type PlanInput } from './plan.ts';
import { printPlan } from './saved-plan.ts';

/** Every connection has the same token, so that only what a case is about differs. */
const block = (name: string, more: readonly string[] = []) =>
  connectionYaml(name, more).replace(/\$\{env:\w+_ACCESS_TOKEN\}/, '${env:TOKEN}');
const project = (blocks: readonly string[], root = '') =>
  `connections:\n${blocks.join('') || '  {}\n'}${root}`;

async function inputFor(text: string, backend: MemoryBackend, more: Partial<PlanInput> = {}) {
  const loaded = expectValue(await loadProject(memoryFiles({ 'flowlink.yaml': text })));
  const validated = await validateProject(loaded);
  const configuration = expectValue(validated);
  const { root, maxDestroy, maxTokenAgeDays } = configuration;
  const desired = expectValue(resolveConnections(configuration.connections, { TOKEN: 'token-of-all' }));
  const input = planInput(desired, backend, {
    transitions: configuration,
    ...(maxDestroy === undefined ? {} : { maxDestroy }),
    ...(maxTokenAgeDays === undefined ? {} : { maxTokenAgeDays }),
    placeOfGuard: (key) => ({ file: root.path, range: valueRange(root, ['guards', key]) }),
    ...more,
  });
  return { input, sources: validated.sources };
}

/** The backend after an apply of these connections. */
async function after(...blocks: string[]): Promise<MemoryBackend> {
  const backend = memoryBackend();
  const { input } = await inputFor(project(blocks), backend);
  await applied(expectValue(computePlan(input)), backend, { TOKEN: 'token-of-all' });
  return backend;
}

const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const sevenBlocks = letters.map((name) => block(name));

interface Case {
  readonly before: string[];
  readonly tamper?: (backend: MemoryBackend) => void;
  readonly text: string;
  readonly more?: Partial<PlanInput>;
}

const protect = ['protect: true'];
const refused: Record<string, Case> = {
  'protected-connections': {
    before: ['gone', 'moved', 'other'].map((name) => block(name, protect)),
    text: project([block('other', protect).replace('g5cd38', 'abc123'), block('moved')]),
  },
  'destroy-of-protected': {
    before: [block('a', protect), block('b')],
    text: project([]),
    more: { mode: 'destroy' },
  },
  // Two are equally near: which one is meant depends on neither the order of files nor that of the listing.
  'unknown-target-between-two': {
    before: [block('acme-q')],
    tamper(backend) {
      makeByHand(backend, 'acme-z', 'acme-q');
      makeByHand(backend, 'acme-b', 'acme-q');
    },
    text: project([block('acme-q')]),
    more: { targets: ['acme-x'] },
  },
  'too-many-destroys': {
    before: sevenBlocks,
    text: project([block('a').replace('g5cd38', 'abc123')], 'guards: { max_destroy: 2 }\n'),
  },
  'unknown-targets': {
    before: [block('acme'), block('bolt')],
    text: project([block('acme')]),
    more: { targets: ['acmee', 'nowhere', 'bolt'] },
  },
  'made-by-hand': {
    before: [block('a')],
    tamper: (backend) => makeByHand(backend, 'shop', 'a', { store_url: 'https://shop.mybigcommerce.com' }),
    text: project([block('a'), block('shop')]),
  },
  'import-of-nothing': {
    before: [block('shop-us')],
    tamper: (backend) => makeByHand(backend, 'acme-uk', 'shop-us'),
    text: project(
      [block('shop-us'), block('acme-us'), block('shop-uk')],
      'imports: [{ name: acme-us }, { name: shop-uk }]\n',
    ),
  },
  'import-of-another-store': {
    before: [block('a')],
    tamper: (backend) => makeByHand(backend, 'shop', 'a', { store_hash: 'zzz999' }),
    text: project([block('a'), block('shop')], 'imports: [{ name: shop }]\n'),
  },
  'moved-and-both-there': {
    before: [block('old'), block('older'), block('new')],
    text: project([block('new')], 'moved: [{ from: old, to: new }, { from: older, to: old }]\n'),
  },
  'moved-to-a-name-that-was-taken-by-hand': {
    before: [block('old')],
    tamper: (backend) => makeByHand(backend, 'new', 'old'),
    text: project([block('new')], 'moved: [{ from: old, to: new }]\n'),
  },
  'renamed-to-a-name-that-is-declared': {
    before: [block('a')],
    tamper: (backend) => renameByHand(backend, 'a', 'z'),
    text: project([block('a'), block('z')]),
  },
  'names-swapped': {
    before: [block('a'), block('b')],
    tamper(backend) {
      renameByHand(backend, 'a', 'z');
      renameByHand(backend, 'b', 'a');
      renameByHand(backend, 'z', 'b');
    },
    text: project([block('a'), block('b')]),
  },
};

const warned: Record<string, Case> = {
  'client-id-without-its-token': {
    before: [block('a')],
    text: project([block('a').replace('0client0id0of0a0test0account000', 'another')]),
  },
  'import-with-another-client-id': {
    before: [block('a')],
    tamper: (backend) => makeByHand(backend, 'shop', 'a', { client_id: 'theirs' }),
    text: project([block('a'), block('shop')], 'imports: [{ name: shop }]\n'),
  },
  'one-change-left-out': {
    before: [],
    text: project([block('a'), block('b')]),
    more: { targets: ['a'] },
  },
  'changes-left-out': {
    before: [],
    text: project([block('a'), block('b'), block('c')]),
    more: { targets: ['a'] },
  },
  'one-token-too-old': {
    before: [block('a')],
    text: project([block('a'), block('b')], 'guards: { max_token_age: 30d }\n'),
  },
  'token-too-old-beside-another-change': {
    before: [block('a')],
    text: project([block('a', protect)], 'guards: { max_token_age: 30d }\n'),
  },
  'tokens-too-old': {
    before: sevenBlocks,
    text: project(sevenBlocks, 'guards: { max_token_age: 30d }\n'),
  },
};

async function told({ before, tamper, text, more = {} }: Case) {
  const backend = await after(...before);
  tamper?.(backend);
  const { input, sources } = await inputFor(text, backend, more);
  const { value, diagnostics } = computePlan(input);
  return { value, text: describeAll(diagnostics, sources) };
}

test.for(Object.entries(refused))('no plan: %s', async ([name, given]) => {
  const { value, text } = await told(given);
  expect(value).toBeUndefined();
  await expect(text).toMatchFileSnapshot(`__golden__/refusals/${name}.txt`);
});

test.for(Object.entries(warned))('a plan with a warning: %s', async ([name, given]) => {
  const { value, text } = await told(given);
  expect(value).toBeDefined();
  await expect(text).toMatchFileSnapshot(`__golden__/refusals/${name}.txt`);
});

test('a conflict stands in the way of whoever names one of its sides', async () => {
  const sides = {
    'moved-and-both-there': [['new'], ['old'], ['older']],
    'moved-to-a-name-that-was-taken-by-hand': [['new'], ['old']],
    'names-swapped': [['a'], ['b']],
  };
  for (const [name, each] of Object.entries(sides)) {
    for (const targets of each) {
      const { before, text, ...given } = refused[name] as Case;
      expect((await told({ ...given, before, text, more: { targets } })).value).toBeUndefined();
      const { value } = await told({
        ...given,
        before: [...before, block('another')],
        text: text.replace('connections:\n', `$&${block('another')}`),
        more: { targets: [...targets, 'another'] },
      });
      expect(value).toBeUndefined();
    }
  }
});

test('what --target leaves out stands in nobody’s way', async () => {
  for (const { before, tamper, text, more } of Object.values(refused)) {
    if (more) continue;
    const backend = await after(...before, block('another'));
    tamper?.(backend);
    // With a change of its own, so that there is something to plan.
    const changed = block('another').replace('https://another.', 'https://another-one.');
    const { input } = await inputFor(
      text.replace(/^connections:\n(?: {2}\{\}\n)?/, `$&${changed}`),
      backend,
      {
        targets: ['another'],
      },
    );
    const { value, diagnostics } = computePlan(input);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(value).toMatchObject({ targets: ['another'], changes: [{ name: 'another', action: 'update' }] });
  }
});

test('a plan of every action, with reasons, fields and places', async () => {
  const flows = ['workflows:', '  orders: { action: get_orders, parameters: { limit: 50 } }'];
  const before = ['edited', 'other-store', 'gone', 'left', 'same', 'lost'].map((name) => block(name, flows));
  const backend = await after(...before, block('old').replace('https://old.', 'https://new.'));
  makeByHand(backend, 'by-hand', 'same', { store_url: 'https://by-hand.mybigcommerce.com' });
  makeByHand(backend, 'nobody', 'same');
  renameByHand(backend, 'left', 'left-now');
  renameByHand(backend, 'lost', 'lost-now');
  backend.edit('same', (config) => ({ ...config, store_hash: 'abc123' }));
  const { input } = await inputFor(
    project(
      [
        block('edited', flows)
          .replace('limit: 50', 'limit: 60')
          .replace('0client0id0of0a0test0account000', 'another'),
        block('other-store').replace('g5cd38', 'zzz999'),
        block('new'),
        block('same', flows).replace('g5cd38', 'abc123'),
        block('lost', flows),
        block('by-hand', flows),
        block('fresh', flows),
      ],
      'moved: [{ from: old, to: new }]\nremoved: [{ name: left }]\nimports: [{ name: by-hand }]\n',
    ),
    backend,
  );
  await expect(printPlan(expectValue(computePlan(input)))).toMatchFileSnapshot(
    '__golden__/every-action.json',
  );
  const destroying = computePlan({ ...input, mode: 'destroy', targets: ['same', 'edited'] });
  await expect(printPlan(expectValue(destroying))).toMatchFileSnapshot('__golden__/destroy.json');
  expect(computePlan({ ...input, mode: 'destroy', targets: ['edited', 'same'] }).value).toEqual(
    destroying.value,
  );
});
