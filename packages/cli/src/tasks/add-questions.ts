// Finds out what a file of credentials does not say: from the flags, or from the person at the terminal.
import { type ConnectionDetails, type Diagnostic, diagnostic, type Enrolment } from '@flowlink/core';
import type { Console } from '../edge/console.ts';

interface Given {
  readonly name: string | undefined;
  readonly storeUrl: string | undefined;
  readonly actions: readonly string[] | undefined;
  readonly file: string | undefined;
}

/** The details, or why there are none. */
export async function obtainDetails(
  { isInteractive, json }: Console,
  enrolment: Enrolment,
  given: Given,
): Promise<{ details: ConnectionDetails } | { problem: Diagnostic }> {
  if (isInteractive && !json) return (await askDetails(enrolment, given)) ?? { problem: cancelled };
  const { storeUrl, actions, file } = given;
  const missing = [
    ...(storeUrl === undefined ? ['--store-url'] : []),
    ...(actions === undefined ? ['--actions'] : []),
  ];
  if (storeUrl === undefined || actions === undefined) {
    const detail = `There is nobody to ask, and the credentials do not say ${missing.length > 1 ? 'the store’s address and what FlowLink is to do' : missing[0] === '--actions' ? 'what FlowLink is to do' : 'the store’s address'}.`;
    const fix = `Add ${missing.join(' and ')}. The store’s permanent address is ${enrolment.permanentUrl}; \`--actions ''\` stands for no workflows.`;
    return { problem: diagnostic('usage', { detail, fix }) };
  }
  return { details: { name: given.name ?? nameFrom(storeUrl), storeUrl, actions: tidy(actions), file } };
}

const cancelled = diagnostic('usage', { detail: 'It was broken off. Nothing was changed.' });

async function askDetails(
  { permanentUrl, actions: known }: Enrolment,
  given: Given,
): Promise<{ details: ConnectionDetails } | undefined> {
  const { askChoices, askText } = await import('../edge/prompt.ts');
  const storeUrl =
    given.storeUrl ??
    (await askText({
      message: 'At which address is the store open to visitors?',
      suggestion: permanentUrl,
    }));
  if (storeUrl === undefined) return undefined;
  const name =
    given.name ??
    (await askText({ message: 'What is the connection to be called?', suggestion: nameFrom(storeUrl) }));
  if (name === undefined) return undefined;
  const options = Object.entries(known).map(([value, hint]) => ({ value, hint }));
  const actions =
    given.actions ??
    (await askChoices('What is FlowLink to do? Space selects; the scopes follow from it.', options));
  if (actions === undefined) return undefined;
  return { details: { name, storeUrl, actions: tidy(actions), file: given.file } };
}

/** Whether somebody at the terminal wants the credentials replaced. */
export async function isRotationWanted(
  { isInteractive, json }: Console,
  connection: string,
): Promise<boolean> {
  if (!isInteractive || json) return false;
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
