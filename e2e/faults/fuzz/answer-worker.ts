// Lets a backend give spoiled answers to everything that asks it, and looks at what the command line makes of them.
import { drift, findRun, history, list, plan, planImport, type Report, readLock } from '@flowlink/core';
import { answerInput } from './answer-inputs.ts';
import { expectHidden, showDiagnostics, showPlan } from './show.ts';
import { work } from './worker.ts';
import { projectAround } from './yaml-project.ts';

const CONFIGURATION = `connections:
  acme-us:
    platform: bigcommerce
    store_url: https://acme-us.mybigcommerce.com
    store_hash: g5cd38
    client_id: 0client0id0of0a0test0account000
    access_token: \${env:ACME_US_ACCESS_TOKEN}
    scopes: [store_v2_orders]
`;
/** A backend may have any number of pages, but not without end. */
const MAX_REQUESTS = 50;

async function check(input: string): Promise<string> {
  const end = input.indexOf('\n');
  const [status, body] = [Number(input.slice(0, end)), input.slice(end + 1)];
  const { ports: given, variables } = projectAround(CONFIGURATION, true);
  let requests = 0;
  const transport = {
    send: async () => {
      if (++requests > MAX_REQUESTS) return { error: 'unreachable', reason: 'enough' } as const;
      return { status, headers: { 'content-type': 'application/json' }, body };
    },
  };
  const ports = { ...given, transport };
  const planned = await plan(ports, { mode: 'apply', targets: [], redeclareScopes: [] });
  const reports: Report<unknown>[] = [
    planned,
    await drift(ports, []),
    await list(ports),
    await history(ports, 10),
    await findRun(ports, 'run_0000000000000001'),
    await readLock(ports),
    await planImport(ports, ['by-hand'], false),
  ];
  const texts = reports.map((report) => {
    if (report.value === undefined && report.diagnostics.length === 0)
      throw new Error('nothing came of it, and nothing was said');
    return showDiagnostics(report);
  });
  if (planned.value)
    texts.push(showPlan({ plan: planned.value.plan, diagnostics: [], verification: undefined, scopes: [] }));
  expectHidden(texts.join('\n'), Object.values(variables));
  return planned.value
    ? 'planned'
    : (planned.diagnostics.find(({ severity }) => severity === 'error')?.code ?? '');
}

await work(answerInput, check);
