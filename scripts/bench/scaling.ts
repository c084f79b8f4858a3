import { startOurs } from './brokers.ts';
import { takeStock } from './databases.ts';
import { Client } from './http.ts';
import { figuresOf, type Run, run } from './measure.ts';
import { type Operation, operationsFor } from './operations.ts';
import { verify } from './seed.ts';
import type { Shape } from './shape.ts';

export interface Scaled {
  readonly operation: string;
  /** Before, and after. */
  readonly figures: readonly [number, number];
  readonly ratio: number;
}

const turns = 4;

/** Answers a second of one process of ours, and of two on the same database, by 16 clients. */
export async function processesOn(database: string, shape: Shape, count: number): Promise<Scaled[]> {
  const brokers = [await startOurs(database), await startOurs(database)] as const;
  const clients = brokers.map(({ url }) => new Client(url));
  const [first] = clients as [Client];
  try {
    const scaled: Scaled[] = [];
    for (const operation of await operationsFor(first, shape)) {
      const [one, two]: [Run[], Run[]] = [[], []];
      for (let turn = 0; turn <= turns; turn += 1) {
        const [alone, together] = [await run(first, operation, 16, count), await run(clients, operation, 16, count)];
        if (turn === 0) continue; // only warms up
        one.push(alone);
        two.push(together);
      }
      scaled.push(compare(operation.name, figuresOf(one).perSecond, figuresOf(two).perSecond));
    }
    return scaled;
  } finally {
    for (const client of clients) client.close();
    for (const broker of brokers) await broker.stop();
  }
}

/** What ten times the results cost can-i-deploy: its median before and after. */
export async function growthOn(database: string, shape: Shape, count: number): Promise<Scaled[]> {
  const broker = await startOurs(database);
  const client = new Client(broker.url);
  try {
    const asked = (await operationsFor(client, shape)).filter(({ name }) => !/publish|result|index/.test(name));
    takeStock(database);
    const before = await mediansOf(client, asked, count);
    await verify(client, shape, 16, shape.providerVersions + 1, shape.providerVersions * 10);
    takeStock(database);
    const after = await mediansOf(client, asked, count);
    return asked.map(({ name }, i) => compare(name, before[i] ?? 0, after[i] ?? 0));
  } finally {
    client.close();
    await broker.stop();
  }
}

async function mediansOf(client: Client, operations: readonly Operation[], count: number): Promise<number[]> {
  const medians: number[] = [];
  for (const operation of operations) {
    await run(client, operation, 1, count);
    medians.push(figuresOf([await run(client, operation, 1, count)]).p50);
  }
  return medians;
}

function compare(operation: string, before: number, after: number): Scaled {
  return { operation, figures: [before, after], ratio: Number((after / before).toFixed(2)) };
}
