import { startBrokerProcess } from '../support/broker-process.ts';
import { runConcurrentClients } from './concurrency.ts';
import { crashScenarios } from './crashes.ts';
import type { DatabaseFactory } from './database-factory.ts';
import { fuzz } from './fuzz/fuzz.ts';
import { killBesideOtherBroker } from './kill-one-of-two.ts';
import { killAndRestart } from './kills.ts';
import { writeThroughOutages } from './outage.ts';

/** What is tried; 0 leaves it out. */
export interface Campaign {
  /** How often a broker is killed, alone; beside another a tenth as often. */
  readonly kills: number;
  /** How often PostgreSQL goes down; SQLite has nothing that could. */
  readonly crashes: number;
  /** Processes over one database, and clients of each. */
  readonly concurrency: { readonly processes: number; readonly clients: number };
  /** Odd requests, and which. */
  readonly requests: number;
  readonly seed: number;
  readonly log: (line: string) => void;
}

export interface Outcome {
  readonly fault: string;
  readonly tried: number;
  /** Writes, or whole rounds of work, that were answered with success. */
  readonly succeeded: number;
  /** Of what was answered. */
  readonly lost: number;
  /** Whatever is not as it should be. */
  readonly problems: readonly string[];
}

/** Tries one fault after the other, each on a database of its own. */
export async function* injectFaults(ground: DatabaseFactory, campaign: Campaign): AsyncGenerator<Outcome> {
  const { kills, crashes, concurrency, requests } = campaign;
  if (kills > 0) yield killRepeatedly(await ground.create(), campaign);
  if (kills > 0) yield killOneOfTwo(await ground.create(), campaign);
  if (crashes > 0 && ground.cluster) yield crashPostgres(ground, crashes);
  if (concurrency.processes > 0) yield runConcurrency(await ground.create(), concurrency);
  if (requests > 0) yield sendInvalidRequests(await ground.create(), campaign);
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

/** A tenth as often. */
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
  const {
    completedRounds: done,
    failures,
    inconsistencies,
  } = await runConcurrentClients({
    urls: brokers.map(({ url }) => url),
    clients: all,
    rounds: 3,
  });
  for (const broker of brokers) await broker.end('SIGTERM');
  const fault = `${processes} × ${clients} clients at once`;
  return { fault, tried: all * 3, succeeded: done, lost: 0, problems: [...failures, ...inconsistencies] };
}

async function sendInvalidRequests(database: string, { seed, requests: tried }: Campaign): Promise<Outcome> {
  const { requests, findings } = await fuzz(database, seed, tried);
  return { fault: 'odd requests', tried, succeeded: requests, lost: 0, problems: findings };
}
