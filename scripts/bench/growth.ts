// Uses the loop of measure.ts: a benchmark library cannot alternate between two databases, which excludes the load of the machine.
import { startEmbedded } from './brokers.ts';
import type { DataSet } from './data-set.ts';
import { type Databases, updateStatistics } from './databases.ts';
import { HttpClient } from './http.ts';
import { run, summarise } from './measure.ts';
import { multiplyResults } from './multiply.ts';
import { type Operation, operationsFor } from './operations.ts';
import { type Comparison, comparison, runAlternately } from './scaling.ts';

/** What people and monitoring read, beside the operations of clients. */
const reads: readonly Operation[] = [
  { name: 'metrics', request: () => ({ method: 'GET', path: '/metrics' }) },
  { name: 'first page', request: () => ({ method: 'GET', path: '/', accept: 'text/html' }) },
  { name: 'network page', request: () => ({ method: 'GET', path: '/network', accept: 'text/html' }) },
];

/** Reads are slower than the other operations, and fewer are sent. */
const READS_SHARE = 10;

/** Compares the median times of each operation before and after the number of results has grown `times` times. */
export async function measureGrowth(
  databases: Databases,
  filled: string,
  dataSet: DataSet,
  { count, times }: { readonly count: number; readonly times: number },
): Promise<Comparison[]> {
  const grown = databases.copy('grown', filled);
  await multiplyResults(grown, dataSet.providerVersions, times);
  for (const database of [filled, grown]) updateStatistics(database);
  const brokers = [await startEmbedded(filled), await startEmbedded(grown)] as const;
  const [before, after] = [new HttpClient(brokers[0].url), new HttpClient(brokers[1].url)];
  try {
    const scaled: Comparison[] = [];
    for (const operation of [...(await operationsFor(before, dataSet)), ...reads]) {
      const requests = reads.includes(operation) ? Math.ceil(count / READS_SHARE) : count;
      const [small, large] = await runAlternately(
        () => run(before, operation, 1, requests),
        () => run(after, operation, 1, requests),
      );
      scaled.push(comparison(operation.name, summarise(small).p50, summarise(large).p50));
    }
    return scaled;
  } finally {
    for (const client of [before, after]) client.close();
    for (const broker of brokers) await broker.stop();
  }
}
