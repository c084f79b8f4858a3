import { setTimeout as delay } from 'node:timers/promises';
import { type BrokerProcess, startBrokerProcess } from '../support/broker-process.ts';
import { checkIntegrity } from './check-integrity.ts';
import { findMissing, isConnectionLost, writeUntil } from './client.ts';

export interface KillResult {
  readonly kills: number;
  /** Number of successful writes. */
  readonly answered: number;
  /** Paths of successful writes that are missing. */
  readonly lost: readonly string[];
  /** See `checkIntegrity`. */
  readonly integrityErrors: readonly string[];
}

export interface KillOptions {
  readonly database: string;
  readonly kills: number;
  /** Number of concurrent clients. */
  readonly clients: number;
  readonly log?: (line: string) => void;
}

/**
 * Kills a broker with SIGKILL during concurrent writes, restarts it on the same database, and checks that the successful writes
 * exist: those of the last round after each kill, all at the end.
 */
export async function killAndRestart({
  database,
  kills,
  clients,
  log = () => undefined,
}: KillOptions): Promise<KillResult> {
  const [answered, lost, integrityErrors]: [string[], string[], string[]] = [[], [], []];
  let last: string[] = [];
  for (let round = 1; round <= kills; round += 1) {
    const broker = await startBrokerProcess(database);
    lost.push(...(await findMissing(broker.url, last)));
    last = await killDuringWrites(broker, `${round}`, clients);
    answered.push(...last);
    integrityErrors.push(...(await checkIntegrity(database)));
    if (round % 20 === 0) log(`${round} kills, ${answered.length} writes, ${lost.length} lost`);
  }
  const broker = await startBrokerProcess(database);
  lost.push(...(await findMissing(broker.url, answered)));
  await broker.end('SIGTERM');
  return { kills, answered: answered.length, lost: [...new Set(lost)], integrityErrors };
}

async function killDuringWrites(broker: BrokerProcess, round: string, clients: number): Promise<string[]> {
  const answered: string[] = [];
  const writers = Array.from({ length: clients }, (_, i) =>
    writeUntil(broker.url, `${round}-${i}`, answered, () => true).catch((error) => {
      if (!isConnectionLost(error)) throw error;
    }),
  );
  const done = Promise.all(writers);
  while (answered.length < 3 * clients) {
    if (broker.hasEnded) throw new Error('the broker ended before it was killed');
    await Promise.race([delay(2), done]);
  }
  await broker.end('SIGKILL');
  await done;
  return answered;
}
