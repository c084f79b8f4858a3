import { type RunningBroker, startEmbedded } from './brokers.ts';
import { type CpuCost, cpuCost, measureCpu } from './cpu-cost.ts';
import type { DataSet } from './data-set.ts';
import { HttpClient } from './http.ts';
import { limitCpu } from './limit-cpu.ts';
import { type Run, sendRequests, summarise } from './measure.ts';
import { operationsFor } from './operations.ts';

export interface Comparison {
  readonly operation: string;
  /** Before and after, or with one and with two processes. */
  readonly figures: readonly [number, number];
  readonly ratio: number;
}

/** Responses per second of one broker process and of two on the same database, for 16 clients, and the CPU time of each response. */
export function compareProcesses(
  database: string,
  postgres: number,
  dataSet: DataSet,
  count: number,
): Promise<{ scaled: Comparison[]; costs: CpuCost[] }> {
  return withTwoBrokers(database, async (brokers, clients) => {
    const [scaled, costs]: [Comparison[], CpuCost[]] = [[], []];
    for (const operation of await operationsFor(clients[0], dataSet)) {
      const [one, two] = await runAlternately(
        () => measureCpu(brokers[0].pid, postgres, () => sendRequests(clients[0], operation, 16, count)),
        () => sendRequests(clients, operation, 16, count),
      );
      scaled.push(comparison(operation.name, summarise(one).perSecond, summarise(two).perSecond));
      costs.push(cpuCost(operation.name, one));
    }
    return { scaled, costs };
  });
}

/**
 * The same with each broker limited to a share of a core, which shows how processes scale on a machine with enough cores. Empty where
 * the CPU cannot be limited.
 */
export async function compareProcessesWithCpuLimit(
  database: string,
  dataSet: DataSet,
  share: number,
  count: number,
): Promise<Comparison[]> {
  let removeLimits: (() => void) | undefined;
  const scaled: Comparison[] = [];
  await withTwoBrokers(database, async (brokers, clients) => {
    removeLimits = limitCpu(
      brokers.map(({ pid }) => pid),
      share,
    );
    for (const operation of removeLimits ? await operationsFor(clients[0], dataSet) : []) {
      const [one, two] = await runAlternately(
        () => sendRequests(clients[0], operation, 16, count),
        () => sendRequests(clients, operation, 16, count),
      );
      scaled.push(comparison(operation.name, summarise(one).perSecond, summarise(two).perSecond));
    }
  });
  removeLimits?.();
  return scaled;
}

type PairOf<T> = readonly [T, T];

async function withTwoBrokers<Result>(
  database: string,
  measure: (brokers: PairOf<RunningBroker>, clients: PairOf<HttpClient>) => Promise<Result>,
): Promise<Result> {
  const brokers = [await startEmbedded(database), await startEmbedded(database)] as const;
  const clients = [new HttpClient(brokers[0].url), new HttpClient(brokers[1].url)] as const;
  try {
    return await measure(brokers, clients);
  } finally {
    for (const client of clients) client.close();
    for (const broker of brokers) await broker.stop();
  }
}

const ROUNDS = 4;

/** Runs two functions alternately, so that other work on the machine affects both. */
export async function runAlternately<One extends Run, Two extends Run>(
  first: () => Promise<One>,
  second: () => Promise<Two>,
): Promise<readonly [One[], Two[]]> {
  const [ones, twos]: [One[], Two[]] = [[], []];
  for (let turn = 0; turn <= ROUNDS; turn += 1) {
    const one = await first();
    const two = await second();
    if (turn === 0) continue; // warm-up
    ones.push(one);
    twos.push(two);
  }
  return [ones, twos];
}

export function comparison(operation: string, before: number, after: number): Comparison {
  return { operation, figures: [before, after], ratio: Number((after / before).toFixed(2)) };
}
