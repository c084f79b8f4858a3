// Uses the loop of measure.ts: a benchmark library cannot alternate between two databases, which excludes the load of the machine.
import { startEmbedded } from './brokers.ts';
import { consumer, type DataSet, provider } from './data-set.ts';
import { type Databases, updateStatistics } from './databases.ts';
import { HttpClient } from './http.ts';
import { sendRequests, summarise } from './measure.ts';
import { multiplyResults } from './multiply.ts';
import { type Operation, operationsFor } from './operations.ts';
import { type Comparison, comparison, runAlternately } from './scaling.ts';
import { addShape } from './shapes.ts';

/** What people and monitoring read, beside the operations of clients. */
const reads: readonly Operation[] = [
  { name: 'metrics', request: () => ({ method: 'GET', path: '/metrics' }) },
  { name: 'first page', request: () => ({ method: 'GET', path: '/', accept: 'text/html' }) },
  { name: 'network page', request: () => ({ method: 'GET', path: '/network', accept: 'text/html' }) },
];

/** Pages and lists of the applications to which a shape adds data. */
const readsOfShapes: readonly Operation[] = [
  { name: 'page of the consumer', path: `/pacticipants/${consumer(0)}`, accept: 'text/html' },
  { name: 'page of the provider', path: `/pacticipants/${provider(0)}`, accept: 'text/html' },
  {
    name: 'matrix page of the pair',
    path: `/matrix/provider/${provider(0)}/consumer/${consumer(0)}`,
    accept: 'text/html',
  },
  { name: 'environments', path: '/environments', accept: 'text/html' },
  { name: 'list of branches', path: `/pacticipants/${consumer(0)}/branches` },
  { name: 'a page of versions', path: `/pacticipants/${provider(0)}/versions?pageNumber=1&pageSize=100` },
].map(({ name, ...request }) => ({ name, request: () => ({ method: 'GET', ...request }) }));

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
  return compareDatabases(filled, grown, { dataSet, reads, count });
}

/** The same before and after a database has got one of the shapes; the operations are about the applications of which it has more. */
export async function measureShape(
  databases: Databases,
  filled: string,
  dataSet: DataSet,
  { shape, at, count }: { readonly shape: string; readonly at: number; readonly count: number },
): Promise<Comparison[]> {
  const shaped = databases.copy(`shape${at}`, filled);
  await addShape(shaped, shape);
  const ofFirst = { ...dataSet, consumers: 1, providers: 1 };
  return compareDatabases(filled, shaped, { dataSet: ofFirst, reads: [...reads, ...readsOfShapes], count });
}

interface Compared {
  readonly dataSet: DataSet;
  readonly reads: readonly Operation[];
  readonly count: number;
}

async function compareDatabases(
  filled: string,
  grown: string,
  { dataSet, reads, count }: Compared,
): Promise<Comparison[]> {
  for (const database of [filled, grown]) updateStatistics(database);
  const brokers = [await startEmbedded(filled), await startEmbedded(grown)] as const;
  const before = new HttpClient(brokers[0].url);
  const after = new HttpClient(brokers[1].url);
  try {
    const scaled: Comparison[] = [];
    for (const operation of [...(await operationsFor(before, dataSet)), ...reads]) {
      const requests = reads.includes(operation) ? Math.ceil(count / READS_SHARE) : count;
      const [small, large] = await runAlternately(
        () => sendRequests(before, operation, 1, requests),
        () => sendRequests(after, operation, 1, requests),
      );
      scaled.push(comparison(operation.name, summarise(small).p50, summarise(large).p50));
    }
    return scaled;
  } finally {
    for (const client of [before, after]) client.close();
    for (const broker of brokers) await broker.stop();
  }
}
