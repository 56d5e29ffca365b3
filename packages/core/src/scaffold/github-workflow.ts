// The workflow for GitHub Actions.
import { CI_ENVIRONMENT, type CiPipeline, COMMENT_LIMIT, driftMarker, planMarker } from './ci-pipeline.ts';
import { DRIFT_ISSUE_SCRIPT, PLAN_COMMENT_SCRIPT } from './github-scripts.ts';
import type { NewFile } from './new-file.ts';
import { PINNED_ACTIONS } from './pinned-actions.ts';
import { CI_FILES, DRIFT_FILE, PLAN_FILES } from './project-draft.ts';
import type { ProjectVariable } from './project-variables.ts';

export function githubWorkflow(pipeline: CiPipeline): NewFile {
  const text = `${head(pipeline)}
jobs:
${planJob(pipeline)}
${commentJob(pipeline)}
${applyJob(pipeline)}
${driftJob(pipeline)}
${issueJob(pipeline)}`;
  return { file: CI_FILES.github, text };
}

const head = ({ group, variables }: CiPipeline): string => `\
# Checks what a pull request proposes and shows its plan in a comment; applies what was merged, exactly as it was planned;
# looks for drift every night.
#
# In the repository's settings, under "Secrets and variables":
${variables.map((variable) => `#   ${kindOf(variable).label} ${variable.name}`).join('\n')}
# Under "Environments", for ${CI_ENVIRONMENT}:
#   required reviewers, if every plan is to be approved before it is applied
#   secret   FLOWLINK_TOKEN with the role \`write\`; then \`read\` is enough for the one above
# Without a stored FLOWLINK_TOKEN: have the backend trust this repository (\`flowlink-backend trust create\`), and write
# \`id-token: write\` under \`permissions\` of the jobs plan, apply and drift.
name: flowlink

on:
  pull_request:
  push:
    branches: [main]
  schedule:
    - cron: '23 3 * * *'
  # Looks for drift at once.
  workflow_dispatch:

# Each job names what it needs. Those that may write to GitHub know no secret of FlowLink, and the other way round.
permissions: {}

# On main one run waits for the other: what it plans is what the one before has left. The nightly run has a group of its own,
# because of all that wait in a group only the newest is kept.
concurrency:
  group: ${group}-\${{ github.event_name }}-\${{ github.ref }}
  cancel-in-progress: \${{ github.event_name == 'pull_request' }}

env:
  # GitHub gives none to pull requests from forks and of Dependabot.
  HAS_SECRETS: >-
    \${{ github.event_name != 'pull_request'
    || (github.event.pull_request.head.repo.full_name == github.repository && github.actor != 'dependabot[bot]') }}
`;

const planJob = ({ format, validate, plan, variables }: CiPipeline): string => `\
  plan:
    if: github.event_name == 'pull_request' || github.event_name == 'push'
    runs-on: ubuntu-latest
    permissions:
      contents: read
    outputs:
      has-secrets: \${{ env.HAS_SECRETS }}
      changes: \${{ steps.plan.outputs.changes }}
    steps:
${SETUP}
      - run: ${format}
      - run: ${validate}
      - id: plan
        if: env.HAS_SECRETS == 'true'
        run: ${plan}
        # A new connection needs its variables here.
        env: &variables
${variables.map((variable) => `          ${assignment(variable)}`).join('\n')}
      # The plan holds names of variables and fingerprints, never a secret. Without one there may be a text that says why.
      - if: \${{ !cancelled() && env.HAS_SECRETS == 'true' }}
        uses: ${PINNED_ACTIONS.uploadArtifact}
        with:
          name: plan
          path: |
${Object.values(PLAN_FILES)
  .map((file) => `            ${file}`)
  .join('\n')}
      - if: env.HAS_SECRETS != 'true'
        run: |
          message='The configuration was checked but not planned: GitHub gives pull requests from forks and of Dependabot no secrets. The plan is made when it is merged.'
          echo "::notice title=No plan::$message"
          echo "$message" >> "$GITHUB_STEP_SUMMARY"
