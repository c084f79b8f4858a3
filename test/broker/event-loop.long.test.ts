import { measureBlocking } from '../../scripts/support/blocking-time.ts';
import {
  type HostileRequest,
  hostileRequests,
  hostileResults,
  verifiedPactPath,
} from '../../scripts/support/hostile-requests.ts';
import { createApp } from '../../src/broker/app.ts';
import type { BrokerApp } from '../../src/broker/context.ts';
import { waitForNextIteration, yieldIfBusy } from '../../src/broker/event-loop.ts';
import { runCooperatively } from '../../src/broker/pact-json/cooperative.ts';
import { openDatabase } from '../../src/broker/store/open-database.ts';

// The benchmark reports the delays of a broker in a process of its own, where 50 ms is the aim. The limit here leaves room for the CPU
// time that garbage collection and cold code add in a test; each of these requests used to block the event loop for longer than a second.
const LIMIT_MS = 250;
const BYTES = 2_000_000;
/**
 * A full garbage collection, and the processes beside this one, make its CPU time longer: only what is slow each time counts. Each time on
 * a new broker, because what is stored already takes less time.
 */
const ATTEMPTS = 3;

/** Sends each request that is made to be expensive to a new broker. Returns those that blocked the event loop. */
async function findSlowRequests(): Promise<Map<string, string>> {
  const db = await openDatabase(':memory:', () => new Date());
  const app = createApp({ db, now: () => new Date(), log: () => undefined });
  const slow = new Map<string, string>();
  const post = async (request: HostileRequest) => {
    let status = 0;
    const blockedMs = await measureBlocking(async () => {
      status = await send(app, request);
    });
    if (status >= 500) throw new Error(`${request.name}: ${status}`);
    if (blockedMs > LIMIT_MS) slow.set(request.name, `${request.name}: ${status}, ${Math.round(blockedMs)} ms`);
  };
  for (const request of hostileRequests(BYTES)) await post(request);
  const pact = (await (await app.request(verifiedPactPath)).json()) as { _links: Record<string, { href: string }> };
  const path = new URL(pact._links['pb:publish-verification-results']?.href ?? '').pathname;
  for (const request of hostileResults(path, BYTES)) await post(request);
  await db.destroy();
  return slow;
}

async function send(app: BrokerApp, { method, path, body, accept = '*/*' }: HostileRequest): Promise<number> {
  const headers = { accept, ...(body && { 'content-type': 'application/json' }) };
  const answer = await app.request(path, {
    method,
    headers,
    ...(body && { body: new Uint8Array(Buffer.from(body)) }),
  });
  await answer.arrayBuffer();
  return answer.status;
}

test('a request that is made to be expensive does not hold the event loop, and is not a server error', async () => {
  let slow = await findSlowRequests();
  for (let attempt = 2; attempt <= ATTEMPTS && slow.size > 0; attempt += 1) {
    const again = await findSlowRequests();
    slow = new Map([...again].filter(([name]) => slow.has(name)));
  }
  expect([...slow.values()]).toEqual([]);
}, 1_800_000);

describe('slices of work', () => {
  const spin = (ms: number) => {
    for (const end = performance.now() + ms; performance.now() < end; );
  };

  test('of many tasks take turns: each turn of the event loop runs about one', async () => {
    let turns = 0;
    let isRunning = true;
    const count = async () => {
      for (; isRunning; turns += 1) await new Promise((resolve) => setImmediate(resolve));
    };
    const counting = count();
    const task = function* () {
      spin(15);
      yield;
      spin(15);
    };
    await Promise.all(Array.from({ length: 20 }, () => runCooperatively(task())));
    isRunning = false;
    await counting;
    expect(turns).toBeGreaterThanOrEqual(39);
  });

  test('are not delayed while the turn has time left', async () => {
    // The system may suspend this process for longer than the budget, which delays a slice. Only a defect makes every attempt fail.
    const turnsOfAttempts: number[] = [];
    for (let attempt = 0; attempt < 10; attempt += 1) {
      await waitForNextIteration();
      let turns = 0;
      setImmediate(() => {
        turns += 1;
      });
      await yieldIfBusy();
      await yieldIfBusy();
      turnsOfAttempts.push(turns);
    }
    expect(turnsOfAttempts).toContain(0);
  });
});
