// The public API of @flowlink/sandbox: start one in this process.

export type { Fault } from './faults/fault.ts';
export type { StoreRequests } from './requests.ts';
export { type RunningSandbox, type SandboxOptions, startSandbox } from './sandbox.ts';
export { fittingStore } from './stores/fitting-store.ts';
export { StoresError } from './stores/read-stores.ts';
export type { Account, Plan, SandboxStore } from './stores/store.ts';
