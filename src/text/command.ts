/** Command names, shared by npm scripts, the package's subcommands and all texts. */
export type CommandName =
  | 'broker'
  | 'broker:backup'
  | 'broker:clean'
  | 'broker:copy'
  | 'can-i-deploy'
  | 'can-i-merge'
  | 'completion'
  | 'consumers:check'
  | 'environments'
  | 'fanout'
  | 'impact'
  | 'missing-results'
  | 'pact:check'
  | 'pact:history'
  | 'pact:publish'
  | 'pact:usage'
  | 'pact:verify'
  | 'provider:answers'
  | 'python:clean'
  | 'record-deployment'
  | 'record-release'
  | 'record-support-ended'
  | 'record-undeployment'
  | 'test:pact'
  | 'token:check';

/** The options of a command by name: a value, several values, or `true` for a flag. Undefined options are omitted. */
export type CommandOptions = Readonly<Record<string, string | number | readonly string[] | true | undefined>>;

/** How a command is run: as an npm script in a checkout of this project, or with npx from the installed package. */
export type CommandRunner = 'npm' | 'npx';

/** In the package, where this file is JavaScript, the commands are those of its `bin`. In a checkout they are npm scripts. */
export const ownRunner: CommandRunner = import.meta.url.endsWith('.js') ? 'npx' : 'npm';

/**
 * A command line for a shell: `npm run can-i-deploy -- --pacticipant x --version 1` in this checkout,
 * `npx market-data-contracts can-i-deploy --pacticipant x --version 1` in the package. A placeholder such as `<version>` is quoted like
 * any other value.
 */
export function command(name: CommandName, options: CommandOptions = {}, runner = ownRunner): string {
  const words = optionWords(options);
  return words.length === 0 ? commandWithoutOptions(name, runner) : [commandStart(name, runner), ...words].join(' ');
}

/** Options as words for a shell. A value that begins with a hyphen follows `=`, so that it is not taken for an option. */
export function optionWords(options: CommandOptions): string[] {
  return Object.entries(options).flatMap(([option, value]) => {
    if (value === undefined) return [];
    if (value === true) return [`--${option}`];
    const values = typeof value === 'object' ? value : [String(value)];
    return values.map((one) => `--${option}${one.startsWith('-') ? '=' : ' '}${shellQuote(one)}`);
  });
}

/** The beginning of a command line with options: `npm run can-i-deploy --`. */
export function commandStart(name: CommandName, runner = ownRunner): string {
  return runner === 'npx' ? commandWithoutOptions(name, runner) : `${commandWithoutOptions(name, runner)} --`;
}

function commandWithoutOptions(name: CommandName, runner: CommandRunner): string {
  return runner === 'npx' ? `npx market-data-contracts ${name}` : `npm run ${name}`;
}

/**
 * The command of the official client that records the main branch of a pacticipant. It reads PACT_BROKER_BASE_URL.
 * @see https://docs.pact.io/pact_broker/client_cli/readme
 */
export function mainBranchCommand(name: string, mainBranch = '<branch>'): string {
  const options = optionWords({ name, 'main-branch': mainBranch }).join(' ');
  return `npx pact-broker create-or-update-pacticipant ${options}`;
}

/**
 * A text such as `Record it: npm run record-deployment -- --version 1` as its sentence and its command. Every hint with a command ends in
 * it, without a full stop, so that it can be copied.
 */
export function splitCommand(text: string): readonly [text: string, command?: string] {
  const [, sentence, line] = /^(.*:) ((?:npm run|npx market-data-contracts|npx pact-broker) .*)$/s.exec(text) ?? [];
  return sentence && line ? [sentence, line] : [text];
}

/** A text as one word for a POSIX shell. */
export function shellQuote(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
