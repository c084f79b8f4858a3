import { commands } from '../../../src/cli/commands.ts';
import type { CommandName } from '../../../src/text/command.ts';
import type { CliResult } from './run-cli.ts';

let previous: Promise<unknown> = Promise.resolve();

/**
 * Calls a command in the process of the test, with the same variables as `runCli`; starting a process takes ten times as long. One command
 * runs at a time, because the variables, the exit code and the console belong to the whole process. Each command also has tests with
 * `runCli`.
 */
export function callCommand(
  name: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<CliResult> {
  const { PATH = '', HOME = '', SystemRoot = '' } = process.env;
  const variables = { PATH, HOME, SystemRoot, PACT_BROKER_DATABASE_URL: ':memory:', ...env };
  const result = previous.then(() => callWith(variables, name as CommandName, args));
  previous = result.catch(() => undefined);
  return result;
}

async function callWith(env: NodeJS.ProcessEnv, name: CommandName, args: readonly string[]): Promise<CliResult> {
  const own = { env: process.env, exitCode: process.exitCode };
  const output = captureConsole();
  process.env = env;
  process.exitCode = undefined;
  try {
    const { run } = await commands[name].load();
    await run(args);
    return { exit: Number(process.exitCode ?? 0), ...output.end() };
  } finally {
    Object.assign(process, own);
    output.end();
  }
}

/** Collects what is written with `console` until it ends. */
function captureConsole() {
  const { log, info, error, warn } = console;
  const written = { stdout: '', stderr: '' };
  const writeTo =
    (stream: keyof typeof written) =>
    (...words: unknown[]) => {
      written[stream] += `${words.join(' ')}\n`;
    };
  Object.assign(console, {
    log: writeTo('stdout'),
    info: writeTo('stdout'),
    error: writeTo('stderr'),
    warn: writeTo('stderr'),
  });
  return {
    end: () => {
      Object.assign(console, { log, info, error, warn });
      return written;
    },
  };
}
