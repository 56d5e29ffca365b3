// The pipeline for GitLab CI/CD.
import { CI_ENVIRONMENT, type CiPipeline, planMarker } from './ci-pipeline.ts';
import { PLAN_NOTE_SCRIPT } from './gitlab-scripts.ts';
import type { NewFile } from './new-file.ts';
import { CI_FILES, JUNIT_REPORTS, PLAN_FILES } from './project-draft.ts';

export function gitlabPipeline(pipeline: CiPipeline): NewFile {
  const text = `${head(pipeline)}
${checkAndPlanJobs(pipeline)}
${noteJob(pipeline)}
${applyJob(pipeline)}
${driftJob(pipeline)}`;
  return { file: CI_FILES.gitlab, text };
}

const head = ({ variables }: CiPipeline): string => `\
# Checks what a merge request proposes and shows its plan; applies what was merged, exactly as it was planned; looks for drift
# when a schedule says so.
#
# In the project's settings, under "CI/CD > Variables"; not protected, because merge requests need them too:
${variables.map(({ name, isSecret }) => `#   ${name}${isSecret ? ', masked' : ''}`).join('\n')}
#   FLOWLINK_TOKEN once more for the environment ${CI_ENVIRONMENT}, masked, with the role \`write\`; then \`read\` is enough
#   for the one above
# Without a stored FLOWLINK_TOKEN: have the backend trust this project (\`flowlink-backend trust create\`), and declare
# FLOWLINK_ID_TOKEN under \`id_tokens\` of the jobs plan, apply and drift, with the backend's address as \`aud\`.
#   FLOWLINK_NOTE_TOKEN, masked, if a note is to show the plan: an access token of the project, role Reporter, scope api
# If every plan is to be approved before it is applied, protect the environment ${CI_ENVIRONMENT} and require approvals.
# Under "Build > Pipeline schedules", to hear of drift: one for the default branch, every night.
workflow:
  rules:
    - if: $CI_PIPELINE_SOURCE == "schedule"
      variables: { PURPOSE: drift }
    # It runs in the fork, which has none of the variables.
    - if: $CI_PIPELINE_SOURCE == "merge_request_event" && $CI_MERGE_REQUEST_SOURCE_PROJECT_ID != $CI_MERGE_REQUEST_PROJECT_ID
      variables: { PURPOSE: check }
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
      variables: { PURPOSE: plan }
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
      variables: { PURPOSE: apply }

default:
  image: node:24

stages: [plan, show, apply]
`;

const checkAndPlanJobs = ({ format, validate, plan }: CiPipeline): string => `\
check:
  stage: plan
  rules:
    - if: $PURPOSE != "drift"
  script:
    - ${format}
    - ${validate} --junit ${JUNIT_REPORTS.validate}
  artifacts:
    when: always
    reports:
      junit: ${JUNIT_REPORTS.validate}

plan:
  stage: plan
  rules:
    - if: $PURPOSE == "plan" || $PURPOSE == "apply"
  script:
    - ${plan} --junit ${JUNIT_REPORTS.plan}
  # The plan holds names of variables and fingerprints, never a secret. Without one there may be a text that says why.
  artifacts:
    when: always
    expose_as: FlowLink plan
    paths: [${Object.values(PLAN_FILES).join(', ')}]
    reports:
      junit: ${JUNIT_REPORTS.plan}

no-plan:
  stage: plan
  rules:
    - if: $PURPOSE == "check"
  script:
    - echo 'The configuration is checked but not planned, because a fork has none of the variables. The plan is made when it is merged.'
`;

const noteJob = ({ workspace }: CiPipeline): string => `\
note:
  stage: show
  # Also when the plan failed: what an earlier note shows is out of date then.
  rules:
    - if: $PURPOSE == "plan" && $FLOWLINK_NOTE_TOKEN
      when: always
  needs: [plan]
  variables:
    GIT_STRATEGY: none
    MARKER: '${planMarker(workspace)}'
  script:
    - |
      cat > note.mjs <<'END'
${PLAN_NOTE_SCRIPT.replaceAll(/^(?=.)/gm, ' '.repeat(6))}
      END
    - node note.mjs
`;

const applyJob = ({ group, apply }: CiPipeline): string => `\
apply:
  stage: apply
  rules:
    - if: $PURPOSE == "apply"
  environment: ${CI_ENVIRONMENT}
  # Of several applies one waits for the other.
  resource_group: ${group}
  script:
    - ${apply}
`;

const driftJob = ({ drift }: CiPipeline): string => `\
# Fails if there is drift; then GitLab writes to the owner of the schedule.
drift:
  stage: plan
  rules:
    - if: $PURPOSE == "drift"
  script:
    - ${drift} --detailed-exitcode
`;
