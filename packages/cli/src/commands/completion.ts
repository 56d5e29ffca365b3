// flowlink completion: the script that completes command lines in a shell.
import { string } from '@oclif/core/args';
import { FlowlinkCommand } from '../base-command.ts';
import { shells } from '../completion/shells.ts';

export default class Completion extends FlowlinkCommand {
  static override summary = 'Print the script that completes command lines in your shell.';
  static override description =
    `Completes commands, flags and their values, and the names of the connections in the project of the current folder or of --directory. Nothing but the project's files is read: neither a variable nor the network is needed.

bash, in ~/.bashrc:
source <(flowlink completion bash)

zsh, in ~/.zshrc after compinit:
source <(flowlink completion zsh)

fish:
flowlink completion fish > ~/.config/fish/completions/flowlink.fish

Where a shell has to start faster, save the script once; it only changes with a new version.`;
  static override examples = [
    { description: 'Of the shell that SHELL names.', command: 'flowlink completion' },
    { description: 'Try it in this bash or zsh.', command: 'source <(flowlink completion bash)' },
    {
      description: 'Install it for fish.',
      command: 'flowlink completion fish > ~/.config/fish/completions/flowlink.fish',
    },
    {
      description: 'Install it for zsh, in a folder of $fpath.',
      command: 'flowlink completion zsh > ~/.zfunc/_flowlink',
    },
  ];
  static override args = {
    SHELL: string({
      description: 'Which shell; the one that SHELL names if left out.',
      options: [...shells],
      ignoreStdin: true,
    }),
  };

  async run(): Promise<number> {
    const { args, flags } = await this.parse(Completion);
    const { provideCompletion } = await import('../tasks/completion.ts');
    return provideCompletion(this.console(flags), args.SHELL);
  }
}
