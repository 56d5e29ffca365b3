// Asks the person at the terminal. Loaded only where somebody is asked.
import { confirm, isCancel, multiselect, select, text } from '@clack/prompts';

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

/** Yes or no; undefined after Ctrl-C. @param suggestion what Enter alone means */
export async function askYes(message: string, suggestion = false): Promise<boolean | undefined> {
  const answer = await confirm({ message, initialValue: suggestion });
  return isCancel(answer) ? undefined : answer;
}

/** One of the options, by value; the first by default, undefined after Ctrl-C. */
export async function askChoice<Value extends string>(
  message: string,
  options: readonly { readonly value: Value; readonly hint: string }[],
): Promise<Value | undefined> {
  const answer = await select<string>({
    message,
    options: options.map(({ value, hint }) => ({ value, label: value, hint })),
  });
  return isCancel(answer) ? undefined : options.find(({ value }) => value === answer)?.value;
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
