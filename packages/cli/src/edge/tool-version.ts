// The version of this package.
import packageJson from '#package' with { type: 'json' };

/** As package.json says. */
export const toolVersion: string = packageJson.version;
