// Uses the loop of measure.ts: a benchmark library cannot alternate between two databases, which excludes the load of the machine.
import { startEmbedded } from './brokers.ts';
import type { DataSet } from './data-set.ts';
import { type Databases, updateStatistics } from './databases.ts';
import { HttpClient } from './http.ts';
import { run, summarise } from './measure.ts';
import { multiplyResults } from './multiply.ts';
import { operationsFor } from './operations.ts';
import { type Comparison, comparison, runAlternately } from './scaling.ts';

const measuredOperations = /can-i-deploy|pacts for verification/;

/** Compares the median times of can-i-deploy and pacts for verification before and after the number of results has grown tenfold. */
export async function measureGrowth(
  databases: Databases,
  filled: string,
  dataSet: DataSet,
  count: number,
): Promise<Comparison[]> {
  const grown = databases.copy('grown', filled);
  await multiplyResults(grown, dataSet.providerVersions, 10);
  for (const database of [filled, grown]) updateStatistics(database);
  const brokers = [await startEmbedded(filled), await startEmbedded(grown)] as const;
  const [before, after] = [new HttpClient(brokers[0].url), new HttpClient(brokers[1].url)];
  try {
    const scaled: Comparison[] = [];
    for (const operation of (await operationsFor(before, dataSet)).filter(({ name }) =>
      measuredOperations.test(name),
    )) {
      const [small, large] = await runAlternately(
        () => run(before, operation, 1, count),
        () => run(after, operation, 1, count),
      );
      scaled.push(comparison(operation.name, summarise(small).p50, summarise(large).p50));
    }
    return scaled;
  } finally {
    for (const client of [before, after]) client.close();
    for (const broker of brokers) await broker.stop();
  }
}
