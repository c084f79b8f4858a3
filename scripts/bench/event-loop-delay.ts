import { type RunningBroker, startOurs } from './brokers.ts';
import { Client, type Question } from './http.ts';
import { largeQuestions } from './large.ts';
import { operationsFor } from './operations.ts';
import { everyRoute } from './routes.ts';
import type { Shape } from './shape.ts';

export interface Delay {
  readonly what: string;
  /** For how long the process could do nothing else; the least of a few tries, for the machine's other work adds to it. */
  readonly longestMs: number;
}

const tries = 5;

/** How long each route of ours holds up all others, the worst first; and how many were asked. */
export async function delaysOf(database: string, shape: Shape): Promise<{ asked: number; worst: Delay[] }> {
  const broker = await startOurs(database, ['--import', './scripts/bench/event-loop.mjs']);
  const client = new Client(broker.url);
  try {
    const reads = (await everyRoute(client, shape)).map((path): [string, () => Question] => [
      `GET ${path}`,
      () => ({ method: 'GET', path }),
    ]);
    const operations = (await operationsFor(client, shape)).map(({ name, ask }): [string, () => Question] => [
      name,
      () => ask(0),
    ]);
    const questions = [...reads, ...operations, ...(await largeQuestions(client, shape))];
    const delays: Delay[] = [];
    for (const [what, question] of questions)
      delays.push({ what, longestMs: await leastDelay(broker, client, question) });
    return { asked: delays.length, worst: delays.sort((a, b) => b.longestMs - a.longestMs).slice(0, 5) };
  } finally {
    client.close();
    await broker.stop();
  }
}

async function leastDelay(broker: RunningBroker, client: Client, question: () => Question): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < tries; i += 1) {
    await broker.longestDelay();
    await client.ask(question());
    least = Math.min(least, await broker.longestDelay());
  }
  return Math.round(least);
}
