// What CI runs, whichever it is: it checks and plans what is proposed, applies the plan of what was merged, looks for drift.
import { PLAN_FILES, type ProjectDraft } from './project-draft.ts';
import { type ProjectVariable, projectVariables } from './project-variables.ts';

export interface CiPipeline {
  readonly workspace: string;
  /** Runs of one group exclude each other: what must not be applied twice at once is a workspace. */
  readonly group: string;
  /** Command lines. The first two need no variable. */
  readonly format: string;
  readonly validate: string;
  /** Writes the plan files. */
  readonly plan: string;
  readonly apply: string;
  readonly drift: string;
  readonly variables: readonly ProjectVariable[];
}

/** Somebody who applies by hand is waited for. */
const LOCK_TIMEOUT_SECONDS = 300;

/** The environment, as GitHub and GitLab call it, that lets only those apply who may. */
export const CI_ENVIRONMENT = 'flowlink';

export function ciPipeline(draft: ProjectDraft): CiPipeline {
  const flowlink = `npx --yes @flowlink/cli@${draft.toolVersion}`;
  const { saved, page, comment } = PLAN_FILES;
  return {
    workspace: draft.workspace,
    group: `flowlink-${draft.workspace}`,
    format: `${flowlink} fmt --check`,
    validate: `${flowlink} validate`,
    plan: `${flowlink} plan --out ${saved} --html ${page} --markdown ${comment} --markdown-limit ${COMMENT_LIMIT}`,
    apply: `${flowlink} apply --auto-approve --lock-timeout ${LOCK_TIMEOUT_SECONDS} ${saved}`,
    drift: `${flowlink} drift`,
    variables: projectVariables(draft),
  };
}

/** In characters: what GitHub accepts in a comment or an issue, less what is added below. */
export const COMMENT_LIMIT = 65_000;

/** First in the comment that shows a plan, invisible there; `flowlink plan --markdown` writes it. */
export const planMarker = (workspace: string): string => `<!-- flowlink-plan: ${workspace} -->`;

/** First in the issue that tells of drift; `flowlink drift --markdown` writes it. */
export const driftMarker = (workspace: string): string => `<!-- flowlink-drift: ${workspace} -->`;
