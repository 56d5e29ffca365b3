// What may be said: the types of configuration, plan, events and HTTP contract, and the platform catalogues.
export type * from './generated/types.ts';
export { type Operation, operations } from './contract.ts';
export { fieldMarks, type FieldMarks } from './fields.ts';
export type { ValidationError, Validator } from './validator.ts';
export * as bigcommerce from './platforms/bigcommerce/catalogue.ts';
