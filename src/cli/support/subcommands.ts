import { Command, Option } from 'commander';
import { type CommandName, commandStart } from '../../text/command.ts';
import {
  formatExamples,
  HELP_DESCRIPTION,
  HELP_FLAGS,
  json,
  type RunCommand,
  setExitCode,
  withHelpOnStdout,
} from './run-command.ts';

/** A command below another. It parses its own arguments. */
export interface Subcommand {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  readonly run: (args: readonly string[]) => Promise<void>;
}

export function addSubcommand(program: Command, { name, summary, run }: Subcommand, isDefault = false): void {
  program
    .command(name, { isDefault })
    .description(summary)
    .helpOption(false)
    .allowUnknownOption()
    .allowExcessArguments()
    .passThroughOptions()
    .action((_options, { args }: Command) => run(args));
}

/** A command that consists of others; without a name, or with options only, the first one runs. */
export function defineSubcommands(
  name: CommandName,
  {
    summary,
    subcommands,
    examples = [`${commandStart(name)} ${subcommands.at(-1)?.name} --help`],
  }: {
    readonly summary: string;
    readonly subcommands: readonly (Subcommand & { readonly run: RunCommand })[];
    readonly examples?: readonly string[];
  },
): RunCommand {
  const run = async (args: readonly string[]) => {
    const isNamed = args[0] !== undefined && !args[0].startsWith('-');
    const program = withHelpOnStdout(new Command())
      .description(summary)
      .configureHelp({
        commandUsage: () => `${commandStart(name)} [command] [options]`,
        visibleOptions: () => [new Option('--json', json.description), new Option(HELP_FLAGS, HELP_DESCRIPTION)],
      })
      .helpCommand(false)
      .addHelpText('after', formatExamples({ examples }))
      .enablePositionalOptions();
    for (const [index, subcommand] of subcommands.entries())
      addSubcommand(program, subcommand, index === 0 && !isNamed);
    await setExitCode(args, async () => {
      await program.parseAsync(args, { from: 'user' });
      return process.exitCode as 0 | 1 | 2 | undefined;
    });
  };
  const options = Object.assign({}, ...subcommands.map((one) => one.run.options));
  return Object.assign(run, { options, subcommands: subcommands.map((one) => one.name) });
}
