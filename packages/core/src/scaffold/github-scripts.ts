// The two shell scripts of GitHub's workflow that write to GitHub. They get everything through variables: what is written
// into a script as an expression could be code. The composite action in action.yml runs the same ones.

/**
 * Shows the plan in a comment of the pull request: makes it the first time, and replaces its text from then on.
 *
 * Variables: GH_TOKEN, GH_REPO, NUMBER of the pull request, COMMIT, RUN_URL, MARKER. Reads plan.md.
 */
export const PLAN_COMMENT_SCRIPT = `printf '\\n%s\\n' "<sub>Commit $COMMIT, [run with the whole plan]($RUN_URL)</sub>" >> plan.md
comment=$(gh api --paginate "repos/$GH_REPO/issues/$NUMBER/comments?per_page=100" --jq '
  .[] | select(.user.login == "github-actions[bot]" and (.body | startswith(env.MARKER))) | .id')
comment=\${comment%%[!0-9]*} # the first, if there are several
if [ -n "$comment" ]; then
  gh api --silent --method PATCH "repos/$GH_REPO/issues/comments/$comment" --field body=@plan.md
else
  gh api --silent --method POST "repos/$GH_REPO/issues/$NUMBER/comments" --field body=@plan.md
fi`;

/**
 * Tells of drift in one issue: opens it, replaces its text as long as there is drift, closes it when there is none.
 *
 * Variables: GH_TOKEN, GH_REPO, FOUND (true or false), RUN_URL, MARKER. Reads drift.md.
 */
export const DRIFT_ISSUE_SCRIPT = `issue=$(gh api --paginate "repos/$GH_REPO/issues?state=open&per_page=100" --jq '
  .[] | select(.pull_request == null and .user.login == "github-actions[bot]")
  | select(.body // "" | startswith(env.MARKER)) | .number')
issue=\${issue%%[!0-9]*} # the first, if there are several
if [ "$FOUND" = true ]; then
  printf '\\n%s\\n' "<sub>[Run]($RUN_URL). This issue is kept up to date, and closed when there is no drift.</sub>" >> drift.md
  if [ -n "$issue" ]; then
    gh api --silent --method PATCH "repos/$GH_REPO/issues/$issue" --field body=@drift.md
  else
    workspace=\${MARKER#*: }
    gh api --silent --method POST "repos/$GH_REPO/issues" \\
      --raw-field "title=FlowLink: drift in \${workspace% -->}" --field body=@drift.md
  fi
elif [ -n "$issue" ]; then
  gh api --silent --method POST "repos/$GH_REPO/issues/$issue/comments" \\
    --raw-field "body=There is no drift any more. [Run]($RUN_URL)"
  gh api --silent --method PATCH "repos/$GH_REPO/issues/$issue" --raw-field state=closed
fi`;
