// Takes one absurd configuration through reading, showing, formatting, mending and completing.
import { formatProject, mendFiles, validate } from '@flowlink/core';
import { declaredNames } from '@flowlink/core/declared-names';
import { absurdYaml } from './absurd-yaml.ts';
import { showDiagnostics } from './show.ts';
import { work } from './worker.ts';
import { projectAround } from './yaml-project.ts';

const texts = Object.values(absurdYaml);
/** For patterns to be matched with. */
const otherFiles = { name: `${'a'.repeat(200)}.yaml`, kind: 'file' } as const;

async function check(text: string): Promise<string> {
  const { ports: given } = projectAround(text, true);
  const list = async () => ({ entries: [otherFiles] });
  const ports = { ...given, files: { ...given.files, list } };
  const report = await validate(ports);
  showDiagnostics(report);
  mendFiles(report.diagnostics, report.sources);
  await formatProject(ports, []);
  await declaredNames(ports.files);
  return report.diagnostics[0]?.code ?? 'valid';
}

await work((seed) => texts[seed - 1]?.() ?? '', check);
