// The parts of a request that the backend refuses, in the words of the configuration.
import type { Problem } from '@flowlink/schema';

export interface RefusedPart {
  /** Leads from a connection to what is refused; missing for what no configuration says, such as a header. */
  readonly path?: readonly string[];
  /** For sentences. */
  readonly name: string;
  readonly message: string;
}

/** Each once, in the order of the problem document. */
export function refusedParts({ errors = [] }: Problem): RefusedPart[] {
  const seen = new Set<string>();
  return errors.flatMap(({ pointer, message }): RefusedPart[] => {
    const key = `${pointer} ${message}`;
    if (seen.has(key)) return [];
    seen.add(key);
    const [part, ...path] = pointer
      .split('/')
      .slice(1)
      .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
    // A connection goes over the wire in two parts, and stands in one block of YAML.
    const isDeclared = (part === 'config' || part === 'secrets') && path.length > 0;
    return [isDeclared ? { path, name: `“${path.join('.')}”`, message } : { name: pointer, message }];
  });
}
