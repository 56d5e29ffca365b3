// What is asked about a new project, what is not, and what becomes of the answers. The person at the terminal is a script.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { TextQuestion } from '../src/edge/prompt.ts';
import { answersFrom, askAnswers, defaultsFor, type GivenAnswers } from '../src/tasks/init-questions.ts';

type Answer = string | boolean | string[] | undefined;
const script: Answer[] = [];
const asked: string[] = [];
const refused: string[] = [];

/** The next answer; undefined is Ctrl-C. */
function take(message: string): Answer {
  asked.push(message);
  if (script.length === 0) throw new Error(`nobody answers: ${message}`);
  return script.shift();
}

vi.mock('../src/edge/prompt.ts', () => ({
  async askText({ message, suggestion, check }: TextQuestion): Promise<Answer> {
    for (;;) {
      const typed = take(message);
      if (typed === undefined) return undefined;
      const answer = String(typed) || suggestion || '';
      const problem = check?.(answer);
      if (problem === undefined) return answer;
      refused.push(answer);
    }
  },
  askYes: async (message: string, suggestion = false) => {
    const answer = take(message);
    return answer === '' ? suggestion : answer;
  },
  askChoices: async (message: string) => take(message),
  askChoice: async (message: string, [first]: { value: string }[]) => {
    const answer = take(message);
    return answer === '' ? first?.value : answer;
  },
}));

beforeEach(() => {
  for (const list of [script, asked, refused]) list.length = 0;
});

const nothing: GivenAnswers = {
  workspace: undefined,
  backendUrl: undefined,
  storeHash: undefined,
  storeUrl: undefined,
  name: undefined,
  actions: undefined,
  ci: undefined,
};
const defaults = { workspace: 'shops', ci: 'github' } as const;

function answering(...answers: Answer[]) {
  script.push(...answers);
  return askAnswers(nothing, defaults);
}

describe('at a terminal', () => {
  it('everything is asked, and each answer is checked at once', async () => {
    const obtained = await answering(
      'Acme',
      'acme',
      'flowlink.example.com',
      'https://flowlink.example.com',
      '',
      'https://acme.mybigcommerce.com',
      'https://store-g5cd38.mybigcommerce.com/manage',
      'https://login.bigcommerce.com',
      'www.acme-us.mybigcommerce.com',
      'Acme US',
      '',
      ['get_orders'],
      'gitlab',
    );
    expect(obtained).toEqual({
      answers: {
        workspace: 'acme',
        backendUrl: 'https://flowlink.example.com',
        ci: 'gitlab',
        connection: {
          platform: 'bigcommerce',
          storeHash: 'https://store-g5cd38.mybigcommerce.com/manage',
          storeUrl: 'www.acme-us.mybigcommerce.com',
          name: 'acme-us',
          actions: ['get_orders'],
        },
      },
    });
    expect(refused).toEqual([
      'Acme',
      'flowlink.example.com',
      'https://acme.mybigcommerce.com',
      'https://login.bigcommerce.com',
      'Acme US',
    ]);
  });

  it('Enter takes what is suggested', async () => {
    const obtained = await answering('', 'https://flowlink.example.com', '', 'g5cd38', '', '', [], '');
    expect(obtained).toMatchObject({
      answers: {
        workspace: 'shops',
        ci: 'github',
        connection: { storeUrl: 'https://store-g5cd38.mybigcommerce.com', name: 'store-g5cd38' },
      },
    });
  });

  it('a project can do without a first connection', async () => {
    const obtained = await answering('', 'https://flowlink.example.com', false, 'none');
    expect(obtained).toEqual({
      answers: { workspace: 'shops', backendUrl: 'https://flowlink.example.com', ci: 'none' },
    });
    expect(asked).toHaveLength(4);
  });

  it('what the flags say is not asked', async () => {
    script.push('', ['set_inventory']);
    const given = {
      ...nothing,
      workspace: 'acme',
      backendUrl: 'https://flowlink.example.com',
      storeHash: 'g5cd38',
      name: 'acme',
      ci: 'none' as const,
    };
    expect(await askAnswers(given, defaults)).toMatchObject({
      answers: { connection: { name: 'acme', actions: ['set_inventory'] } },
    });
    expect(asked).toEqual([
      'At which address is the store open to visitors?',
      'What is FlowLink to do? Space selects; the scopes follow from it.',
    ]);
  });

  const whole: Answer[] = ['', 'https://flowlink.example.com', '', 'g5cd38', '', '', [], ''];
  it.each(whole.map((_, index) => index))('Ctrl-C at question %i cancels', async (index) => {
    expect(await answering(...whole.slice(0, index), undefined)).toBe('cancelled');
    expect(asked).toHaveLength(index + 1);
  });
});

describe('from the flags', () => {
  it('all that is missing is named at once', () => {
    expect(answersFrom(nothing, defaults, false)).toMatchObject({
      problem: {
        code: 'usage',
        detail: 'Nothing is asked here, and flags are missing: --workspace, --backend-url and --ci.',
        fix: 'Add --workspace, --backend-url and --ci. --yes takes shops for --workspace and github for --ci.',
      },
    });
    expect(answersFrom({ ...nothing, storeHash: 'g5cd38', ci: 'none' }, defaults, false)).toMatchObject({
      problem: {
        detail:
          'Nothing is asked here, and flags are missing: --workspace, --backend-url, --store-url and --actions.',
        fix: "Add --workspace, --backend-url, --store-url and --actions. --yes takes shops for --workspace and the store’s permanent address for --store-url. `--actions ''` stands for no workflows.",
      },
    });
    expect(answersFrom(nothing, defaults, true)).toMatchObject({
      problem: {
        detail: 'Nothing is asked here, and a flag is missing: --backend-url.',
        fix: 'Add --backend-url.',
      },
    });
  });

  it('what is given counts, and with --yes the defaults besides', () => {
    const given = {
      ...nothing,
      backendUrl: 'https://flowlink.example.com',
      storeHash: 'g5cd38',
      actions: [''],
    };
    expect(answersFrom(given, defaults, true)).toEqual({
      answers: {
        workspace: 'shops',
        backendUrl: 'https://flowlink.example.com',
        ci: 'github',
        connection: {
          platform: 'bigcommerce',
          storeHash: 'g5cd38',
          storeUrl: undefined,
          name: undefined,
          actions: [],
        },
      },
    });
  });
});

it.each<[string, Record<string, string>, object]>([
  ['/srv/shops', {}, { workspace: 'shops' }],
  ['/srv/Acme Ltd.', {}, { workspace: 'acme-ltd' }],
  ['/srv/.flowlink', {}, { workspace: 'flowlink' }],
  ['/srv/日本', {}, {}],
  ['/', {}, {}],
  [`/srv/${'x'.repeat(80)}`, {}, { workspace: 'x'.repeat(63) }],
  [
    '/srv/shops',
    { FLOWLINK_WORKSPACE: 'acme', FLOWLINK_URL: 'https://a.example' },
    { workspace: 'acme', backendUrl: 'https://a.example' },
  ],
  ['/srv/shops', { FLOWLINK_WORKSPACE: '', FLOWLINK_URL: '' }, { workspace: 'shops' }],
  ['/srv/shops', { FLOWLINK_WORKSPACE: 'Acme', FLOWLINK_URL: 'https://sam:s3cr3t@a.example' }, {}],
])('the defaults in %s with %j', (directory, environment, expected) => {
  expect(defaultsFor(directory, environment)).toEqual({ ci: 'github', ...expected });
});
