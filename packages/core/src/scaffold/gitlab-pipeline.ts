// The pipeline for GitLab CI/CD.
import { CI_ENVIRONMENT, type CiPipeline } from './ci-pipeline.ts';
import type { NewFile } from './new-file.ts';
import { CI_FILES, PLAN_FILE } from './project-draft.ts';

export function gitlabPipeline({ group, checks, plan, apply, variables }: CiPipeline): NewFile {
  const text = `# Checks and plans what a merge request proposes; applies what was merged, exactly as it was planned.
#
# In the project's settings, under "CI/CD > Variables"; not protected, because merge requests need them too:
${variables.map(({ name, isSecret }) => `#   ${name}${isSecret ? ', masked' : ''}`).join('\n')}
#   FLOWLINK_TOKEN once more for the environment ${CI_ENVIRONMENT}, masked, with the role \`write\`; then \`read\` is enough
#   for the one above
# If every plan is to be approved before it is applied, protect the environment ${CI_ENVIRONMENT} and require approvals.
workflow:
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH

default:
  image: node:24

stages: [plan, apply]

plan:
  stage: plan
  script:
${[...checks, plan].map((command) => `    - ${command}`).join('\n')}
  # The plan holds names of variables and fingerprints, never a secret.
  artifacts:
    paths: [${PLAN_FILE}]

apply:
  stage: apply
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  environment: ${CI_ENVIRONMENT}
  # Of several applies one waits for the other.
  resource_group: ${group}
  script:
    - ${apply}
`;
  return { file: CI_FILES.gitlab, text };
}
