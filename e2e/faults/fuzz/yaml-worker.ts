// Takes a spoiled configuration through everything that reads, checks, plans, formats, mends and edits it.
import {
  drift,
  formatProject,
  mendFiles,
  openCredentials,
  type Ports,
  plan,
  planAdoption,
  planImport,
  planNewConnection,
  planRotation,
  printPlan,
  type Report,
  reviewScopes,
  showFormatted,
  type ValidConfiguration,
  validate,
} from '@flowlink/core';
import { declaredNames } from '@flowlink/core/declared-names';
import { parseAllDocuments } from 'yaml';
import { unifiedDiff } from '../../../packages/cli/src/render/unified-diff.ts';
import { readPlainYaml } from '../../../packages/core/src/load/plain-yaml.ts';
import { yamlOptions } from '../../../packages/core/src/load/yaml-options.ts';
import { expectHidden, showDiagnostics, showPlan } from './show.ts';
import { work } from './worker.ts';
import { LITERAL, yamlInput } from './yaml-inputs.ts';
import { projectAround } from './yaml-project.ts';

const CREDENTIALS = `ACCESS TOKEN: newtoken0of0the0store0000000000
CLIENT ID: newclient0of0the0store000000000
API PATH: https://api.bigcommerce.com/stores/`;

async function check(text: string, seed: number): Promise<string> {
  checkPlainReading(text);
  const { ports, variables, spoiled } = projectAround(text, seed % 3 !== 0);
  const isSample = seed % SAMPLE === 0;
  const literals = literalsOf(text);
  const report = await validate(ports);
  const { value: valid } = report;
  const said = showDiagnostics(report, isSample);
  expectHidden(said, [...Object.values(variables), ...literals]);
  if (isSample) await declaredNames(ports.files);
  await checkFormatting(ports, spoiled, literals, isSample);
  checkMends(report);
  if (!valid) return report.diagnostics.find(({ severity }) => severity === 'error')?.code ?? 'nothing said';
  const secrets = secretsOf(valid, variables);
  await checkPlanning(ports, valid, secrets);
  await checkEdits(ports);
  return 'valid';
}

/** What is read without the parser is what the parser reads. */
function checkPlainReading(text: string): void {
  const read = readPlainYaml(text);
  if (read === undefined) return;
  const documents = [...parseAllDocuments(text, yamlOptions)];
  const isSound = documents.every(({ errors, warnings }) => errors.length + warnings.length === 0);
  if (!isSound || JSON.stringify([read]) !== JSON.stringify(documents.map((document) => document.toJS())))
    throw new Error('the parser reads something else');
}

/** One of so many is shown in every form, read for completion, and has the difference that formatting makes shown. */
const SAMPLE = 4;

/** A value that is written out in a secret field, and nowhere else, must not be shown. */
function literalsOf(text: string): string[] {
  const places = text.split(LITERAL).slice(0, -1);
  return places.length > 0 && places.every((before) => before.endsWith('access_token: ')) ? [LITERAL] : [];
}

/** The values that the configuration says are secret. */
function secretsOf(
  { configuration }: ValidConfiguration,
  variables: Readonly<Record<string, string>>,
): string[] {
  const named = configuration.connections.flatMap(({ layers }) =>
    layers.map(({ value }) => /^\$\{env:(\w+)\}$/.exec(String(value.access_token))?.[1] ?? ''),
  );
  return [...named, 'FLOWLINK_TOKEN'].flatMap((name) => variables[name] ?? []);
}

const dataOf = (text: string): unknown =>
  parseAllDocuments(text, { version: '1.2', schema: 'core', uniqueKeys: false, logLevel: 'error' })
    .map((document): unknown => document.toJS({ maxAliasCount: -1 }))
    .filter((data) => data !== null);

/** What it prints says the same, and what is shown of it hides the literals. */
async function checkFormatting(
  ports: Ports,
  spoiled: string,
  literals: readonly string[],
  isShown: boolean,
): Promise<void> {
  const { value: files, ...things } = await formatProject(ports, [spoiled]);
  // What could not be loaded has been said before.
  if (!files) return;
  showDiagnostics(things, isShown);
  for (const { before, text } of files) {
    if (text === before.text) continue;
    if (JSON.stringify(sorted(dataOf(before.text))) !== JSON.stringify(sorted(dataOf(text))))
      throw new Error(`formatting changes what it says:\n${text}`);
  }
  if (!isShown && literals.length === 0) return;
  for (const { file, before, after } of await showFormatted(ports, files))
    expectHidden(unifiedDiff(file, before, after).join('\n'), literals);
}

/** The order of keys means nothing. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  return Object.entries(value)
    .map(([key, part]) => [key, sorted(part)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function checkMends({ diagnostics, sources }: Report<unknown>): void {
  for (const { file, text, edits } of mendFiles(diagnostics, sources)) {
    const before = sources.get(file)?.text ?? '';
    const change = edits.reduce((sum, edit) => sum + edit.text.length - edit.before.length, 0);
    if (text.length !== before.length + change) throw new Error('a mend changes more than it says');
  }
}

async function checkPlanning(
  ports: Ports,
  valid: ValidConfiguration,
  secrets: readonly string[],
): Promise<void> {
  for (const mode of ['apply', 'destroy'] as const) {
    const { value, ...things } = await plan(ports, { mode, targets: [], redeclareScopes: [] });
    const texts = [showDiagnostics(things)];
    if (value) {
      const scopes = valid.configuration.connections.map(reviewScopes);
      const report = { plan: value.plan, diagnostics: [], verification: undefined, scopes };
      texts.push(showPlan(report), printPlan(value.plan));
    }
    expectHidden(texts.join('\n'), secrets);
  }
}

async function checkEdits(ports: Ports): Promise<void> {
  const reports: Report<unknown>[] = [];
  const drifted = await drift(ports, []);
  reports.push(drifted);
  if (drifted.value) reports.push(await planAdoption(ports, drifted.value, drifted.sources));
  for (const asBlock of [true, false]) reports.push(await planImport(ports, ['by-hand'], asBlock));
  for (const storeHash of ['g5cd38', 'newone']) {
    const opened = await openCredentials(ports, `${CREDENTIALS}${storeHash}/v3/`);
    reports.push(opened);
    if (!opened.value) continue;
    const details = {
      name: 'new-one',
      storeUrl: opened.value.permanentUrl,
      actions: ['get_orders'],
      file: undefined,
    };
    reports.push(
      opened.value.existing === undefined
        ? await planNewConnection(ports, opened.value, details, true)
        : await planRotation(ports, opened.value, true),
    );
  }
  for (const report of reports) expectHidden(showDiagnostics(report), ['newtoken0of0the0store0000000000']);
}

await work(yamlInput, check);
