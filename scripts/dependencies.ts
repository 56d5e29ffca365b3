// Checks what the lockfile brings: everything from the registry under a checksum, and nothing with a severe known weakness.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** How long the registry may take, in milliseconds. */
const PATIENCE_MS = 15_000;
/** Of the registry's severities, those that fail the check. */
const SEVERE = ['high', 'critical'];

interface Lockfile {
  readonly packages: Readonly<Record<string, { readonly resolution: { readonly integrity?: string } }>>;
}

interface Advisory {
  readonly url: string;
  readonly title: string;
  readonly severity: string;
}

const { packages } = parse(readFileSync('pnpm-lock.yaml', 'utf8')) as Lockfile;
const unchecked = Object.keys(packages).filter((key) => !packages[key]?.resolution.integrity);
for (const key of unchecked) console.error(`${key} does not come from the registry under a checksum.`);

const advisories = await askRegistry(versionsByName(Object.keys(packages)));
const severe =
  typeof advisories === 'string' ? [] : advisories.filter(({ severity }) => SEVERE.includes(severity));
for (const { name, severity, title, url } of severe) console.error(`${name}: ${severity}: ${title} (${url})`);

console.log(
  typeof advisories === 'string'
    ? `known weaknesses left out: ${advisories}`
    : `${advisories.length} known weaknesses, ${severe.length} of them severe`,
);
if (unchecked.length + severe.length > 0) process.exitCode = 1;

/** @param keys such as `@types/node@24.19.2` */
function versionsByName(keys: readonly string[]): Record<string, string[]> {
  const versions: Record<string, string[]> = {};
  for (const key of keys) {
    const at = key.lastIndexOf('@');
    versions[key.slice(0, at)] = [...(versions[key.slice(0, at)] ?? []), key.slice(at + 1)];
  }
  return versions;
}

/**
 * The registry's advisories on these versions, or why there are none to be had: mirrors seldom answer this question.
 * `pnpm audit` of version 10 asks at an address that npm has retired.
 */
async function askRegistry(
  versions: Record<string, string[]>,
): Promise<({ readonly name: string } & Advisory)[] | string> {
  const registry = (process.env.npm_config_registry ?? 'https://registry.npmjs.org').replace(/\/$/, '');
  try {
    const response = await fetch(`${registry}/-/npm/v1/security/advisories/bulk`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(versions),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!response.ok) return `the registry answers ${response.status}`;
    const found = (await response.json()) as Record<string, Advisory[]>;
    return Object.entries(found).flatMap(([name, list]) => list.map((advisory) => ({ name, ...advisory })));
  } catch (error) {
    return `the registry does not answer (${(error as Error).name})`;
  }
}
