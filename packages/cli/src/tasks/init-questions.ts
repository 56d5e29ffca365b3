// Finds out what a new project is to be: from the flags, or from the person at the terminal.
import { basename, resolve } from 'node:path';
import {
  answerProblems,
  type ContinuousIntegration,
  connectionQuestions,
  type Diagnostic,
  diagnostic,
  type ProjectAnswers,
  type Variables,
} from '@flowlink/core';
import { askConnection, type GivenConnection, tidy } from './connection-questions.ts';

/** What the flags say already. */
export interface GivenAnswers extends GivenConnection {
  readonly workspace: string | undefined;
  readonly backendUrl: string | undefined;
  readonly storeHash: string | undefined;
  readonly ci: ContinuousIntegration | undefined;
}

/** What Enter alone means at a terminal, and what --yes takes. */
export interface Defaults {
  readonly workspace?: string;
  readonly backendUrl?: string;
  readonly ci: ContinuousIntegration;
}

/** The platform of a first connection. */
const PLATFORM = 'bigcommerce';

const ciOptions: readonly { readonly value: ContinuousIntegration; readonly hint: string }[] = [
  { value: 'github', hint: 'GitHub Actions' },
  { value: 'gitlab', hint: 'GitLab CI/CD' },
  { value: 'none', hint: 'neither: I plan and apply by hand, or write it myself' },
];

/** Whoever has set the variables that take precedence over flowlink.yaml means the same there. What will not do is no default. */
export function defaultsFor(directory: string, environment: Variables): Defaults {
  const folder = basename(resolve(directory))
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]/g, '-')
    .replaceAll(/^[^a-z0-9]+|-+$/g, '')
    .slice(0, 63);
  const workspace = environment.FLOWLINK_WORKSPACE || folder;
  const backendUrl = environment.FLOWLINK_URL ?? '';
  return {
    ...(answerProblems.workspace(workspace) === undefined ? { workspace } : {}),
    ...(answerProblems.backendUrl(backendUrl) === undefined ? { backendUrl } : {}),
    ci: 'github',
  };
}

/** The answers from the flags alone, or all that is missing. @param mayDerive whether defaults count as answers */
export function answersFrom(
  given: GivenAnswers,
  defaults: Defaults,
  mayDerive: boolean,
): { answers: ProjectAnswers } | { problem: Diagnostic } {
  const derived: Partial<Defaults> = mayDerive ? defaults : {};
  const workspace = given.workspace ?? derived.workspace;
  const backendUrl = given.backendUrl ?? derived.backendUrl;
  const ci = given.ci ?? derived.ci;
  const { storeHash, storeUrl, name, actions } = given;
  const hasConnection = describesConnection(given);
  const isAddressMissing = hasConnection && storeUrl === undefined && !mayDerive;
  const missing = [
    ...(workspace === undefined ? [{ flag: '--workspace', otherwise: defaults.workspace }] : []),
    ...(backendUrl === undefined ? [{ flag: '--backend-url', otherwise: defaults.backendUrl }] : []),
    ...(hasConnection && storeHash === undefined ? [{ flag: '--store-hash' }] : []),
    ...(isAddressMissing ? [{ flag: '--store-url', otherwise: 'the store’s permanent address' }] : []),
    ...(hasConnection && actions === undefined ? [{ flag: '--actions' }] : []),
    ...(ci === undefined ? [{ flag: '--ci', otherwise: defaults.ci }] : []),
  ];
  if (workspace === undefined || backendUrl === undefined || ci === undefined || missing.length > 0)
    return { problem: incomplete(missing, mayDerive) };
  const answers = { workspace, backendUrl, ci };
  if (storeHash === undefined || actions === undefined) return { answers };
  const connection = { platform: PLATFORM, storeHash, storeUrl, name, actions: tidy(actions) } as const;
  return { answers: { ...answers, connection } };
}

/** The same, but what is missing is asked for; each answer is checked at once. */
export async function askAnswers(
  given: GivenAnswers,
  defaults: Defaults,
): Promise<{ answers: ProjectAnswers } | 'cancelled'> {
  const { askChoice, askText } = await import('../edge/prompt.ts');
  const workspace =
    given.workspace ??
    (await askText({
      message: 'Which workspace of the backend is the project for?',
      ...suggesting(defaults.workspace),
      check: answerProblems.workspace,
    }));
  if (workspace === undefined) return 'cancelled';
  const backendUrl =
    given.backendUrl ??
    (await askText({
      message: 'At which address is the backend?',
      ...suggesting(defaults.backendUrl),
      check: answerProblems.backendUrl,
    }));
  if (backendUrl === undefined) return 'cancelled';
  const connection = await askFirstConnection(given);
  if (connection === 'cancelled') return connection;
  const ci = given.ci ?? (await askChoice('Where are plans made and applied?', ciOptions));
  if (ci === undefined) return 'cancelled';
  return { answers: { workspace, backendUrl, ci, ...(connection ? { connection } : {}) } };
}

/** @returns undefined if there is to be none yet */
async function askFirstConnection(given: GivenAnswers): Promise<ProjectAnswers['connection'] | 'cancelled'> {
  const { askText, askYes } = await import('../edge/prompt.ts');
  if (!describesConnection(given)) {
    const question =
      'Describe a first store now? Once its credentials are downloaded, `flowlink add FILE` does it too.';
    const isWanted = await askYes(question, true);
    if (isWanted === undefined) return 'cancelled';
    if (!isWanted) return undefined;
  }
  const storeHash =
    given.storeHash ??
    (await askText({
      message: 'Which store? Paste its hash, its API path, or the address of its control panel.',
      check: (text) => answerProblems.storeHash(PLATFORM, text),
    }));
  if (storeHash === undefined) return 'cancelled';
  const answers = await askConnection(connectionQuestions(PLATFORM, storeHash), given);
  return answers === 'cancelled' ? answers : { platform: PLATFORM, storeHash, ...answers };
}

/** Whether a file that is in the way is to be overwritten; undefined after Ctrl-C. */
export async function isReplacementWanted(file: string): Promise<boolean | undefined> {
  const { askYes } = await import('../edge/prompt.ts');
  return askYes(`${file} is there already. Overwrite it?`);
}

function describesConnection({ storeHash, storeUrl, name, actions }: GivenAnswers): boolean {
  return [storeHash, storeUrl, name, actions].some((value) => value !== undefined);
}

const suggesting = (suggestion: string | undefined) => (suggestion === undefined ? {} : { suggestion });

function incomplete(
  missing: readonly { readonly flag: string; readonly otherwise?: string | undefined }[],
  mayDerive: boolean,
): Diagnostic {
  const flags = and(missing.map(({ flag }) => flag));
  const defaults = missing.flatMap(({ flag, otherwise }) =>
    otherwise === undefined || mayDerive ? [] : [`${otherwise} for ${flag}`],
  );
  const hints = [
    ...(defaults.length > 0 ? [`--yes takes ${and(defaults)}.`] : []),
    ...(missing.some(({ flag }) => flag === '--actions') ? ["`--actions ''` stands for no workflows."] : []),
  ];
  return diagnostic('usage', {
    detail: `Nothing is asked here, and ${missing.length === 1 ? 'a flag is' : 'flags are'} missing: ${flags}.`,
    fix: [`Add ${flags}.`, ...hints].join(' '),
  });
}

function and(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
