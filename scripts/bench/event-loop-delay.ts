// Benchmark libraries measure the time until a response. This measures how long the event loop of the broker's process is blocked.
import { hostileRequests } from '../support/hostile-requests.ts';
import { type RunningBroker, startEmbedded } from './brokers.ts';
import type { DataSet } from './data-set.ts';
import { type BenchRequest, HttpClient } from './http.ts';
import { largePactRequests } from './large-pacts.ts';
import { operationsFor } from './operations.ts';
import { readPaths } from './routes.ts';

export interface EventLoopDelay {
  readonly request: string;
  /** The longest time for which the event loop was blocked: the minimum of several repetitions, since other processes add to it. */
  readonly longestMs: number;
}

const REPETITIONS = 5;
/** Just below the default of PACT_BROKER_MAX_BODY_BYTES. */
const HOSTILE_BYTES = 10_000_000;

/** Measures how long each request blocks the event loop of the embedded broker; returns the five longest and the number of requests. */
export async function measureEventLoopDelays(
  database: string,
  dataSet: DataSet,
): Promise<{ requests: number; worst: EventLoopDelay[] }> {
  const broker = await startEmbedded(database, ['--import', './scripts/bench/event-loop.mjs']);
  const client = new HttpClient(broker.url);
  try {
    const reads = (await readPaths(client, dataSet)).map((path): [string, () => BenchRequest] => [
      `GET ${path}`,
      () => ({ method: 'GET', path }),
    ]);
    const operations = (await operationsFor(client, dataSet)).map(({ name, request }): [string, () => BenchRequest] => [
      name,
      () => request(0),
    ]);
    const hostile = hostileRequests(HOSTILE_BYTES).map(({ name, body, ...request }): [string, () => BenchRequest] => [
      name,
      () => ({ ...request, ...(body && { rawBody: body }) }),
    ]);
    const measured = [...reads, ...operations, ...(await largePactRequests(client, dataSet)), ...hostile];
    const delays: EventLoopDelay[] = [];
    for (const [request, makeRequest] of measured)
      delays.push({ request, longestMs: await measureDelay(broker, client, makeRequest) });
    return { requests: delays.length, worst: delays.sort((a, b) => b.longestMs - a.longestMs).slice(0, 5) };
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
  let minimum = Number.POSITIVE_INFINITY;
  for (let i = 0; i < REPETITIONS; i += 1) {
    await broker.longestDelay();
    await client.send(makeRequest());
    minimum = Math.min(minimum, await broker.longestDelay());
  }
  return Math.round(minimum);
}
