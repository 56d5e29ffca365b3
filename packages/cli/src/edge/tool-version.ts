// The version of this package.
import { createRequire } from 'node:module';

/** As package.json says. */
export const toolVersion: string = createRequire(import.meta.url)('../../package.json').version;
