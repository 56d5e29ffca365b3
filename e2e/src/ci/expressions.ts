// Expressions of GitHub's workflows, evaluated by GitHub's own library.
import { data, Evaluator, Lexer, Parser } from '@actions/expressions';

/** What an expression can refer to, such as `github` and `secrets`; and whether the job has failed or was cancelled so far. */
export interface Scope {
  readonly contexts: Readonly<Record<string, unknown>>;
  readonly hasFailed: boolean;
}

/** A text with every expression in it replaced. */
export function interpolate(text: unknown, scope: Scope): string {
  return String(text ?? '').replaceAll(/\$\{\{(.*?)\}\}/gs, (_, expression: string) =>
    evaluate(expression, scope).coerceString(),
  );
}

/** Every value of an object, as a text. */
export function interpolateAll(
  texts: Readonly<Record<string, unknown>>,
  scope: Scope,
): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, interpolate(text, scope)]));
}

/** Whether a job or a step runs: without a status function its condition holds only after success. */
export function applies(condition: unknown, scope: Scope): boolean {
  const written = String(condition ?? 'success()');
  const text = /^\s*\$\{\{(.*)\}\}\s*$/s.exec(written)?.[1] ?? written;
  const mentionsStatus = /\b(success|failure|cancelled|always)\(\)/.test(text);
  if (!mentionsStatus && scope.hasFailed) return false;
  return evaluate(text, scope).coerceString() === 'true';
}

function evaluate(expression: string, { contexts, hasFailed }: Scope): data.ExpressionData {
  const statuses = { success: !hasFailed, failure: hasFailed, cancelled: false, always: true };
  const functions = Object.entries(statuses).map(([name, value]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(value),
  }));
  const { tokens } = new Lexer(expression).lex();
  const parsed = new Parser(tokens, Object.keys(contexts), functions).parse();
  const dictionary = JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary;
  return new Evaluator(parsed, dictionary, new Map(functions.map((one) => [one.name, one]))).evaluate();
}