`;

const commentJob = ({ workspace }: CiPipeline): string => `\
  comment:
    needs: plan
    # Also when the plan failed: what an earlier comment shows is out of date then.
    if: \${{ !cancelled() && github.event_name == 'pull_request' && needs.plan.outputs.has-secrets == 'true' }}
    runs-on: ubuntu-latest
    permissions:
      pull-requests: write
    steps:
      - uses: ${PINNED_ACTIONS.downloadArtifact}
        continue-on-error: true
        with:
          name: plan
      - env:
          GH_TOKEN: \${{ github.token }}
          GH_REPO: \${{ github.repository }}
          NUMBER: \${{ github.event.pull_request.number }}
          COMMIT: \${{ github.event.pull_request.head.sha }}
          RUN_URL: ${RUN_URL}
          MARKER: '${planMarker(workspace)}'
        run: |
          if [ ! -e plan.md ]; then
            printf '%s\\n' "$MARKER" '## FlowLink: no plan' '' 'The configuration is not as it should be; see the run.' > plan.md
          fi
${indented(PLAN_COMMENT_SCRIPT)}
`;

const applyJob = ({ apply }: CiPipeline): string => `\
  apply:
    needs: plan
    # Nobody is asked to approve a plan without changes.
    if: github.event_name == 'push' && needs.plan.outputs.changes != 'false'
    runs-on: ubuntu-latest
    permissions:
      contents: read
    environment: ${CI_ENVIRONMENT}
    steps:
${SETUP}
      - uses: ${PINNED_ACTIONS.downloadArtifact}
        with:
          name: plan
      - run: ${apply}
        env: *variables
`;

const driftJob = ({ drift }: CiPipeline): string => `\
  drift:
    if: github.event_name == 'schedule' || github.event_name == 'workflow_dispatch'
    runs-on: ubuntu-latest
    permissions:
      contents: read
    outputs:
      found: \${{ steps.drift.outputs.drift }}
    steps:
${SETUP}
      - id: drift
        run: ${drift} --markdown ${DRIFT_FILE} --markdown-limit ${COMMENT_LIMIT}
        env: *variables
      - uses: ${PINNED_ACTIONS.uploadArtifact}
        with:
          name: drift
          path: ${DRIFT_FILE}
`;

const issueJob = ({ workspace }: CiPipeline): string => `\
  issue:
    needs: drift
    runs-on: ubuntu-latest
    permissions:
      issues: write
    steps:
      - uses: ${PINNED_ACTIONS.downloadArtifact}
        with:
          name: drift
      - env:
          GH_TOKEN: \${{ github.token }}
          GH_REPO: \${{ github.repository }}
          FOUND: \${{ needs.drift.outputs.found }}
          RUN_URL: ${RUN_URL}
          MARKER: '${driftMarker(workspace)}'
        run: |
${indented(DRIFT_ISSUE_SCRIPT)}
`;

/** The steps before any other of a job that runs flowlink. */
const SETUP = `      - uses: ${PINNED_ACTIONS.checkout}
        with:
          persist-credentials: false
      - uses: ${PINNED_ACTIONS.setupNode}
        with:
          node-version: 24
          package-manager-cache: false`;

const RUN_URL = '${{ github.server_url }}/${{ github.repository }}/actions/runs/${{ github.run_id }}';

/** As the text of `run: |` in a step. */
function indented(script: string): string {
  return script.replaceAll(/^(?=.)/gm, ' '.repeat(10));
}

const kindOf = ({ isSecret }: ProjectVariable) =>
  isSecret ? { label: 'secret  ', context: 'secrets' } : { label: 'variable', context: 'vars' };

function assignment(variable: ProjectVariable): string {
  return `${variable.name}: \${{ ${kindOf(variable).context}.${variable.name} }}`;
}
