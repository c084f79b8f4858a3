import { type RunningBroker, startEmbedded } from './brokers.ts';
import type { DataSet } from './data-set.ts';
import { type BenchRequest, HttpClient } from './http.ts';
import { largePactRequests } from './large-pacts.ts';
import { operationsFor } from './operations.ts';
import { readPaths } from './routes.ts';

export interface EventLoopDelay {
  readonly request: string;
  /** For how long the process could do nothing else; the least of a few tries, for the machine's other work adds to it. */
  readonly longestMs: number;
}

const REPETITIONS = 5;

/** How long each route of ours holds up all others, the worst first; and how many were asked. */
export async function measureEventLoopDelays(
  database: string,
  shape: DataSet,
): Promise<{ asked: number; worst: EventLoopDelay[] }> {
  const broker = await startEmbedded(database, ['--import', './scripts/bench/event-loop.mjs']);
  const client = new HttpClient(broker.url);
  try {
    const reads = (await readPaths(client, shape)).map((path): [string, () => BenchRequest] => [
      `GET ${path}`,
      () => ({ method: 'GET', path }),
    ]);
    const operations = (await operationsFor(client, shape)).map(({ name, request }): [string, () => BenchRequest] => [
      name,
      () => request(0),
    ]);
    const requests = [...reads, ...operations, ...(await largePactRequests(client, shape))];
    const delays: EventLoopDelay[] = [];
    for (const [request, makeRequest] of requests)
      delays.push({ request, longestMs: await measureDelay(broker, client, makeRequest) });
    return { asked: delays.length, worst: delays.sort((a, b) => b.longestMs - a.longestMs).slice(0, 5) };
  } finally {
    client.close();
    await broker.stop();
  }
}

async function measureDelay(
  broker: RunningBroker,
  client: HttpClient,
  makeRequest: () => BenchRequest,
): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < REPETITIONS; i += 1) {
    await broker.longestDelay();
    await client.send(makeRequest());
    least = Math.min(least, await broker.longestDelay());
  }
  return Math.round(least);
}
