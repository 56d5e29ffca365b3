// What is settled about a new project before it becomes files.
import type { ConnectionDraft } from '../edit/connection-draft.ts';

/** Where plans are made and applied. */
export type ContinuousIntegration = 'github' | 'gitlab' | 'none';

export interface ProjectDraft {
  readonly workspace: string;
  readonly backendUrl: string;
  /** The first connection, if there is to be one. */
  readonly connection?: ConnectionDraft;
  /** Whether the folder of connections holds some already. */
  readonly hasConnections: boolean;
  readonly ci: ContinuousIntegration;
  /** The texts of the published schemas. */
  readonly schemas: { readonly configuration: string; readonly connections: string };
  /** The version of flowlink that CI is to run. */
  readonly toolVersion: string;
}

/** Holds one file for each connection. */
export const CONNECTIONS_FOLDER = 'connections';

/** Holds the schemas, for editors: whoever runs flowlink through npx has them nowhere else. */
const SCHEMA_FOLDER = '.flowlink/schema';

export const SCHEMA_FILES = {
  configuration: `${SCHEMA_FOLDER}/flowlink.schema.json`,
  connections: `${SCHEMA_FOLDER}/connections.schema.json`,
} as const;

/** What `plan` writes in CI: the plan to apply, the same as a page to look at, and as the text of a comment. */
export const PLAN_FILES = { saved: 'plan.json', page: 'plan.html', comment: 'plan.md' } as const;

/** What `drift` writes in CI of GitHub: the text of an issue. */
export const DRIFT_FILE = 'drift.md';

/** What two commands write in CI of GitLab: their findings as test results, in JUnit's format. */
export const JUNIT_REPORTS = { validate: 'check.xml', plan: 'plan.xml' } as const;

/** The file that each kind of CI reads, at the root of a repository. */
export const CI_FILES: Readonly<Record<Exclude<ContinuousIntegration, 'none'>, string>> = {
  github: '.github/workflows/flowlink.yml',
  gitlab: '.gitlab-ci.yml',
};
