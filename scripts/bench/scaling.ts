import { type RunningBroker, startOurs } from './brokers.ts';
import { type Cost, costOf, metered } from './cpu-cost.ts';
import { holdBack } from './hold-back.ts';
import { Client } from './http.ts';
import { figuresOf, type Run, run } from './measure.ts';
import { operationsFor } from './operations.ts';
import type { Shape } from './shape.ts';

export interface Scaled {
  readonly operation: string;
  /** Before, and after. */
  readonly figures: readonly [number, number];
  readonly ratio: number;
}

/** Answers a second of one process of ours, and of two on the same database, by 16 clients; and what limits them. */
export function processesOn(
  database: string,
  postgres: number,
  shape: Shape,
  count: number,
): Promise<{ scaled: Scaled[]; costs: Cost[] }> {
  return withTwo(database, async (brokers, clients) => {
    const [scaled, costs]: [Scaled[], Cost[]] = [[], []];
    for (const operation of await operationsFor(clients[0], shape)) {
      const [one, two] = await sideBySide(
        () => metered(brokers[0].pid, postgres, () => run(clients[0], operation, 16, count)),
        () => run(clients, operation, 16, count),
      );
      scaled.push(compare(operation.name, figuresOf(one).perSecond, figuresOf(two).perSecond));
      costs.push(costOf(operation.name, one));
    }
    return { scaled, costs };
  });
}

/**
 * The same where no broker gets more than a share of a core: what they would do on a machine with cores to spare. Nothing where that
 * cannot be arranged.
 */
export async function processesHeldBack(
  database: string,
  shape: Shape,
  share: number,
  count: number,
): Promise<Scaled[]> {
  let letGo: (() => void) | undefined;
  const scaled: Scaled[] = [];
  await withTwo(database, async (brokers, clients) => {
    letGo = holdBack(
      brokers.map(({ pid }) => pid),
      share,
    );
    for (const operation of letGo ? await operationsFor(clients[0], shape) : []) {
      const [one, two] = await sideBySide(
        () => run(clients[0], operation, 16, count),
        () => run(clients, operation, 16, count),
      );
      scaled.push(compare(operation.name, figuresOf(one).perSecond, figuresOf(two).perSecond));
    }
  });
  letGo?.();
  return scaled;
}

type Two<T> = readonly [T, T];

async function withTwo<Result>(
  database: string,
  measure: (brokers: Two<RunningBroker>, clients: Two<Client>) => Promise<Result>,
): Promise<Result> {
  const brokers = [await startOurs(database), await startOurs(database)] as const;
  const clients = [new Client(brokers[0].url), new Client(brokers[1].url)] as const;
  try {
    return await measure(brokers, clients);
  } finally {
    for (const client of clients) client.close();
    for (const broker of brokers) await broker.stop();
  }
}

const turns = 4;

/** Two runs take turns, so that whatever else the machine does meets both. */
export async function sideBySide<One extends Run, Two extends Run>(
  first: () => Promise<One>,
  second: () => Promise<Two>,
): Promise<readonly [One[], Two[]]> {
  const [ones, twos]: [One[], Two[]] = [[], []];
  for (let turn = 0; turn <= turns; turn += 1) {
    const [one, two] = [await first(), await second()];
    if (turn === 0) continue; // only warms up
    ones.push(one);
    twos.push(two);
  }
  return [ones, twos];
}

export function compare(operation: string, before: number, after: number): Scaled {
  return { operation, figures: [before, after], ratio: Number((after / before).toFixed(2)) };
}
