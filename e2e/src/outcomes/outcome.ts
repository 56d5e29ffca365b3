// What an outcome is: a project, what happened to it before, a command, and how that ends in every format.
import type { Ended, Environment } from '../programs.ts';
import type { Workplace } from '../workplace.ts';

export interface Outcome {
  /** What follows `flowlink`. */
  readonly command: string;
  readonly status: 0 | 1 | 2;
  /** flowlink.yaml. */
  readonly yaml?: string;
  /** Whether the connection of `GOOD` was never applied. */
  readonly fresh?: true;
  /** Whether something is printed on standard output although the command failed. */
  readonly tells?: true;
  /** What happens before the command. What has to be closed afterwards is returned. */
  readonly before?: (place: Workplace) => Promise<unknown>;
  /** How the command is run, if not to its end. @param more variables besides those of the workplace */
  readonly run?: (place: Workplace, argv: readonly string[], more: Environment) => Promise<Ended>;
}

export const GOOD = `connections:
  acme:
    platform: bigcommerce
    store_url: https://acme.mybigcommerce.com
    store_hash: g5cd38
    client_id: 0client0id0of0a0test0account000
    access_token: \${env:TOKEN}
    scopes: [store_v2_information_read_only]
`;

export const INVALID = `${GOOD}x: 1\n`;

/** Another token, which its store does not know. */
export const WRONG = GOOD.replace('TOKEN', 'WRONG');

/** The run of somebody else. */
export const RUN = 'run_00000000000000000001';
