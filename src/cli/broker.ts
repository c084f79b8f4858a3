import { existsSync } from 'node:fs';
import { requiresCredentials } from '../broker/http/access.ts';
import { isLoopback, type RunningBroker, startBroker } from '../broker/server.ts';
import { brokerSettings } from '../broker/settings.ts';
import { unknownVariableWarnings } from '../broker/unknown-variables.ts';
import { environmentVariables, loadConfig } from '../config/config.ts';
import { parseDatabaseLocation } from '../config/database-url.ts';
import { ContractError, withoutCredentials } from '../config/errors.ts';
import { command, commandStart } from '../text/command.ts';
import { defineCommand, styleOnTerminal } from './support/run-command.ts';

export const run = defineCommand(
  {
    usage: commandStart('broker'),
    summary: 'Runs the embedded Pact Broker until Ctrl-C.',
    options: {
      port: { value: '<port>', default: '9292', description: 'port to listen on; 0 chooses a free one' },
      host: { value: '<address>', default: '127.0.0.1', description: 'address to listen on' },
      database: {
        value: '<file>',
        description: 'SQLite file, :memory: or postgres://… (default: PACT_BROKER_DATABASE_URL, else broker.sqlite)',
      },
      'allow-anonymous': { description: 'accept requests from other machines without credentials' },
    },
    examples: [command('broker', { port: 9292, database: 'broker.sqlite' })],
  },
  async ({ host, allowAnonymous, json, ...options }) => {
    const port = portFrom(options.port);
    const database = options.database ?? loadConfig().PACT_BROKER_DATABASE_URL;
    const { kind, location } = parseDatabaseLocation(database);
    const isNew = kind === 'file' && !existsSync(location);
    const variables = environmentVariables();
    const settings = brokerSettings(variables);
    for (const warning of unknownVariableWarnings(Object.keys(variables))) console.error(warning);
    if (!requiresCredentials(settings.access ?? {})) checkAnonymousAccess(host, allowAnonymous);
    const log = (line: string) => console.error(line);
    const broker = await startBroker({ ...settings, database, port, host, log });
    const stopped = waitForStop();
    printAddress(broker, database, isNew, json);
    await stopped;
    if (!json) console.log('Stopping: requests in progress are answered first.');
    exitAfter(STOP_LIMIT_MS);
    await broker.close();
    return 0;
  },
);

function portFrom(text: string): number {
  const port = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 0 && port <= 65535) return port;
  throw new ContractError('USAGE', `--port must be a number from 0 to 65535, not "${text}"`);
}

/** Without credentials, everyone who reaches the broker can change what may be released: the user has to allow it explicitly. */
function checkAnonymousAccess(host: string, isAllowed: boolean): void {
  if (isLoopback(host)) return;
  if (!isAllowed) throw new ContractError('UNAUTHENTICATED_LISTENER', host);
  console.error(`warning: everyone who reaches ${host} can read and change everything in this broker`);
}

function printAddress({ url }: RunningBroker, database: string, isNew: boolean, json: boolean): void {
  const location = withoutCredentials(database);
  if (json) {
    console.log(JSON.stringify({ url, database: location }));
    return;
  }
  const note = isNew ? ' (new)' : database === ':memory:' ? ' (lost when the broker stops)' : '';
  const lines = [
    `Pact Broker is ready at ${styleOnTerminal('bold', url)}`,
    `  database  ${location}${note}`,
    `  clients   PACT_BROKER_BASE_URL=${url}`,
    '  stop      Ctrl-C',
  ];
  console.log(lines.join('\n'));
}

/** The time limit for stopping the broker. */
const STOP_LIMIT_MS = 9_000;
const PARENT_CHECK_MS = 500;

/** Ends the process when the time is over and it is still stopping. */
function exitAfter(limitMs: number): void {
  const end = () => {
    console.error('The broker did not stop in time; requests in progress were cut off.');
    process.exit(1);
  };
  setTimeout(end, limitMs).unref();
}

/** Resolves on Ctrl-C and SIGTERM, and when npm, which started this process, has ended: not every shell passes signals on. */
function waitForStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    if (process.env.npm_lifecycle_event) {
      const parent = process.ppid;
      setInterval(() => process.ppid !== parent && resolve(), PARENT_CHECK_MS).unref();
    }
  });
}
