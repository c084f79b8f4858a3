import { startBrokerProcess } from '../support/broker-process.ts';
import { killBesideAnother } from './beside.ts';
import { crashesOf } from './crashes.ts';
import { fuzz } from './fuzz/fuzz.ts';
import type { Ground } from './ground.ts';
import { killOften } from './kills.ts';
import { writeThroughOutages } from './outage.ts';
import { workTogether } from './together.ts';

/** What is tried; 0 leaves it out. */
export interface Campaign {
  /** How often a broker is killed, alone; beside another a tenth as often. */
  readonly kills: number;
  /** How often PostgreSQL goes down; SQLite has nothing that could. */
  readonly crashes: number;
  /** Processes over one database, and clients of each. */
  readonly together: { readonly processes: number; readonly clients: number };
  /** Odd requests, and which. */
  readonly requests: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

export interface Outcome {
  readonly fault: string;
  readonly tried: number;
  /** Writes, or whole rounds of work, that were answered with success. */
  readonly answered: number;
  /** Of what was answered. */
  readonly lost: number;
  /** Whatever is not as it should be. */
  readonly found: readonly string[];
}

/** Tries one fault after the other, each on a database of its own. */
export async function* tryFaults(ground: Ground, campaign: Campaign): AsyncGenerator<Outcome> {
  const { kills, crashes, together, requests } = campaign;
  if (kills > 0) yield kill(await ground.fresh(), campaign);
  if (kills > 0) yield killOne(await ground.fresh(), campaign);
  if (crashes > 0 && ground.cluster) yield crash(ground, crashes);
  if (together.processes > 0) yield work(await ground.fresh(), together);
  if (requests > 0) yield ask(await ground.fresh(), campaign);
}

const clients = 8;

async function kill(database: string, { kills, say }: Campaign): Promise<Outcome> {
  const { answered, lost, damage } = await killOften({ database, kills, clients, say });
  return { fault: 'a broker is killed', tried: kills, answered, lost: lost.length, found: [...lost, ...damage] };
}

/** A tenth as often. */
async function killOne(database: string, { kills, say }: Campaign): Promise<Outcome> {
  const tried = Math.ceil(kills / 10);
  const { answered, lost, damage, failures } = await killBesideAnother({ database, kills: tried, clients, say });
  const found = [...lost, ...damage, ...failures];
  return { fault: 'one of two brokers is killed', tried, answered, lost: lost.length, found };
}

async function crash({ cluster, fresh }: Ground, times: number): Promise<Outcome> {
  const ways = cluster ? crashesOf(cluster) : [];
  const outages = Array.from({ length: times }, (_, i) => ways[i % ways.length] ?? (async () => undefined));
  const broker = await startBrokerProcess(await fresh(), { quiet: true });
  const { answered, lost, failures } = await writeThroughOutages(broker.url, clients, outages);
  await broker.end('SIGTERM');
  return { fault: 'PostgreSQL crashes', tried: times, answered, lost: lost.length, found: [...lost, ...failures] };
}

async function work(database: string, { processes, clients }: Campaign['together']): Promise<Outcome> {
  const brokers = await Promise.all(Array.from({ length: processes }, () => startBrokerProcess(database)));
  const all = processes * clients;
  const { done, failures, wrong } = await workTogether({
    urls: brokers.map(({ url }) => url),
    clients: all,
    rounds: 3,
  });
  for (const broker of brokers) await broker.end('SIGTERM');
  const fault = `${processes} × ${clients} clients at once`;
  return { fault, tried: all * 3, answered: done, lost: 0, found: [...failures, ...wrong] };
}

async function ask(database: string, { seed, requests: tried }: Campaign): Promise<Outcome> {
  const { requests, findings } = await fuzz(database, seed, tried);
  return { fault: 'odd requests', tried, answered: requests, lost: 0, found: findings };
}
