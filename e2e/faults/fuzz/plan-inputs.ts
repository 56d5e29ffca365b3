// Saved plans to spoil, and the spoiled ones by their seed.
import type { Plan } from '@flowlink/schema';
import { destruction, everything, large, nothing, sprawling } from '../../../packages/cli/test/plans.ts';
import { sealed } from '../../../packages/core/src/plan/integrity.ts';
import { chanceOf } from './chance.ts';
import { mutateJson } from './mutate-json.ts';
import { type Material, mutateText } from './mutate-text.ts';

const plans: readonly Plan[] = [everything, nothing, destruction, sprawling];
/** How often it is the plan of two thousand changes: that has 4 MB, and one of them takes as long as a hundred others. */
const LARGE = 0.002;

/** A plan with an intact seal. The digest is no secret, so whoever alters a plan can make one. */
function resealed(plan: object): object {
  const { integrity: _, ...rest } = plan as Plan;
  return sealed(rest);
}

const values = [
  'null',
  '-1',
  '1e400',
  '1E+2',
  '00',
  '"',
  '"\\u0000"',
  '"\\ud800"',
  '[',
  ']',
  '{',
  '}',
  '{}',
  '[]',
  'NaN',
  'Infinity',
  '//',
  '"\\u001b[2J"',
];
const tokens = [
  '"',
  '\\',
  ',',
  ':',
  '{',
  '}',
  '[',
  ']',
  'null',
  'true',
  '"changes": [], ',
  '"__proto__": {}, ',
  '"format": "flowlink-plan", ',
  '"version": 2, ',
  '"integrity": "", ',
  '"workspace": "x", ',
  '\\u0000',
  '\\u001b',
  '\\ud83d',
  '\uFEFF',
  '[[[[',
  '{"a":{"a":',
  '/*',
  '1e999',
  '-',
];
const printed = (plan: Plan) => JSON.stringify(resealed(plan), null, 2);
const texts = plans.map(printed);
const material: Material = { tokens, values, others: texts };

/** The text of a spoiled plan file: spoiled as data, with a broken or a mended seal, or as text. */
export function planInput(seed: number): string {
  const chance = chanceOf(seed);
  const plan = chance.happens(LARGE) ? large : chance.pick(plans);
  if (chance.happens(0.25)) return mutateText(printed(plan), chance, material);
  const mutated = mutateJson(resealed(plan), chance);
  const isMap = typeof mutated === 'object' && mutated !== null && !Array.isArray(mutated);
  return JSON.stringify(isMap && chance.happens(0.8) ? resealed(mutated) : mutated) ?? '';
}
