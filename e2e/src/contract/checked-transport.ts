// A transport that fails the test in which a request or an answer does not conform to the contract.
import type { Transport } from '@flowlink/core';
import { problemsOf } from './conformance.ts';

export function checkedTransport<T extends Transport>(transport: T): T {
  return {
    ...transport,
    async send(request) {
      const answer = await transport.send(request);
      if ('error' in answer) return answer;
      const { pathname, search } = new URL(request.url);
      const problems = problemsOf({
        method: request.method,
        url: `${pathname}${search}`,
        requestHeaders: request.headers,
        requestBody: request.body ?? '',
        status: answer.status,
        responseHeaders: answer.headers as Readonly<Record<string, string | undefined>>,
        responseBody: answer.body,
      });
      if (problems.length > 0) throw new Error(problems.join('\n'));
      return answer;
    },
  } satisfies T;
}
