// Finds out what a file of credentials does not say: from the flags, or from the person at the terminal.
import {
  type ConnectionDetails,
  type Diagnostic,
  diagnostic,
  type Enrolment,
  nameFromUrl,
} from '@flowlink/core';
import { askConnection, type GivenConnection, tidy } from './connection-questions.ts';

interface Given extends GivenConnection {
  readonly file: string | undefined;
}

/** The details from the flags alone, or what is missing. */
export function detailsFrom(
  { permanentUrl }: Enrolment,
  { name, storeUrl, actions, file }: Given,
): { details: ConnectionDetails } | { problem: Diagnostic } {
  if (storeUrl !== undefined && actions !== undefined) {
    return { details: { name: name ?? nameFromUrl(storeUrl), storeUrl, actions: tidy(actions), file } };
  }
  const missing = [
    ...(storeUrl === undefined ? [['--store-url', 'the store’s address']] : []),
    ...(actions === undefined ? [['--actions', 'what FlowLink is to do']] : []),
  ];
  const detail = `There is nobody to ask, and the credentials do not say ${missing.map(([, what]) => what).join(' and ')}.`;
  const fix = `Add ${missing.map(([flag]) => flag).join(' and ')}. The store’s permanent address is ${permanentUrl}; \`--actions ''\` stands for no workflows.`;
  return { problem: diagnostic('usage', { detail, fix }) };
}

/** The same, but what is missing is asked for. */
export async function askDetails(
  enrolment: Enrolment,
  given: Given,
): Promise<{ details: ConnectionDetails } | 'cancelled'> {
  const answers = await askConnection(enrolment, given);
  return answers === 'cancelled' ? answers : { details: { ...answers, file: given.file } };
}

/** Whether the person at the terminal wants the credentials replaced. */
export async function isRotationWanted(connection: string): Promise<boolean> {
  const { askYes } = await import('../edge/prompt.ts');
  const question = `The store has a connection already, “${connection}”. Replace its credentials?`;
  return (await askYes(question)) === true;
}
