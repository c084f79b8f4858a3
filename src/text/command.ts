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

/** In the package, where this file is JavaScript, the commands are those of its `bin`. In a checkout they are npm scripts. */
const isPackage = import.meta.url.endsWith('.js');

/**
 * A command line for a shell: `npm run can-i-deploy -- --pacticipant x --version 1` in this checkout,
 * `npx market-data-contracts can-i-deploy --pacticipant x --version 1` in the package. A placeholder such as `<version>` is quoted like
 * any other value.
 */
export function command(name: CommandName, options: CommandOptions = {}): string {
  const optionWords = Object.entries(options).flatMap(([option, value]) => {
    if (value === undefined) return [];
    if (value === true) return [`--${option}`];
    const values = typeof value === 'object' ? value : [String(value)];
    return values.map((one) => `--${option} ${shellQuote(one)}`);
  });
  return optionWords.length === 0 ? commandWithoutOptions(name) : [commandStart(name), ...optionWords].join(' ');
}

/** The beginning of a command line with options: `npm run can-i-deploy --`. */
export function commandStart(name: CommandName): string {
  return isPackage ? commandWithoutOptions(name) : `${commandWithoutOptions(name)} --`;
}

function commandWithoutOptions(name: CommandName): string {
  return isPackage ? `npx market-data-contracts ${name}` : `npm run ${name}`;
}

/** A text as one word for a POSIX shell. */
export function shellQuote(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
