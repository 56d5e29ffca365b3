// The workflow for GitHub Actions.
import { CI_ENVIRONMENT, type CiPipeline } from './ci-pipeline.ts';
import type { NewFile } from './new-file.ts';
import { CI_FILES, PLAN_FILE } from './project-draft.ts';
import type { ProjectVariable } from './project-variables.ts';

export function githubWorkflow({ group, checks, plan, apply, variables }: CiPipeline): NewFile {
  const text = `# Checks and plans what a pull request proposes; applies what was merged, exactly as it was planned.
#
# In the repository's settings, under "Secrets and variables":
${variables.map((variable) => `#   ${kindOf(variable).label} ${variable.name}`).join('\n')}
# Under "Environments", for ${CI_ENVIRONMENT}:
#   required reviewers, if every plan is to be approved before it is applied
#   secret   FLOWLINK_TOKEN with the role \`write\`; then \`read\` is enough for the one above
name: flowlink

on:
  pull_request:
  push:
    branches: [main]

permissions:
  contents: read

# On main one run waits for the other: what it plans is what the one before has left.
concurrency:
  group: ${group}-\${{ github.ref }}
  cancel-in-progress: \${{ github.event_name == 'pull_request' }}

jobs:
  plan:
    runs-on: ubuntu-latest
    steps:
${SETUP}
${checks.map((command) => `      - run: ${command}`).join('\n')}
      - run: ${plan}
        # A new connection needs its variables here.
        env: &variables
${variables.map((variable) => `          ${assignment(variable)}`).join('\n')}
      # The plan holds names of variables and fingerprints, never a secret.
      - uses: actions/upload-artifact@v7
        with:
          name: plan
          path: ${PLAN_FILE}

  apply:
    if: github.event_name == 'push'
    needs: plan
    runs-on: ubuntu-latest
    environment: ${CI_ENVIRONMENT}
    steps:
${SETUP}
      - uses: actions/download-artifact@v8
        with:
          name: plan
      - run: ${apply}
        env: *variables
`;
  return { file: CI_FILES.github, text };
}

/** The steps before any other. */
const SETUP = `      - uses: actions/checkout@v6
        with:
          persist-credentials: false
      - uses: actions/setup-node@v6
        with:
          node-version: 24`;

const kindOf = ({ isSecret }: ProjectVariable) =>
  isSecret ? { label: 'secret  ', context: 'secrets' } : { label: 'variable', context: 'vars' };

function assignment(variable: ProjectVariable): string {
  return `${variable.name}: \${{ ${kindOf(variable).context}.${variable.name} }}`;
}
