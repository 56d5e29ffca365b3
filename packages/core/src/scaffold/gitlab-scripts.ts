// The script of GitLab's pipeline that writes to GitLab: in JavaScript, because the image of Node holds no other tool for JSON.

/**
 * Shows the plan in a note of the merge request: makes it the first time, and replaces its text from then on.
 *
 * Variables: FLOWLINK_NOTE_TOKEN, MARKER, and what GitLab sets. Reads plan.md; without it, there is no plan.
 */
export const PLAN_NOTE_SCRIPT = `import { existsSync, readFileSync } from 'node:fs';

const { env } = process;
const notes = \`projects/\${env.CI_MERGE_REQUEST_PROJECT_ID}/merge_requests/\${env.CI_MERGE_REQUEST_IID}/notes\`;
const plan = existsSync('plan.md')
  ? readFileSync('plan.md', 'utf8')
  : \`\${env.MARKER}\\n## FlowLink: no plan\\n\\nThe configuration is not as it should be; see the pipeline.\\n\`;
const body = \`\${plan}\\n<sub>Commit \${env.CI_COMMIT_SHA}, [pipeline with the whole plan](\${env.CI_PIPELINE_URL})</sub>\\n\`;

async function call(method, path, content) {
  const response = await fetch(\`\${env.CI_API_V4_URL}/\${path}\`, {
    method,
    headers: { 'private-token': env.FLOWLINK_NOTE_TOKEN, 'content-type': 'application/json' },
    body: JSON.stringify(content),
  });
  if (response.ok) return response.json();
  console.error(\`\${method} \${path}: \${response.status} \${await response.text()}\`);
  process.exit(1);
}

async function findNote() {
  const { id: author } = await call('GET', 'user');
  for (let page = 1; ; page++) {
    const found = await call('GET', \`\${notes}?per_page=100&page=\${page}\`);
    const note = found.find((one) => one.author.id === author && one.body.startsWith(env.MARKER));
    if (note || found.length < 100) return note;
  }
}

const note = await findNote();
await (note ? call('PUT', \`\${notes}/\${note.id}\`, { body }) : call('POST', notes, { body }));`;
