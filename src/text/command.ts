/** The commands that people type. They have the same name here (npm scripts), in the package, and in every text. */
export type CommandName =
  | 'broker'
  | 'broker:backup'
  | 'broker:clean'
  | 'broker:copy'
  | 'can-i-deploy'
  | 'can-i-merge'
  | 'fanout'
  | 'impact'
  | 'missing-results'
  | 'pact:check'
  | 'pact:publish'
  | 'pact:usage'
  | 'pact:verify'
  | 'python:clean'
  | 'record-deployment'
  | 'record-release'
  | 'test:pact'
  | 'token:check';

/** The options of a command by name: a value, several values, or `true` for a flag. What is undefined is left out. */
export type CommandOptions = Readonly<Record<string, string | number | readonly string[] | true | undefined>>;

/** In the package this file is JavaScript; there the commands are those of its `bin`, here they are npm scripts. */
const isPackage = import.meta.url.endsWith('.js');

/**
 * A command as people type it in a shell: `npm run can-i-deploy -- --pacticipant x --version 1` in this checkout,
 * `npx market-data-contracts can-i-deploy --pacticipant x --version 1` in the package. A placeholder such as `<version>` is quoted like
 * any other value.
 */
export function command(name: CommandName, options: CommandOptions = {}): string {
  const words = Object.entries(options).flatMap(([option, value]) => {
    if (value === undefined) return [];
    if (value === true) return [`--${option}`];
    const values = typeof value === 'object' ? value : [String(value)];
    return values.map((one) => `--${option} ${shellQuote(one)}`);
  });
  return words.length === 0 ? callOf(name) : [commandStart(name), ...words].join(' ');
}

/** How a command with options begins: `npm run can-i-deploy --`. */
export function commandStart(name: CommandName): string {
  return isPackage ? callOf(name) : `${callOf(name)} --`;
}

function callOf(name: CommandName): string {
  return isPackage ? `npx market-data-contracts ${name}` : `npm run ${name}`;
}

/** A text as one word for a POSIX shell. */
export function shellQuote(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
