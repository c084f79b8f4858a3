import { setTimeout as delay } from 'node:timers/promises';
import { type BrokerProcess, startBrokerProcess } from '../support/broker-process.ts';
import { isBrokenOff, missing, write } from './client.ts';
import { damageOf } from './damage.ts';

export interface Kills {
  readonly kills: number;
  /** Writes that were answered with success. */
  readonly answered: number;
  /** Paths of those that are not there any more. */
  readonly lost: readonly string[];
  /** What the database itself finds wrong with its file. */
  readonly damage: readonly string[];
}

export interface Plan {
  readonly database: string;
  readonly kills: number;
  /** Clients that write at once. */
  readonly clients: number;
  readonly say?: (line: string) => void;
}

/**
 * Kills a broker with SIGKILL amid parallel writes, starts it again on the same database, and looks for what it had answered:
 * for the last round's after each kill, for everything at the end.
 */
export async function killOften({ database, kills, clients, say = () => undefined }: Plan): Promise<Kills> {
  const [answered, lost, damage]: [string[], string[], string[]] = [[], [], []];
  let last: string[] = [];
  for (let round = 1; round <= kills; round += 1) {
    const broker = await startBrokerProcess(database);
    lost.push(...(await missing(broker.url, last)));
    last = await killAmidWrites(broker, `${round}`, clients);
    answered.push(...last);
    damage.push(...(await damageOf(database)));
    if (round % 20 === 0) say(`${round} kills, ${answered.length} answered, ${lost.length} lost`);
  }
  const broker = await startBrokerProcess(database);
  lost.push(...(await missing(broker.url, answered)));
  await broker.end('SIGTERM');
  return { kills, answered: answered.length, lost: [...new Set(lost)], damage };
}

async function killAmidWrites(broker: BrokerProcess, round: string, clients: number): Promise<string[]> {
  const answered: string[] = [];
  const writers = Array.from({ length: clients }, (_, i) =>
    write(broker.url, `${round}-${i}`, answered, () => true).catch((error) => {
      if (!isBrokenOff(error)) throw error;
    }),
  );
  const done = Promise.all(writers);
  while (answered.length < 3 * clients) {
    if (broker.hasEnded) throw new Error('the broker has ended by itself');
    await Promise.race([delay(2), done]);
  }
  await broker.end('SIGKILL');
  await done;
  return answered;
}
