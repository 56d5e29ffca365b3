// Asks what only a person can say about a new connection; each answer is checked at once.
import { nameFromUrl } from '@flowlink/core';

/** What core knows of the store, and of answers that will not do. */
export interface ConnectionQuestions {
  /** The address that the store always has. */
  readonly permanentUrl: string;
  /** The actions to choose from, each with what it does. */
  readonly actions: Readonly<Record<string, string>>;
  readonly checkStoreUrl: (text: string) => string | undefined;
  readonly checkName: (text: string) => string | undefined;
}

/** What the flags say already. */
export interface GivenConnection {
  readonly name: string | undefined;
  readonly storeUrl: string | undefined;
  readonly actions: readonly string[] | undefined;
}

/** Asks for whatever the flags leave open. */
export async function askConnection(
  { permanentUrl, actions: known, checkStoreUrl, checkName }: ConnectionQuestions,
  given: GivenConnection,
): Promise<{ name: string; storeUrl: string; actions: string[] } | 'cancelled'> {
  const { askChoices, askText } = await import('../edge/prompt.ts');
  const storeUrl =
    given.storeUrl ??
    (await askText({
      message: 'At which address is the store open to visitors?',
      suggestion: permanentUrl,
      check: checkStoreUrl,
    }));
  if (storeUrl === undefined) return 'cancelled';
  const name =
    given.name ??
    (await askText({
      message: 'What is the connection to be called?',
      suggestion: nameFromUrl(storeUrl),
      check: checkName,
    }));
  if (name === undefined) return 'cancelled';
  const options = Object.entries(known).map(([value, hint]) => ({ value, hint }));
  const actions =
    given.actions ??
    (await askChoices('What is FlowLink to do? Space selects; the scopes follow from it.', options));
  return actions === undefined ? 'cancelled' : { name, storeUrl, actions: tidy(actions) };
}

/** What a list of actions with commas between may hold besides. */
export function tidy(actions: readonly string[]): string[] {
  return [...new Set(actions.map((action) => action.trim()).filter((action) => action !== ''))];
}
