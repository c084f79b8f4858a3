import { startOurs } from './brokers.ts';
import { Client } from './http.ts';
import { type Figures, figuresOf, type Run, run } from './measure.ts';
import { operationsFor } from './operations.ts';
import type { Shape } from './shape.ts';

export interface Scaled {
  readonly operation: string;
  /** Before, and after. */
  readonly figures: readonly [number, number];
  readonly ratio: number;
}

/** Answers a second of one process of ours, and of two on the same database, by 16 clients. */
export async function processesOn(database: string, shape: Shape, count: number): Promise<Scaled[]> {
  const brokers = [await startOurs(database), await startOurs(database)] as const;
  const clients = brokers.map(({ url }) => new Client(url));
  const [first] = clients as [Client];
  try {
    const scaled: Scaled[] = [];
    for (const operation of await operationsFor(first, shape)) {
      const [one, two] = await sideBySide(
        () => run(first, operation, 16, count),
        () => run(clients, operation, 16, count),
      );
      scaled.push(compare(operation.name, one.perSecond, two.perSecond));
    }
    return scaled;
  } finally {
    for (const client of clients) client.close();
    for (const broker of brokers) await broker.stop();
  }
}

const turns = 4;

/** The figures of two runs that take turns, so that whatever else the machine does meets both. */
export async function sideBySide(
  first: () => Promise<Run>,
  second: () => Promise<Run>,
): Promise<readonly [Figures, Figures]> {
  const [ones, twos]: [Run[], Run[]] = [[], []];
  for (let turn = 0; turn <= turns; turn += 1) {
    const [one, two] = [await first(), await second()];
    if (turn === 0) continue; // only warms up
    ones.push(one);
    twos.push(two);
  }
  return [figuresOf(ones), figuresOf(twos)];
}

export function compare(operation: string, before: number, after: number): Scaled {
  return { operation, figures: [before, after], ratio: Number((after / before).toFixed(2)) };
}
