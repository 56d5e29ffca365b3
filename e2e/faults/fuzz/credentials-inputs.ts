// Files of credentials and .env files to spoil, and the spoiled ones by their seed.
import { chanceOf } from './chance.ts';
import { type Material, mutateText } from './mutate-text.ts';

/** What nothing may ever show. */
export const TOKEN = 'canary0token0of0the0store000000';
export const CLIENT_SECRET = 'canary0client0secret0of0it00000';

const downloaded = `ACCESS TOKEN: ${TOKEN}
CLIENT ID: 0client0id0of0the0store00000000
CLIENT SECRET: ${CLIENT_SECRET}
NAME: FlowLink
API PATH: https://api.bigcommerce.com/stores/newone/v3/
`;

/** As people copy and rewrite it. */
const credentials: readonly string[] = [
  downloaded,
  downloaded.replaceAll('\n', ' '),
  downloaded.replaceAll('\n', '\r\n'),
  downloaded.replace('newone', 'g5cd38'),
  downloaded.toLowerCase().replaceAll('access token', 'access_token').replaceAll(': ', '='),
  JSON.stringify(
    {
      ACCESS_TOKEN: TOKEN,
      CLIENT_ID: 'x'.repeat(31),
      API_PATH: 'https://api.bigcommerce.com/stores/newone/v3/',
    },
    null,
    2,
  ),
];

const environments: readonly string[] = [
  '',
  `ACME_US_ACCESS_TOKEN=${TOKEN}\nACME_US_CLIENT_ID=0client0id0of0a0test0account000\n`,
  `# tokens\nexport ACME_US_ACCESS_TOKEN="${TOKEN}" # of the store\nOTHER='a b'\nMULTI="one\ntwo"\n`,
  `NEW_ONE_ACCESS_TOKEN=${TOKEN}\r\nEMPTY=\r\nFLOWLINK_TOKEN=${TOKEN}\r\n`,
];

const values = [
  '',
  '""',
  '"',
  "'",
  '`',
  '# x',
  '$X',
  '${X}',
  '\\n',
  '"a\\nb"',
  ' x ',
  'a=b',
  '\\',
  '<token>',
];
const tokens = [
  'ACCESS TOKEN: ',
  'ACCESS_TOKEN=',
  'CLIENT ID: ',
  'CLIENT SECRET: ',
  'API PATH: ',
  'NAME: ',
  'NAME',
  ': ',
  '=',
  ' = ',
  '\n',
  '\r',
  '"',
  "'",
  '`',
  'export ',
  '#',
  '# ',
  '\\',
  '\\n',
  '${',
  '/stores/',
  '/stores/x/v3',
  'https://',
  '{',
  '}',
  ',',
  ';',
  '|',
  ' ',
  '\t',
  '_',
  '-',
  '__proto__=1\n',
  'ACME_US_ACCESS_TOKEN=',
];
const material: Material = { tokens, values, others: [...credentials, ...environments] };

/** Between the two files of one input. */
const SEAM = '\n=== .env\n';

/** A file of credentials and a .env file in one text. */
export function credentialsInput(seed: number): string {
  const chance = chanceOf(seed);
  const spoil = (text: string) => (chance.happens(0.75) ? mutateText(text, chance, material) : text);
  return spoil(chance.pick(credentials)) + SEAM + spoil(chance.pick(environments));
}

export function readInput(input: string): { readonly credentials: string; readonly env: string } {
  const [first = '', ...rest] = input.split(SEAM);
  return { credentials: first, env: rest.join(SEAM) };
}
