// What may be said: the types of configuration, plan, events and HTTP contract, and the platform catalogues.

export { type Operation, operations } from './contract.ts';
export { type FieldMarks, fieldMarks } from './fields.ts';
export type * from './generated/types.ts';
export { type Leaf, type Leaves, leavesOf } from './leaves.ts';
export { isName, NAME_RULE } from './name.ts';
export * as bigcommerce from './platforms/bigcommerce/catalogue.ts';
export type { ValidationError, Validator } from './validator.ts';
