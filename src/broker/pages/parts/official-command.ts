import { type CommandName, type CommandOptions, optionWords, shellQuote } from '../../../text/command.ts';

/** Commands that the official command line has with the same name and the same options. */
const sameCommands: readonly CommandName[] = ['can-i-deploy', 'record-deployment'];

/**
 * A command line of the official client with the same effect; undefined if it has no such command.
 * @see https://docs.pact.io/pact_broker/client_cli/readme
 */
export function officialCommand(name: CommandName, options: CommandOptions = {}, baseUrl: string): string | undefined {
  const broker = `--broker-base-url ${shellQuote(baseUrl)}`;
  if (sameCommands.includes(name)) return ['pact-broker', name, ...optionWords(options), broker].join(' ');
  if (name !== 'pact:publish') return undefined;
  return `pact-broker publish ./pacts --consumer-app-version '<version>' --branch '<branch>' ${broker}`;
}
