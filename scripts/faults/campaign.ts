import { startBrokerProcess } from '../support/broker-process.ts';
import { runConcurrentClients } from './concurrency.ts';
import { crashScenarios } from './crashes.ts';
import type { DatabaseFactory } from './database-factory.ts';
import { fuzz } from './fuzz/fuzz.ts';
import { killBesideOtherBroker } from './kill-one-of-two.ts';
import { killAndRestart } from './kills.ts';
import { writeThroughOutages } from './outage.ts';

/** The number of each fault; 0 omits it. */
export interface Campaign {
  /** How often the only broker is killed; one of two brokers is killed a tenth as often. */
  readonly kills: number;
  /** How often PostgreSQL crashes; no effect on SQLite. */
  readonly crashes: number;
  /** Broker processes on one database, and the clients of each. */
  readonly concurrency: { readonly processes: number; readonly clients: number };
  /** Number of invalid requests; `seed` selects them. */
  readonly requests: number;
  readonly seed: number;
  readonly log: (line: string) => void;
}

export interface Outcome {
  readonly fault: string;
  readonly tried: number;
  /** Writes, or rounds of a client, that succeeded. */
  readonly succeeded: number;
  /** Successful writes that are missing afterwards. */
  readonly lost: number;
  /** All that failed or is inconsistent. */
  readonly problems: readonly string[];
}

/** Injects one fault after the other, each with its own database. */
export async function* injectFaults(databases: DatabaseFactory, campaign: Campaign): AsyncGenerator<Outcome> {
  const { kills, crashes, concurrency, requests } = campaign;
  if (kills > 0) yield killRepeatedly(await databases.create(), campaign);
  if (kills > 0) yield killOneOfTwo(await databases.create(), campaign);
  if (crashes > 0 && databases.cluster) yield crashPostgres(databases, crashes);
  if (concurrency.processes > 0) yield runConcurrency(await databases.create(), concurrency);
  if (requests > 0) yield sendInvalidRequests(await databases.create(), campaign);
}

const clients = 8;

async function killRepeatedly(database: string, { kills, log }: Campaign): Promise<Outcome> {
  const { answered, lost, integrityErrors } = await killAndRestart({ database, kills, clients, log });
  return {
    fault: 'a broker is killed',
    tried: kills,
    succeeded: answered,
    lost: lost.length,
    problems: [...lost, ...integrityErrors],
  };
}

/** A tenth as often as `kills`. */
async function killOneOfTwo(database: string, { kills, log }: Campaign): Promise<Outcome> {
  const tried = Math.ceil(kills / 10);
  const { answered, lost, integrityErrors, failures } = await killBesideOtherBroker({
    database,
    kills: tried,
    clients,
    log,
  });
  const problems = [...lost, ...integrityErrors, ...failures];
  return { fault: 'one of two brokers is killed', tried, succeeded: answered, lost: lost.length, problems };
}

async function crashPostgres({ cluster, create }: DatabaseFactory, times: number): Promise<Outcome> {
  const ways = cluster ? crashScenarios(cluster) : [];
  const outages = Array.from({ length: times }, (_, i) => ways[i % ways.length] ?? (async () => undefined));
  const broker = await startBrokerProcess(await create(), { quiet: true });
  const { answered, lost, failures } = await writeThroughOutages(broker.url, clients, outages);
  await broker.end('SIGTERM');
  return {
    fault: 'PostgreSQL crashes',
    tried: times,
    succeeded: answered,
    lost: lost.length,
    problems: [...lost, ...failures],
  };
}

async function runConcurrency(database: string, { processes, clients }: Campaign['concurrency']): Promise<Outcome> {
  const brokers = await Promise.all(Array.from({ length: processes }, () => startBrokerProcess(database)));
  const all = processes * clients;
  const { completedRounds, failures, inconsistencies } = await runConcurrentClients({
    urls: brokers.map(({ url }) => url),
    clients: all,
    rounds: 3,
  });
  for (const broker of brokers) await broker.end('SIGTERM');
  const fault = `${processes} × ${clients} clients at once`;
  return { fault, tried: all * 3, succeeded: completedRounds, lost: 0, problems: [...failures, ...inconsistencies] };
}

async function sendInvalidRequests(database: string, { seed, requests: tried }: Campaign): Promise<Outcome> {
  const { requests, findings } = await fuzz(database, seed, tried);
  return { fault: 'invalid requests', tried, succeeded: requests, lost: 0, problems: findings };
}
