import type { HttpClient } from './http.ts';
import type { Operation } from './operations.ts';

/** One broker under measurement. */
export interface MeasuredBroker {
  readonly name: string;
  readonly client: HttpClient;
  readonly operations: readonly Operation[];
  /** How many times each operation is asked, alone and by many. */
  readonly requestCounts: { readonly alone: number; readonly together: number };
}

/** Milliseconds; answers a second. */
export interface Figures {
  readonly p50: number;
  readonly p99: number;
  readonly perSecond: number;
  /** How many were answered with a 5xx: the official broker gives up on some when there is much to do. */
  readonly failed: number;
}

export interface Measurement {
  readonly operation: string;
  readonly clients: number;
  readonly byBroker: Readonly<Record<string, Figures>>;
}

const rounds = 4;

/** Asks every broker everything, turn by turn, so that whatever else the machine does meets them all. */
export async function measure(subjects: readonly MeasuredBroker[], together: number, log: (line: string) => void) {
  const measured: Measurement[] = [];
  const names = subjects[0]?.operations.map(({ name }) => name) ?? [];
  for (const clients of [1, together])
    for (const [at, operation] of names.entries()) {
      const runs = new Map(subjects.map(({ name }) => [name, [] as Run[]]));
      for (let round = 0; round <= rounds; round += 1)
        for (const subject of subjects) {
          const run = await runShare(subject, at, clients, round === 0 ? 0.25 : 1);
          if (round > 0) runs.get(subject.name)?.push(run); // the first only warms up
        }
      const of = Object.fromEntries([...runs].map(([name, all]) => [name, summarise(all)]));
      measured.push({ operation, clients, byBroker: of });
      log(`${operation}, ${clients === 1 ? 'alone' : `${clients} clients`}: ${JSON.stringify(of)}`);
    }
  return measured;
}

export interface Run {
  readonly times: number[];
  readonly ms: number;
  readonly failed: number;
}

let requestNumber = 0;

async function runShare(
  { client, operations, requestCounts }: MeasuredBroker,
  at: number,
  clients: number,
  share: number,
): Promise<Run> {
  const operation = operations[at];
  if (!operation) throw new Error('brokers are asked different things');
  return run(
    client,
    operation,
    clients,
    Math.ceil(((clients === 1 ? requestCounts.alone : requestCounts.together) * share) / rounds),
  );
}

/** Asks so many times, by so many clients at once. @throws Error for a 4xx, which is a mistake of ours */
export async function run(
  client: HttpClient | readonly HttpClient[],
  operation: Operation,
  clients: number,
  count: number,
): Promise<Run> {
  const [times, since, brokers]: [number[], number, readonly HttpClient[]] = [[], performance.now(), [client].flat()];
  let [left, failed] = [count, 0];
  const work = async (i: number) => {
    while (left > 0) {
      left -= 1;
      requestNumber += 1;
      const question = operation.request(requestNumber);
      const { status, text, ms } = await (brokers[i % brokers.length] as HttpClient).send(question);
      if (status >= 300 && status < 500)
        throw new Error(`${question.method} ${question.path}: ${status} ${text.slice(0, 300)}`);
      if (status < 300) times.push(ms);
      else failed += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, i) => work(i)));
  return { times, ms: performance.now() - since, failed };
}

/** Of all runs together; answers a second of the best, which other work on the machine has disturbed least. */
export function summarise(runs: readonly Run[]): Figures {
  const times = runs.flatMap((one) => one.times).sort((a, b) => a - b);
  const at = (share: number) => round(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0);
  const failed = runs.reduce((sum, one) => sum + one.failed, 0);
  const perSecond = Math.max(...runs.map((one) => (one.times.length / one.ms) * 1000));
  return { p50: at(0.5), p99: at(0.99), perSecond: Math.round(perSecond), failed };
}

export function round(value: number): number {
  return Number(value.toPrecision(3));
}
