import { startBroker } from '../src/broker/server.ts';
import { loadConfig } from '../src/config.ts';
import { ContractError, withoutCredentials } from '../src/errors.ts';
import { runCommand } from './support/command.ts';

const command = {
  usage: 'npm run broker --',
  summary: 'Runs the embedded Pact Broker until Ctrl-C.',
  options: {
    port: { value: '<port>', default: '9292', description: 'port to listen on; 0 takes any free one' },
    host: { value: '<address>', default: '127.0.0.1', description: 'address to listen on' },
    database: {
      value: '<file>',
      description: 'SQLite file, or :memory: (default: PACT_BROKER_DATABASE_URL, else broker.sqlite)',
    },
  },
  examples: ['npm run broker -- --port 9292 --database broker.sqlite'],
} as const;

await runCommand(command, async (options) => {
  const port = Number(options.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new ContractError('USAGE', `no port: ${options.port}`);
  const database = options.database ?? loadConfig().PACT_BROKER_DATABASE_URL;
  const broker = await startBroker({ database, port, host: options.host, log: (line) => console.error(line) });
  const stopped = untilStopped();
  if (options.json) console.log(JSON.stringify({ url: broker.url, database: withoutCredentials(database) }));
  else console.log(`Pact Broker on ${broker.url}, database ${withoutCredentials(database)}. Ctrl-C stops it.`);
  await stopped;
  await broker.close();
  return 0;
});

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
