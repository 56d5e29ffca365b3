// flowlink login: shows who the backend takes a job of CI for.
import { boolean, string } from '@oclif/core/flags';
import { FlowlinkCommand } from '../base-command.ts';
import { BACKEND, CI_TOKENS } from '../grammar/environment.ts';

export default class Login extends FlowlinkCommand {
  static override summary = 'Show who the backend takes a job of CI for.';
  static override description =
    `Exchanges the ID token of the job for a short-lived token, as every other command does where FLOWLINK_TOKEN is not set, and says for which workspace and role that is, under which name, and until when. If the backend refuses, it says which claim does not fit its trust policies.

Nothing is kept: each command gets a token of its own when it needs one. docs/how-to/ci-without-stored-tokens.md tells how to set it up.

Elsewhere than in CI there is nothing to log in to. Set FLOWLINK_TOKEN, in the environment or in .env.`;
  static override examples = [
    { description: 'In CI: find out what the backend makes of the job.', command: 'flowlink login --oidc' },
    {
      description: 'Whether this job could apply, for a program.',
      command: 'flowlink login --oidc --role write --json',
    },
  ];
  static override environment = [...BACKEND, ...CI_TOKENS];
  static override exitCodes = {
    0: 'The backend gave a token.',
    1: 'It did not; the messages say why.',
  };
  static override flags = {
    oidc: boolean({ default: false, summary: 'Exchange the ID token that CI gives the job.' }),
    role: string({
      helpValue: 'ROLE',
      options: ['read', 'write'],
      summary: 'Ask for this role, and not for all that there is.',
    }),
  };

  async run(): Promise<number> {
    const { flags } = await this.parse(Login);
    const { login } = await import('../tasks/login.ts');
    return login(this.console(flags), {
      directory: flags.directory,
      oidc: flags.oidc,
      role: flags.role as 'read' | 'write' | undefined,
    });
  }
}
