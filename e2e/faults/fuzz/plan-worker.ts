// Reads a spoiled plan file as `show` and `apply` do, and shows in every form what is still a plan.
import { parsePlan, reopenPlan, reviewPlannedScopes } from '@flowlink/core';
import { planInput } from './plan-inputs.ts';
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

async function check(text: string): Promise<string> {
  const { value: plan, diagnostics } = parsePlan('plan.json', text);
  const said = [showDiagnostics({ diagnostics, sources: new Map() })];
  if (!plan) return diagnostics[0]?.code ?? 'nothing said';
  said.push(showPlan({ plan, diagnostics: [], verification: undefined, scopes: reviewPlannedScopes(plan) }));
  const { ports, variables } = projectAround(CONFIGURATION, true);
  const reopened = await reopenPlan(ports, plan);
  said.push(showDiagnostics(reopened));
  expectHidden(said.join('\n'), Object.values(variables));
  return reopened.value ? 'applicable' : 'shown';
}

await work(planInput, check);
