import { styleText } from 'node:util';
import { Command, CommanderError, Option } from 'commander';
import { environmentVariables } from '../../config/config.ts';
import { ContractError, type ErrorCode } from '../../config/errors.ts';
import { parseDuration } from '../../text/duration.ts';
import { EXIT_CODES } from '../../text/exit-codes.ts';
import { helpWidth, wrapCommand, wrapLine, wrapWithCommand } from '../../text/wrap.ts';

/** An option of a command: a flag, or one that takes a value. A flag named `no-x` is true as `x` until it is given. */
export interface OptionDefinition {
  readonly description: string;
  /** What the value is, e.g. `<version>`. A flag has none. */
  readonly value?: string;
  readonly default?: string;
  /** The environment variable whose value replaces `default`. */
  readonly variable?: string;
  readonly required?: true;
  /** It may be given several times; its value is then a list. */
  readonly multiple?: boolean;
}

export interface CommandDefinition<Options extends Record<string, OptionDefinition>> {
  /** How it is called, without its options: `npm run pact:verify --`. */
  readonly usage: string;
  readonly summary: string;
  readonly options: Options;
  readonly examples?: readonly string[];
  /** Exit code 0 permits a release. So `--help` together with other options, which would also exit with 0, is an error. */
  readonly isGate?: true;
}

