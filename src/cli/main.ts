#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { commands } from './commands.ts';
import { assertHelpAlone, setExitCode, withHelpOnStdout } from './support/run-command.ts';
import { addSubcommand } from './support/subcommands.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const program = withHelpOnStdout(new Command('market-data-contracts'))
  .description('Contract tests with Pact: publish, verify, and ask whether a version may be released.')
  .version(version, '--version')
  .helpCommand(false)
  .enablePositionalOptions();
for (const [name, { summary, load }] of Object.entries(commands)) {
  addSubcommand(program, { name, summary, run: async (args) => (await load()).run(args) });
}

// A reader such as `head` that has seen enough closes the pipe: the rest of the output is dropped, the exit code stays.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const args = process.argv.slice(2);
await setExitCode(args, async () => {
  if (args[0]?.startsWith('-')) assertHelpAlone(args, ['-h', '--help', '--version']);
  await program.parseAsync(args.length > 0 ? args : ['--help'], { from: 'user' });
  return process.exitCode as 0 | 1 | 2 | undefined;
});
