// flowlink verify: checks connections against their stores.
import { string } from '@oclif/core/args';
import { boolean } from '@oclif/core/flags';
import { FlowlinkCommand } from '../base-command.ts';
import { reportFlags } from '../flags.ts';

export default class Verify extends FlowlinkCommand {
  static override summary = 'Check connections against their stores, changing nothing there.';
  static override description =
    `Asks BigCommerce with each connection's own token: whether the token is accepted, whether hash and URL belong together, and what each declared scope permits. Only GET requests are sent, at most three at once to a store, and within its quota.

What cannot be proven is called unverifiable, never valid: no request can tell whether a scope to modify was granted without modifying something.

--record notes the results on the backend, except of connections that are configured otherwise than they were applied. \`flowlink apply\` does the same for what it verifies.

BIGCOMMERCE_API_URL names another address, such as a sandbox. The exit code is 0 if nothing is contradicted and every store could be asked.`;
  static override examples = [
    '<%= config.bin %> verify',
    '<%= config.bin %> verify acme-us acme-eu',
    '<%= config.bin %> verify --all --json',
    '<%= config.bin %> verify --record',
  ];
  static override args = {
    NAME: string({ description: 'Only these connections.', multiple: true, ignoreStdin: true }),
  };
  static override flags = {
    all: boolean({ default: false, summary: 'All connections, as without a NAME.' }),
    record: boolean({
      default: false,
      summary: 'Note the results on the backend, where `flowlink list` shows them.',
    }),
    ...reportFlags(),
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
