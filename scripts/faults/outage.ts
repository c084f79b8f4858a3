import { setTimeout as delay } from 'node:timers/promises';
import { missing, Refused, write } from './client.ts';

export interface Outage {
  readonly answered: number;
  /** How often a client was told to come back later. */
  readonly unavailable: number;
  /** Any other failure, and 503 without Retry-After. */
  readonly failures: readonly string[];
  readonly lost: readonly string[];
}

/** Clients write while the database goes away and comes back, once or more often; each tries again when it is told to. */
export async function writeThroughOutages(
  url: string,
  clients: number,
  outages: readonly (() => Promise<void>)[],
): Promise<Outage> {
  const [answered, failures]: [string[], string[]] = [[], []];
  let [unavailable, goesOn] = [0, true];
  const untilTheEnd = async (client: number) => {
    for (let life = 0; goesOn; life += 1) {
      await write(url, `${client}-${life}`, answered, () => goesOn).catch(async (error) => {
        if (!(error instanceof Refused && error.status === 503 && error.retryAfter)) failures.push(error.message);
        else unavailable += 1;
        await delay(20);
      });
    }
  };
  const writers = Array.from({ length: clients }, (_, client) => untilTheEnd(client));
  const getOn = (from = answered.length) => until(() => answered.length > from + 3 * clients);
  try {
    await getOn();
    for (const outage of outages) {
      await outage();
      await getOn();
    }
  } finally {
    goesOn = false;
    await Promise.all(writers);
  }
  return { answered: answered.length, unavailable, failures, lost: await missing(url, answered) };
}

async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + 60_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error('the clients do not get on');
    await delay(10);
  }
}
