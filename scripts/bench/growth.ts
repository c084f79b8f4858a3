import { startOurs } from './brokers.ts';
import { type Databases, takeStock } from './databases.ts';
import { Client } from './http.ts';
import { figuresOf, run } from './measure.ts';
import { multiplyResults } from './multiply.ts';
import { operationsFor } from './operations.ts';
import { compare, type Scaled, sideBySide } from './scaling.ts';
import type { Shape } from './shape.ts';

const asked = /can-i-deploy|pacts for verification/;

/** What ten times the results cost can-i-deploy and those who verify: medians of a broker on the database, and of one on a copy that has grown. */
export async function growthOn(databases: Databases, filled: string, shape: Shape, count: number): Promise<Scaled[]> {
  const grown = databases.copy('grown', filled);
  await multiplyResults(grown, shape.providerVersions, 10);
  for (const database of [filled, grown]) takeStock(database);
  const brokers = [await startOurs(filled), await startOurs(grown)] as const;
  const [before, after] = [new Client(brokers[0].url), new Client(brokers[1].url)];
  try {
    const scaled: Scaled[] = [];
    for (const operation of (await operationsFor(before, shape)).filter(({ name }) => asked.test(name))) {
      const [small, large] = await sideBySide(
        () => run(before, operation, 1, count),
        () => run(after, operation, 1, count),
      );
      scaled.push(compare(operation.name, figuresOf(small).p50, figuresOf(large).p50));
    }
    return scaled;
  } finally {
    for (const client of [before, after]) client.close();
    for (const broker of brokers) await broker.stop();
  }
}
