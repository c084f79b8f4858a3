import { setTimeout as delay } from 'node:timers/promises';
import { findMissing, RequestFailedError, writeUntil } from './client.ts';

export interface OutageResult {
  readonly answered: number;
  /** Number of 503 responses with Retry-After. */
  readonly unavailable: number;
  /** All other errors, and 503 without Retry-After. */
  readonly failures: readonly string[];
  readonly lost: readonly string[];
}

/** Clients write during outages of the database; each retries after a 503 with Retry-After. */
export async function writeThroughOutages(
  url: string,
  clients: number,
  outages: readonly (() => Promise<void>)[],
): Promise<OutageResult> {
  const [answered, failures]: [string[], string[]] = [[], []];
  let [unavailable, running] = [0, true];
  const writeWithRetries = async (client: number) => {
    for (let attempt = 0; running; attempt += 1) {
      await writeUntil(url, `${client}-${attempt}`, answered, () => running).catch(async (error) => {
        if (!(error instanceof RequestFailedError && error.status === 503 && error.retryAfter))
          failures.push(error.message);
        else unavailable += 1;
        await delay(20);
      });
    }
  };
  const writers = Array.from({ length: clients }, (_, client) => writeWithRetries(client));
  const waitForWrites = (from = answered.length) => waitUntil(() => answered.length > from + 3 * clients);
  try {
    await waitForWrites();
    for (const outage of outages) {
      await outage();
      await waitForWrites();
    }
  } finally {
    running = false;
    await Promise.all(writers);
  }
  return { answered: answered.length, unavailable, failures, lost: await findMissing(url, answered) };
}

const WAIT_LIMIT_MS = 150_000;

async function waitUntil(condition: () => boolean): Promise<void> {
  const end = Date.now() + WAIT_LIMIT_MS;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`the clients made no progress within ${WAIT_LIMIT_MS / 1000} s`);
    await delay(10);
  }
}
