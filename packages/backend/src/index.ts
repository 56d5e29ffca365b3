// The public API of @flowlink/backend: start one in this process.
export { type BackendOptions, type RunningBackend, startBackend } from './backend.ts';
export { type DatabasePlace, StartError } from './store/open-store.ts';
export type { Role } from './tokens/token.ts';
