import { runCommand, wholeNumber } from '../../src/cli/support/run-command.ts';
import { ContractError } from '../../src/config/errors.ts';
import { endBrokerProcesses } from '../support/broker-process.ts';
import { injectFaults, type Outcome } from './campaign.ts';
import { postgresDatabases, sqliteDatabases } from './database-factory.ts';

const command = {
  usage: 'npm run faults --',
  summary:
    'Kills brokers and their database amid parallel writes and looks for everything that was answered; lets many clients work at once; sends odd requests. 0 when nothing is lost or found.',
  options: {
    kills: { value: '<number>', default: '200', description: 'how often a broker is killed' },
    crashes: { value: '<number>', default: '30', description: 'how often PostgreSQL goes down' },
    concurrency: {
      value: '<processes>x<clients>',
      default: '4x16',
      description: 'processes, and clients of each; 0x0 none',
    },
    requests: { value: '<number>', default: '3000', description: 'how many odd requests' },
    seed: { value: '<number>', default: '1', description: 'which odd requests' },
    postgres: { description: 'on a PostgreSQL of its own, thrown away afterwards (otherwise on SQLite)' },
  },
  examples: ['npm run faults -- --kills 20', 'npm run faults -- --postgres --kills 0 --concurrency 4x16'],
} as const;

await runCommand(command, async (options) => {
  const log = options.json ? () => undefined : (line: string) => console.log(line);
  const [kills, crashes] = [wholeNumber('kills', options.kills), wholeNumber('crashes', options.crashes)];
  const [requests, seed] = [wholeNumber('requests', options.requests), wholeNumber('seed', options.seed)];
  const concurrency = processesAndClients(options.concurrency);
  const ground = options.postgres ? await postgresDatabases() : sqliteDatabases();
  const outcomes: Outcome[] = [];
  try {
    for await (const outcome of injectFaults(ground, { kills, crashes, concurrency, requests, seed, log })) {
      outcomes.push(outcome);
      log(formatOutcome(outcome, ground.name));
    }
  } finally {
    endBrokerProcesses();
    ground.remove();
  }
  if (options.json) console.log(JSON.stringify({ database: ground.name, outcomes }));
  return outcomes.every(({ problems }) => problems.length === 0) ? 0 : 1;
});

function processesAndClients(text: string) {
  const [, processes, clients] = /^(\d+)x(\d+)$/.exec(text) ?? [];
  if (processes === undefined) throw new ContractError('USAGE', `--concurrency must be like 4x16, not "${text}"`);
  return { processes: Number(processes), clients: Number(clients) };
}

function formatOutcome({ fault, tried, succeeded: answered, lost, problems }: Outcome, database: string): string {
  return [
    `${fault}, on ${database}: ${tried} tried, ${answered} answered, ${lost} lost, ${problems.length} found`,
    ...problems,
  ].join('\n');
}
