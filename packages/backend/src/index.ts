// The public API of @flowlink/backend: start one in this process.
export { type BackendOptions, type RunningBackend, StartError, startBackend } from './backend.ts';
export type { Role } from './tokens/token.ts';
