// Asks the person at the terminal. Loaded only where somebody is asked.
import { confirm, isCancel, multiselect, text } from '@clack/prompts';

/** A question with a typed answer. */
export interface TextQuestion {
  readonly message: string;
  /** What Enter alone means. */
  readonly suggestion?: string;
  /** Why an answer will not do; undefined if it will. */
  readonly check?: (answer: string) => string | undefined;
}

/** The answer without white space around it; undefined after Ctrl-C. */
export async function askText({ message, suggestion, check }: TextQuestion): Promise<string | undefined> {
  const answer = await text({
    message,
    ...(suggestion === undefined ? {} : { placeholder: suggestion, defaultValue: suggestion }),
    validate: (typed) => check?.(typed?.trim() || suggestion || ''),
  });
  return isCancel(answer) ? undefined : answer.trim();
}

/** Yes or no; no by default, and after Ctrl-C. */
export async function askYes(message: string): Promise<boolean> {
  const answer = await confirm({ message, initialValue: false });
  return answer === true;
}

/** Any number of the options, by value; undefined after Ctrl-C. */
export async function askChoices(
  message: string,
  options: readonly { readonly value: string; readonly hint: string }[],
): Promise<string[] | undefined> {
  const answer = await multiselect({
    message,
    options: options.map(({ value, hint }) => ({ value, label: value, hint })),
    required: false,
    maxItems: 16,
  });
  return isCancel(answer) ? undefined : answer;
}
