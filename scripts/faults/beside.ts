import { startBrokerProcess } from '../support/broker-process.ts';
import { missing, write } from './client.ts';
import { type Kills, killOften, type Plan } from './kills.ts';

export interface KillsBeside extends Kills {
  /** What went wrong at the broker that was not killed. */
  readonly failures: readonly string[];
}

/** Kills a broker again and again, while clients of another on the same database write undisturbed. */
export async function killBesideAnother(plan: Plan): Promise<KillsBeside> {
  const other = await startBrokerProcess(plan.database);
  const [answered, failures]: [string[], string[]] = [[], []];
  let goesOn = true;
  const writers = Array.from({ length: plan.clients }, (_, i) =>
    write(other.url, `other-${i}`, answered, () => goesOn).catch((error) => failures.push(error.message)),
  );
  const kills = await killOften(plan).finally(() => {
    goesOn = false;
  });
  await Promise.all(writers);
  const lost = [...kills.lost, ...(await missing(other.url, answered))];
  await other.end('SIGTERM');
  return { ...kills, answered: kills.answered + answered.length, lost, failures };
}
