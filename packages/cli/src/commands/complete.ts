// flowlink complete: what completion scripts ask, at every press of Tab.
import { string } from '@oclif/core/args';
import { FlowlinkCommand } from '../base-command.ts';
import { readGrammar } from '../edge/grammar-file.ts';

export default class Complete extends FlowlinkCommand {
  static override hidden = true;
  static override summary = 'Answer a completion script.';
  static override args = {
    SHELL: string({ required: true, ignoreStdin: true }),
    LINE: string({ required: true, ignoreStdin: true, description: 'The command line up to the cursor.' }),
    BREAKS: string({ default: '', ignoreStdin: true, description: 'Where bash breaks words.' }),
  };

  async run(): Promise<number> {
    const { args, flags } = await this.parse(Complete);
    const { answerCompletion } = await import('../tasks/complete.ts');
    const answer = await answerCompletion(readGrammar(), {
      shell: args.SHELL,
      line: args.LINE,
      breaks: args.BREAKS,
    });
    this.console(flags).print(answer);
    return 0;
  }
}
