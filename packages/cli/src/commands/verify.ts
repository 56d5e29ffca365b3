// flowlink verify: checks connections against their stores.
import { string } from '@oclif/core/args';
import { boolean } from '@oclif/core/flags';
import { FlowlinkCommand } from '../base-command.ts';
import { problemReportFlags } from '../flags.ts';
import { BACKEND, STORES } from '../grammar/environment.ts';

export default class Verify extends FlowlinkCommand {
  static override summary = 'Check connections against their stores, changing nothing there.';
  static override description =
    `Asks BigCommerce with each connection's own token: whether the token is accepted, whether hash and URL belong together, and what each declared scope permits. Only GET requests are sent, at most three at once to a store, and within its quota.

What cannot be proven is called unverifiable, never valid: no request can tell whether a scope to modify was granted without modifying something.

--record notes the results on the backend, except of connections that are configured otherwise than they were applied. \`flowlink apply\` does the same for what it verifies.`;
  static override examples = [
    { description: 'Ask the stores about all connections.', command: 'flowlink verify' },
    { description: 'Ask about two of them.', command: 'flowlink verify acme-us acme-eu' },
    {
      description: 'Note the results where `flowlink list` shows them.',
      command: 'flowlink verify --record',
    },
    {
      description: 'Ask a sandbox in place of BigCommerce.',
      command: 'BIGCOMMERCE_API_URL=http://127.0.0.1:8788 flowlink verify',
    },
  ];
  static override environment = [...BACKEND, ...STORES];
  static override exitCodes = {
    0: 'Nothing is contradicted, and every store could be asked.',
    1: 'Something is, or a store could not be asked.',
  };
  static override args = {
    NAME: string({ description: 'Only these connections.', multiple: true, ignoreStdin: true }),
  };
  static override flags = {
    all: boolean({ default: false, summary: 'All connections, as without a NAME.' }),
    record: boolean({
      default: false,
      summary: 'Note the results on the backend, where `flowlink list` shows them.',
    }),
    ...problemReportFlags(),
  };

  async run(): Promise<number> {
    const { args, flags } = await this.parse(Verify);
    const { verifyProject } = await import('../tasks/verify.ts');
    return verifyProject(this.console(flags), {
      directory: flags.directory,
      names: args.NAME ?? [],
      all: flags.all,
      record: flags.record,
    });
  }
}
