// Our own load generator instead of autocannon, which reports whole milliseconds and runs for whole seconds: brokers are compared here in
// short alternating rounds, by fractions of a millisecond, with a new body for each request.
import { createHistogram } from 'node:perf_hooks';
import type { HttpClient } from './http.ts';
import type { Operation } from './operations.ts';

/** One broker under measurement. */
export interface MeasuredBroker {
  readonly name: string;
  readonly client: HttpClient;
  readonly operations: readonly Operation[];
  /** How many requests to send for each operation, by one client and by several. */
  readonly requestCounts: { readonly oneClient: number; readonly concurrent: number };
}

/** Times in milliseconds, and responses per second. */
export interface Figures {
  readonly p50: number;
  readonly p99: number;
  readonly perSecond: number;
  /** Responses with a 5xx: under load the official broker answers some requests with one. */
  readonly failed: number;
}

export interface Measurement {
  readonly operation: string;
  readonly clients: number;
  readonly byBroker: Readonly<Record<string, Figures>>;
}

const ROUNDS = 4;
/** The part of a round's requests that is sent once before the first round. */
const WARM_UP_SHARE = 0.25;

/** Measures every operation on every broker, by one client and by `concurrentClients`. The brokers alternate, so that other work on the machine affects all of them. */
export async function measure(
  subjects: readonly MeasuredBroker[],
  concurrentClients: number,
  log: (line: string) => void,
) {
  const measured: Measurement[] = [];
  const names = subjects[0]?.operations.map(({ name }) => name) ?? [];
  for (const clients of [1, concurrentClients])
    for (const [index, operation] of names.entries()) {
      const byBroker = await measureOperation(subjects, index, clients);
      measured.push({ operation, clients, byBroker });
      log(`${operation}, ${clients === 1 ? 'one client' : `${clients} clients`}: ${JSON.stringify(byBroker)}`);
    }
  return measured;
}

async function measureOperation(subjects: readonly MeasuredBroker[], index: number, clients: number) {
  const runs = new Map(subjects.map(({ name }) => [name, [] as Run[]]));
  for (const subject of subjects) await runRound(subject, index, clients, WARM_UP_SHARE);
  for (let round = 1; round <= ROUNDS; round += 1)
    for (const subject of subjects) runs.get(subject.name)?.push(await runRound(subject, index, clients, 1));
  return Object.fromEntries([...runs].map(([name, all]) => [name, summarise(all)]));
}

/** The requests of one operation in one round. */
export interface Run {
  /** The response times of successful requests, in ms. */
  readonly times: number[];
  /** The duration of the round. */
  readonly ms: number;
  readonly failed: number;
}

let requestNumber = 0;

async function runRound(
  { client, operations, requestCounts }: MeasuredBroker,
  index: number,
  clients: number,
  share: number,
): Promise<Run> {
  const operation = operations[index];
  if (!operation) throw new Error('the brokers have different operations');
  return sendRequests(
    client,
    operation,
    clients,
    Math.ceil(((clients === 1 ? requestCounts.oneClient : requestCounts.concurrent) * share) / ROUNDS),
  );
}

/** Sends `count` requests of an operation by `clients` concurrent clients. @throws Error for a 3xx or 4xx: the benchmark is wrong */
export async function sendRequests(
  client: HttpClient | readonly HttpClient[],
  operation: Operation,
  clients: number,
  count: number,
): Promise<Run> {
  const times: number[] = [];
  const brokers: readonly HttpClient[] = [client].flat();
  const since = performance.now();
  let left = count;
  let failed = 0;
  const sendUntilDone = async (i: number) => {
    while (left > 0) {
      left -= 1;
      requestNumber += 1;
      const request = operation.request(requestNumber);
      const { status, text, ms } = await (brokers[i % brokers.length] as HttpClient).send(request);
      if (status >= 300 && status < 500)
        throw new Error(`${request.method} ${request.path}: ${status} ${text.slice(0, 300)}`);
      if (status < 300) times.push(ms);
      else failed += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, i) => sendUntilDone(i)));
  return { times, ms: performance.now() - since, failed };
}

/** Percentiles over all runs; responses per second of the fastest run, since other work on the machine disturbed it least. */
export function summarise(runs: readonly Run[]): Figures {
  const times = runs.flatMap((one) => one.times);
  const failed = runs.reduce((sum, one) => sum + one.failed, 0);
  const perSecond = Math.max(...runs.map((one) => (one.times.length / one.ms) * 1000));
  return {
    p50: roundToThreeDigits(percentile(times, 50)),
    p99: roundToThreeDigits(percentile(times, 99)),
    perSecond: Math.round(perSecond),
    failed,
  };
}

/** A percentile of times in milliseconds, precise to three digits. */
export function percentile(times: readonly number[], percent: number): number {
  const microseconds = createHistogram();
  for (const ms of times) microseconds.record(Math.max(1, Math.round(ms * 1000)));
  return microseconds.percentile(percent) / 1000;
}

export function roundToThreeDigits(value: number): number {
  return Number(value.toPrecision(3));
}
