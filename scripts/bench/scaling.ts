import { startOurs } from './brokers.ts';
import { type Cost, costOf, metered } from './cpu-cost.ts';
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
export async function processesOn(
  database: string,
  postgres: number,
  shape: Shape,
  count: number,
): Promise<{ scaled: Scaled[]; costs: Cost[] }> {
  const brokers = [await startOurs(database), await startOurs(database)] as const;
  const clients = brokers.map(({ url }) => new Client(url));
  const [first] = clients as [Client];
  try {
    const [scaled, costs]: [Scaled[], Cost[]] = [[], []];
    for (const operation of await operationsFor(first, shape)) {
      const [one, two] = await sideBySide(
        () => metered(brokers[0].pid, postgres, () => run(first, operation, 16, count)),
        () => run(clients, operation, 16, count),
      );
      scaled.push(compare(operation.name, figuresOf(one).perSecond, figuresOf(two).perSecond));
      costs.push(costOf(operation.name, one));
    }
    return { scaled, costs };
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
