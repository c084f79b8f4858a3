import { startBrokerProcess } from '../support/broker-process.ts';
import { findMissing, writeUntil } from './client.ts';
import { type KillOptions, type KillResult, killAndRestart } from './kills.ts';

export interface KillOneOfTwoResult extends KillResult {
  /** Errors of the broker that was not killed. */
  readonly failures: readonly string[];
}

/** Kills a broker repeatedly while clients write to another broker on the same database. */
export async function killBesideOtherBroker(plan: KillOptions): Promise<KillOneOfTwoResult> {
  const other = await startBrokerProcess(plan.database);
  const [answered, failures]: [string[], string[]] = [[], []];
  let running = true;
  const writers = Array.from({ length: plan.clients }, (_, i) =>
    writeUntil(other.url, `other-${i}`, answered, () => running).catch((error) => failures.push(error.message)),
  );
  const kills = await killAndRestart(plan).finally(() => {
    running = false;
  });
  await Promise.all(writers);
  const lost = [...kills.lost, ...(await findMissing(other.url, answered))];
  await other.end('SIGTERM');
  return { ...kills, answered: kills.answered + answered.length, lost, failures };
}