type CamelCase<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<CamelCase<Rest>>}`
  : Name;

type Value<O extends OptionDefinition> = O extends { multiple: true }
  ? string[] | undefined
  : O extends { value: string; default: string } | { value: string; required: true }
    ? string
    : O extends { value: string }
      ? string | undefined
      : boolean;

/** The values of the options by their name in camel case. Every command has `json`. */
export type Values<Options extends Record<string, OptionDefinition>> = {
  [Name in keyof Options & string as Name extends `no-${infer Positive}`
    ? CamelCase<Positive>
    : CamelCase<Name>]: Value<Options[Name]>;
} & { json: boolean };

/** 0: yes. 1: no, or a trustworthy answer says that a result is missing. 2: there is no trustworthy answer. */
export type CommandExitCode = 0 | 1 | 2;

/** A command: a function that runs it with these arguments and sets the exit code of the process, with its options and subcommands. */
export interface RunCommand {
  (args: readonly string[]): Promise<void>;
  readonly options: Readonly<Record<string, OptionDefinition>>;
  /** The names of the commands below it. */
  readonly subcommands?: readonly string[];
}

/** The option that every command has. */
export const json: OptionDefinition = { description: 'print one JSON document and nothing else' };

/** A command of `src/cli/`. */
export function defineCommand<Options extends Record<string, OptionDefinition>>(
  definition: CommandDefinition<Options>,
  main: (values: Values<Options>) => Promise<CommandExitCode>,
): RunCommand {
  const run = (args: readonly string[]) => runCommand(definition, main, args);
  return Object.assign(run, { options: { ...definition.options, json } });
}

/** Parses the arguments, calls `main`, and sets the exit code of the process to what it returns. */
export async function runCommand<Options extends Record<string, OptionDefinition>>(
  definition: CommandDefinition<Options>,
  main: (values: Values<Options>) => Promise<CommandExitCode>,
  args: readonly string[] = process.argv.slice(2),
): Promise<void> {
  await setExitCode(args, async () => main(parseOptions(definition, args) as Values<Options>));
}

/**
 * Sets the exit code of the process to what `action` returns. An error is printed with its code and its next step, or with `--json` as a
 * JSON document; its exit code is that of the error, and 2 for an unexpected one.
 */
export async function setExitCode(
  args: readonly string[],
  action: () => Promise<CommandExitCode | undefined>,
): Promise<void> {
  try {
    process.exitCode = await action();
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return; // --help and --version
    const error = thrown instanceof CommanderError ? usageError(thrown) : thrown;
    process.exitCode = error instanceof ContractError ? error.exitCode : 2;
    if (args.includes('--json')) console.log(JSON.stringify({ error: errorData(error) }));
    else printError(error);
  }
}

function usageError(cause: CommanderError): ContractError {
  return new ContractError('USAGE', cause.message.replace(/^error: /, ''), { cause });
}

function parseOptions(
  definition: CommandDefinition<Record<string, OptionDefinition>>,
  args: readonly string[],
): Record<string, unknown> {
  if (definition.isGate) assertHelpAlone(args);
  const options = Object.entries({ ...definition.options, json }).map(([name, option]) => optionOf(name, option, args));
  const command = withHelpOnStdout(new Command())
    .description(definition.summary)
    .configureHelp({ commandUsage: () => `${definition.usage} [options]` })
    .addHelpText('after', formatExamples(definition));
  for (const option of options) command.addOption(option);
  for (const option of options.filter(({ required }) => !required)) refuseRepetition(command, option);
  command.parse(args, { from: 'user' });
  const flags = options.filter((option) => option.isBoolean()).map((option) => [option.attributeName(), false]);
  return { ...Object.fromEntries(flags), ...command.opts() };
}

/** @throws ContractError USAGE if help (or another of these options) is given together with other arguments */
export function assertHelpAlone(args: readonly string[], options: readonly string[] = ['-h', '--help']): void {
  const help = args.find((arg) => options.includes(arg));
  if (help && args.length > 1) throw new ContractError('USAGE', `${help} is given beside other arguments`);
}

function refuseRepetition(command: Command, option: Option): void {
  let count = 0;
  command.on(`option:${option.name()}`, () => {
    count += 1;
    if (count > 1) throw new ContractError('USAGE', `${option.long} is given more than once`);
  });
}

export const HELP_FLAGS = '-h, --help';
export const HELP_DESCRIPTION = 'show this help';

/** Help goes to stdout through `console`; errors are thrown, not printed, and the process is not ended. */
export function withHelpOnStdout(command: Command): Command {
  return command
    .helpOption(HELP_FLAGS, HELP_DESCRIPTION)
    .exitOverride()
    .configureOutput({ writeOut: (text) => console.log(text.trimEnd()), outputError: () => undefined });
}

function optionOf(name: string, definition: OptionDefinition, args: readonly string[]): Option {
  const { value, description, variable, required = false } = definition;
  const flags = `--${name}${value ? ` <${value.replace(/^<|>$/g, '')}>` : ''}`;
  const option = new Option(flags, required ? `${description} (required)` : description);
  if (!value) return option;
  return option
    .default(defaultOf(definition), variable && `${variable}, else ${definition.default}`)
    .makeOptionMandatory(required)
    .argParser(valueReader(name, definition, args));
}

function defaultOf({ variable, default: fallback }: OptionDefinition): string | undefined {
  return (variable === undefined ? undefined : environmentVariables()[variable]) ?? fallback;
}

/** An empty value usually comes from a variable that is not set, and a value with a dash from a missing one: both are refused. */
function valueReader(name: string, { multiple = false }: OptionDefinition, args: readonly string[]) {
  const values: string[] = [];
  return (value: string): string | string[] => {
    if (value === '') throw new ContractError('USAGE', `--${name} is empty`);
    if (/^-./.test(value) && args.includes(value))
      throw new ContractError('USAGE', `--${name} has no value (write --${name}=${value} if ${value} is its value)`);
    if (!multiple && values.length > 0) throw new ContractError('USAGE', `--${name} is given more than once`);
    values.push(value);
    return multiple ? values : value;
  };
}

/** The end of each help: examples, if there are any, and the exit codes. */
export function formatExamples({ examples = [] }: { readonly examples?: readonly string[] }): string {
  const width = helpWidth();
  const lines = examples.flatMap((example) => wrapCommand(`  ${example}`, width));
  return [...(lines.length > 0 ? ['', 'Examples:', ...lines] : []), '', ...wrapLine(EXIT_CODES, width)].join('\n');
}

/** @throws ContractError USAGE unless the value of the option is a whole number, 0 or more */
export function parseWholeNumber(option: string, value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new ContractError('USAGE', `--${option} is not a whole number: ${value}`);
  return Number(value);
}

/**
 * The milliseconds of an option's value such as `90m` or `7d`.
 * @throws ContractError USAGE
 */
export function durationMs(option: string, value: string): number {
  const ms = parseDuration(value);
  if (ms === undefined)
    throw new ContractError('USAGE', `--${option} is not a duration like 90s, 1h30m or 7d: ${value}`);
  return ms;
}

function errorData(error: unknown): { code: ErrorCode | 'UNEXPECTED'; message: string; hint?: string } {
  if (!(error instanceof ContractError))
    return { code: 'UNEXPECTED', message: String((error as Error)?.message ?? error) };
  return { code: error.code, message: error.message, hint: error.hint };
}

function printError(error: unknown): void {
  const { code, message, hint } = errorData(error);
  const title = `${styleOnTerminal('red', `error ${code}`)}: `;
  const lines = `${title}${message}`.split('\n').flatMap((line) => wrapLine(line));
  console.error([...lines, ...(hint ? wrapWithCommand(`  ${hint}`) : [])].join('\n'));
  if (!hint && error instanceof Error && error.stack) console.error(error.stack.split('\n').slice(1).join('\n'));
}

/** The text in a colour or style on a terminal, unchanged elsewhere. */
export function styleOnTerminal(style: Parameters<typeof styleText>[0], text: string): string {
  return process.stdout.isTTY && !process.env.NO_COLOR ? styleText(style, text) : text;
}
