import { existsSync } from 'node:fs';
import { isGuarded } from '../broker/http/access.ts';
import { type RunningBroker, startBroker } from '../broker/server.ts';
import { brokerSettings } from '../broker/settings.ts';
import { loadConfig, variables } from '../config/config.ts';
import { ContractError, withoutCredentials } from '../config/errors.ts';
import { commandStart } from '../text/command.ts';
import { paint, runCommand } from './support/command.ts';

const definition = {
  usage: commandStart('broker'),
  summary: 'Runs the embedded Pact Broker until Ctrl-C.',
  options: {
    port: { value: '<port>', default: '9292', description: 'port to listen on; 0 takes any free one' },
    host: { value: '<address>', default: '127.0.0.1', description: 'address to listen on' },
    database: {
      value: '<file>',
      description: 'SQLite file, :memory: or postgres://… (default: PACT_BROKER_DATABASE_URL, else broker.sqlite)',
    },
    'allow-anonymous': { description: 'let everyone in, though it listens beyond this machine' },
  },
  examples: [`${commandStart('broker')} --port 9292 --database broker.sqlite`],
} as const;

await runCommand(definition, async (options) => {
  const port = portFrom(options.port);
  const database = options.database ?? loadConfig().PACT_BROKER_DATABASE_URL;
  const isNew = isFile(database) && !existsSync(database);
  const settings = brokerSettings(variables());
  if (!isGuarded(settings.access ?? {})) warnOfStrangers(options.host, options['allow-anonymous']);
  const log = (line: string) => console.error(line);
  const broker = await startBroker({ ...settings, database, port, host: options.host, log });
  const stopped = untilStopped();
  tell(broker, database, isNew, options.json);
  await stopped;
  if (!options.json) console.log('Stopping: requests under way are answered first.');
  await broker.close();
  return 0;
});

function portFrom(text: string): number {
  const port = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 0 && port <= 65535) return port;
  throw new ContractError('USAGE', `--port must be a number from 0 to 65535, not "${text}"`);
}

/** Whoever reaches an open broker can change what may be released: that has to be wanted. */
function warnOfStrangers(host: string, allowed: boolean): void {
  if (/^(127\.|localhost$|::1$)/.test(host)) return;
  if (!allowed) throw new ContractError('UNAUTHENTICATED_LISTENER', host);
  console.error(`warning: everyone who reaches ${host} may read and change everything in this broker`);
}

function isFile(database: string): boolean {
  return database !== ':memory:' && !/^\w+:/.test(database);
}

function tell({ url }: RunningBroker, database: string, isNew: boolean, json: boolean): void {
  const where = withoutCredentials(database);
  if (json) console.log(JSON.stringify({ url, database: where }));
  else
    console.log(
      [
        `Pact Broker is ready at ${paint('bold', url)}`,
        `  database  ${where}${isNew ? ' (new)' : ''}${database === ':memory:' ? ' (gone when it stops)' : ''}`,
        `  clients   PACT_BROKER_BASE_URL=${url}`,
        '  stop      Ctrl-C',
      ].join('\n'),
    );
}

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
