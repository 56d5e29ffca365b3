// Problems by how grave they are.

interface Grave {
  readonly severity: 'error' | 'warning';
}

/** Both in the order in which they come. */
export function bySeverity<Problem extends Grave>(
  problems: readonly Problem[],
): { readonly errors: readonly Problem[]; readonly warnings: readonly Problem[] } {
  return {
    errors: problems.filter(({ severity }) => severity === 'error'),
    warnings: problems.filter(({ severity }) => severity === 'warning'),
  };
}

/** Errors first; otherwise in the order in which they come. */
export function gravestFirst<Problem extends Grave>(problems: readonly Problem[]): Problem[] {
  const { errors, warnings } = bySeverity(problems);
  return [...errors, ...warnings];
}
