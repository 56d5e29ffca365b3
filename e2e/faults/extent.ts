// How much of a fault suite runs: all of it in `pnpm test:faults`, a taste of it in every test run.

/** The share that ordinary test runs take, so that the suites stay true without costing minutes. */
const TASTE = 0.02;

/** Whether this is the taste, and nobody asked for more. */
export const isTaste = process.env.FAULTS_EXTENT === undefined;

/** From 0 to 1. */
const share = Number(process.env.FAULTS_EXTENT ?? TASTE);

/** @param full what the whole suite does: repetitions, connections or milliseconds @returns the share of it to do now */
export function extentOf(full: number, atLeast = 1): number {
  return Math.max(atLeast, Math.round(full * share));
}

/** Prints a figure that `docs/reliability.md` quotes. */
export function tell(suite: string, figure: string): void {
  console.log(`figure  ${suite}: ${figure}`);
}
