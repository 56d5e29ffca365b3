// Finds out what a file of credentials does not say: from the flags, or from the person at the terminal.
import { type ConnectionDetails, type Diagnostic, diagnostic, type Enrolment } from '@flowlink/core';

interface Given {
  readonly name: string | undefined;
  readonly storeUrl: string | undefined;
  readonly actions: readonly string[] | undefined;
  readonly file: string | undefined;
}

/** The details from the flags alone, or what is missing. */
export function detailsFrom(
  { permanentUrl }: Enrolment,
  { name, storeUrl, actions, file }: Given,
): { details: ConnectionDetails } | { problem: Diagnostic } {
  if (storeUrl !== undefined && actions !== undefined) {
    return { details: { name: name ?? nameFrom(storeUrl), storeUrl, actions: tidy(actions), file } };
  }
  const missing = [
    ...(storeUrl === undefined ? [['--store-url', 'the store’s address']] : []),
    ...(actions === undefined ? [['--actions', 'what FlowLink is to do']] : []),
  ];
  const detail = `There is nobody to ask, and the credentials do not say ${missing.map(([, what]) => what).join(' and ')}.`;
  const fix = `Add ${missing.map(([flag]) => flag).join(' and ')}. The store’s permanent address is ${permanentUrl}; \`--actions ''\` stands for no workflows.`;
  return { problem: diagnostic('usage', { detail, fix }) };
}

/** Asks for whatever the flags leave open; each answer is checked at once. */
export async function askDetails(
  { permanentUrl, actions: known, checkStoreUrl, checkName }: Enrolment,
  given: Given,
): Promise<{ details: ConnectionDetails } | 'cancelled'> {
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
      suggestion: nameFrom(storeUrl),
      check: checkName,
    }));
  if (name === undefined) return 'cancelled';
  const options = Object.entries(known).map(([value, hint]) => ({ value, hint }));
  const actions =
    given.actions ??
    (await askChoices('What is FlowLink to do? Space selects; the scopes follow from it.', options));
  if (actions === undefined) return 'cancelled';
  return { details: { name, storeUrl, actions: tidy(actions), file: given.file } };
}

/** Whether the person at the terminal wants the credentials replaced. */
export async function isRotationWanted(connection: string): Promise<boolean> {
  const { askYes } = await import('../edge/prompt.ts');
  return askYes(`The store has a connection already, “${connection}”. Replace its credentials?`);
}

/** https://www.acme-us.mybigcommerce.com gives acme-us. */
function nameFrom(storeUrl: string): string {
  const host = storeUrl
    .trim()
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/^www\./i, '');
  return (/^[^./:]+/.exec(host)?.[0] ?? '').toLowerCase().replaceAll(/[^a-z0-9_-]/g, '-');
}

function tidy(actions: readonly string[]): string[] {
  return [...new Set(actions.map((action) => action.trim()).filter((action) => action !== ''))];
}
