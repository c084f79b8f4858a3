import { parseWholeNumber, runCommand } from '../../src/cli/support/run-command.ts';
import { ContractError } from '../../src/config/errors.ts';
import { endBrokerProcesses } from '../support/broker-process.ts';
import { injectFaults, type Outcome } from './campaign.ts';
import { postgresDatabases, sqliteDatabases } from './database-factory.ts';

const command = {
  usage: 'npm run faults --',
  summary:
    'Kills brokers and their database during concurrent writes and checks that no successful write is lost; runs many concurrent clients; sends invalid requests. 0 if nothing is lost and no problem is found.',
  options: {
    kills: { value: '<number>', default: '200', description: 'how often a broker is killed' },
    crashes: { value: '<number>', default: '30', description: 'how often PostgreSQL crashes' },
    concurrency: {
      value: '<processes>x<clients>',
      default: '4x16',
      description: 'broker processes, and clients of each; 0x0 for none',
    },
    requests: { value: '<number>', default: '3000', description: 'number of invalid requests' },
    seed: { value: '<number>', default: '1', description: 'seed of the invalid requests' },
    postgres: { description: 'on a temporary PostgreSQL cluster (default: on SQLite)' },
  },
  examples: ['npm run faults -- --kills 20', 'npm run faults -- --postgres --kills 0 --concurrency 4x16'],
} as const;

await runCommand(command, async (options) => {
  const log = options.json ? () => undefined : (line: string) => console.log(line);
  const kills = parseWholeNumber('kills', options.kills);
  const crashes = parseWholeNumber('crashes', options.crashes);
  const requests = parseWholeNumber('requests', options.requests);
  const seed = parseWholeNumber('seed', options.seed);
  const concurrency = processesAndClients(options.concurrency);
  const databases = options.postgres ? await postgresDatabases() : sqliteDatabases();
  const outcomes: Outcome[] = [];
  try {
    for await (const outcome of injectFaults(databases, { kills, crashes, concurrency, requests, seed, log })) {
      outcomes.push(outcome);
      log(formatOutcome(outcome, databases.name));
    }
  } finally {
    endBrokerProcesses();
    databases.remove();
  }
  if (options.json) console.log(JSON.stringify({ database: databases.name, outcomes }));
  return outcomes.every(({ problems }) => problems.length === 0) ? 0 : 1;
});

function processesAndClients(text: string) {
  const [, processes, clients] = /^(\d+)x(\d+)$/.exec(text) ?? [];
  if (processes === undefined) throw new ContractError('USAGE', `--concurrency must be like 4x16, not "${text}"`);
  return { processes: Number(processes), clients: Number(clients) };
}

function formatOutcome({ fault, tried, succeeded, lost, problems }: Outcome, database: string): string {
  return [
    `${fault}, on ${database}: ${tried} tried, ${succeeded} succeeded, ${lost} lost, ${problems.length} problems`,
    ...problems,
  ].join('\n');
}
