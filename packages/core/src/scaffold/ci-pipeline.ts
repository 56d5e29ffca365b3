// What CI runs, whichever it is: it checks and plans what is proposed, and applies the plan of what was merged.
import { PLAN_FILE, type ProjectDraft } from './project-draft.ts';
import { type ProjectVariable, projectVariables } from './project-variables.ts';

export interface CiPipeline {
  /** Runs of one group exclude each other: what must not be applied twice at once is a workspace. */
  readonly group: string;
  /** Need no variable. */
  readonly checks: readonly string[];
  /** Writes the plan file. */
  readonly plan: string;
  readonly apply: string;
  readonly variables: readonly ProjectVariable[];
}

/** Somebody who applies by hand is waited for. */
const LOCK_TIMEOUT_SECONDS = 300;

/** The environment, as GitHub and GitLab call it, that lets only those apply who may. */
export const CI_ENVIRONMENT = 'flowlink';

export function ciPipeline(draft: ProjectDraft): CiPipeline {
  const flowlink = `npx --yes @flowlink/cli@${draft.toolVersion}`;
  return {
    group: `flowlink-${draft.workspace}`,
    checks: [`${flowlink} fmt --check`, `${flowlink} validate`],
    plan: `${flowlink} plan --out ${PLAN_FILE}`,
    apply: `${flowlink} apply --auto-approve --lock-timeout ${LOCK_TIMEOUT_SECONDS} ${PLAN_FILE}`,
    variables: projectVariables(draft),
  };
}
