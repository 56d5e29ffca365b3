// All files of a new project, with their text. What a folder holds already plays no part here.
import { ciPipeline } from './ci-pipeline.ts';
import { connectionFile, rootFile } from './configuration-files.ts';
import { editorSettings } from './editor-settings.ts';
import { envExample } from './env-example.ts';
import { githubWorkflow } from './github-workflow.ts';
import { gitlabPipeline } from './gitlab-pipeline.ts';
import type { NewFile } from './new-file.ts';
import type { ProjectDraft } from './project-draft.ts';

/** In the order in which a person would read them. .gitignore is not among them: it only ever gains lines. */
export function newProjectFiles(draft: ProjectDraft): NewFile[] {
  return [
    rootFile(draft),
    ...connectionFile(draft),
    envExample(draft),
    ...continuousIntegration(draft),
    ...editorSettings(draft),
  ];
}

function continuousIntegration(draft: ProjectDraft): NewFile[] {
  switch (draft.ci) {
    case 'github':
      return [githubWorkflow(ciPipeline(draft))];
    case 'gitlab':
      return [gitlabPipeline(ciPipeline(draft))];
    case 'none':
      return [];
  }
}
