import { parseArgs, styleText } from 'node:util';
import { ContractError, type ErrorCode } from '../../config/errors.ts';
import { parseDuration } from '../../text/duration.ts';

/** One option of a script: a flag, or one that takes a value (named `value` in the help). */
export interface Option {
  readonly description: string;
  /** What the value is, e.g. `<version>`; a flag has none. */
  readonly value?: string;
  readonly default?: string;
  /** Without it the command does not run. */
  readonly required?: true;
  /** May be given several times; its value is then a list. */
  readonly multiple?: boolean;
}

export interface Command<Options extends Record<string, Option>> {
  /** As it is called: `npm run pact:verify --`. */
  readonly usage: string;
  readonly summary: string;
  readonly options: Options;
  readonly examples?: readonly string[];
}

type Value<O extends Option> = O extends { multiple: true }
  ? string[] | undefined
  : O extends { value: string; default: string } | { value: string; required: true }
    ? string
    : O extends { value: string }
      ? string | undefined
      : boolean;

/** The options' values; `json` is there in every command. */
export type Values<Options extends Record<string, Option>> = { [K in keyof Options]: Value<Options[K]> } & {
  json: boolean;
};

const always = {
  json: { description: 'print one JSON document for machines, nothing else' },
  help: { description: 'show this help' },
} as const satisfies Record<string, Option>;

/**
 * Runs a script: reads its options, calls `main`, prints errors with their code and next step, and ends with the exit code
 * (0 yes, 1 no, 2 cannot tell; whatever was not foreseen is a 2).
 */
export async function runCommand<Options extends Record<string, Option>>(
  command: Command<Options>,
  main: (values: Values<Options>) => Promise<0 | 1 | 2>,
  args = process.argv.slice(2),
): Promise<void> {
  const json = args.includes('--json');
  try {
    const values = readOptions(command, args);
    if (values.help) console.log(help(command));
    else process.exitCode = await main(complete(command, values) as Values<Options>);
  } catch (error) {
    process.exitCode = error instanceof ContractError ? error.exitCode : 2;
    if (json) console.log(JSON.stringify({ error: asData(error) }));
    else printError(error);
  }
}

function readOptions<Options extends Record<string, Option>>(
  command: Command<Options>,
  args: string[],
): Record<string, unknown> {
  const options = Object.entries({ ...command.options, ...always }).map(([name, option]: [string, Option]) => [
    name,
    {
      type: option.value ? ('string' as const) : ('boolean' as const),
      multiple: option.multiple ?? false,
      ...(option.default === undefined ? {} : { default: option.default }),
    },
  ]);
  try {
    const { values } = parseArgs({ args, options: Object.fromEntries(options), strict: true, allowPositionals: false });
    const flags = Object.fromEntries(
      options.filter(([, o]) => (o as { type: string }).type === 'boolean').map(([name]) => [name, false]),
    );
    return { ...flags, ...values };
  } catch (cause) {
    throw new ContractError('USAGE', (cause as Error).message, { cause });
  }
}

/** An empty value mostly is a variable that was not set: better told than taken. */
function complete(command: Command<Record<string, Option>>, values: Record<string, unknown>): Record<string, unknown> {
  const missing = Object.entries(command.options).filter(([name, { required }]) => required && !(name in values));
  const empty = Object.entries(values).filter(([, value]) => [value].flat().includes(''));
  const problems = [
    ...missing.map(([name, { value }]) => `--${name} ${value} is missing`),
    ...empty.map(([name]) => `--${name} is empty`),
  ];
  if (problems.length > 0) throw new ContractError('USAGE', problems.join('; '));
  return values;
}

/** @throws ContractError USAGE unless the option's value is a whole number, 0 or more */
export function wholeNumber(option: string, value: string): number {
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

/** The text of --help: usage, one line for each option, examples. */
export function help(command: Command<Record<string, Option>>): string {
  const rows = Object.entries({ ...command.options, ...always }).map(([name, option]: [string, Option]) => [
    `  --${name}${option.value ? ` ${option.value}` : ''}`,
    `${option.description}${note(option)}`,
  ]);
  const width = Math.max(...rows.map(([left = '']) => left.length)) + 2;
  const lines = rows.map(([left = '', right]) => left.padEnd(width) + right);
  const examples = command.examples ? ['', 'Examples:', ...command.examples.map((example) => `  ${example}`)] : [];
  const exits = ['', 'Exit codes: 0 yes, 1 no, 2 cannot tell.'];
  return [`${command.usage} [options]`, '', command.summary, '', 'Options:', ...lines, ...examples, ...exits].join(
    '\n',
  );
}

function note(option: Option): string {
  if (option.required) return ' (required)';
  return option.default === undefined ? '' : ` (default: ${option.default})`;
}

function asData(error: unknown): { code: ErrorCode | 'UNEXPECTED'; message: string; hint?: string } {
  if (!(error instanceof ContractError))
    return { code: 'UNEXPECTED', message: String((error as Error)?.message ?? error) };
  return { code: error.code, message: error.message, hint: error.hint };
}

function printError(error: unknown): void {
  const { code, message, hint } = asData(error);
  console.error(`${paint('red', `error ${code}`)}: ${message}`);
  if (hint) console.error(`  ${hint}`);
  else if (error instanceof Error && error.stack) console.error(error.stack.split('\n').slice(1).join('\n'));
}

/** Text in a colour or style, on a terminal only. */
export function paint(style: Parameters<typeof styleText>[0], text: string): string {
  return process.stdout.isTTY && !process.env.NO_COLOR ? styleText(style, text) : text;
}
