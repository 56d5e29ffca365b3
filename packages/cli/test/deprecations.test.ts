// Deprecated commands and flags warn like everything else: on standard error for people, in the document for programs.
import { boolean, string } from '@oclif/core/flags';
import { afterEach, expect, it, vi } from 'vitest';
import { FlowlinkCommand } from '../src/base-command.ts';
import { noticed, printDocument } from '../src/report.ts';

afterEach(() => vi.restoreAllMocks());

class Marked extends FlowlinkCommand {
  static override flags = {
    all: boolean({ default: false, deprecated: { message: 'It is what happens anyway.', version: '2.0' } }),
    only: string({ aliases: ['filter'], deprecateAliases: true }),
    quiet: boolean({ deprecated: true }),
    plain: boolean({ default: false }),
  };

  async run(): Promise<number> {
    const { flags } = await this.parse(Marked);
    const console = this.console(flags);
    if (console.json) printDocument(console, noticed(), { only: flags.only });
    else console.print(`only ${flags.only}\n`);
    return 0;
  }
}

class Old extends Marked {
  static override state = 'deprecated' as const;
  static override deprecationOptions = { to: '`flowlink marked`', version: 3 };
}

/** Runs a command in this process. */
async function run(command: typeof Marked, ...argv: string[]) {
  const printed = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      printed[name] += text;
      return true;
    });
  }
  const status = await new command(argv, command.name.toLowerCase())
    .run()
    .finally(() => vi.restoreAllMocks());
  return { status, ...printed };
}

it('what is not marked is used without a word', async () => {
  expect(await run(Marked, '--only', 'a', '--plain')).toEqual({ status: 0, stdout: 'only a\n', stderr: '' });
});

it('people are told what to use instead, and until when the old way works', async () => {
  const { status, stdout, stderr } = await run(Old, '--all', '--filter=a', '--quiet', '--no-color');
  expect({ status, stdout }).toEqual({ status: 0, stdout: 'only a\n' });
  await expect(stderr).toMatchFileSnapshot('__golden__/deprecated.txt');
});

it('programs find the same in the document', async () => {
  const { status, stdout, stderr } = await run(Marked, '--filter', 'a', '--json');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const detail = '--filter still works, and goes with a later version.';
  const problem = { code: 'deprecated', severity: 'warning', detail, fix: 'Use --only in its place.' };
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, diagnostics: [problem], only: 'a' });
});
