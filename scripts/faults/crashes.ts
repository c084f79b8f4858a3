import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Cluster } from '../reference-broker/cluster.mjs';

/** Ways to crash PostgreSQL and start it again: an immediate stop, SIGKILL of its main process, SIGKILL of a process that serves a client. */
export function crashScenarios(cluster: Cluster): (() => Promise<void>)[] {
  const waitAndRestart = async () => {
    await delay(300);
    await restart(cluster);
  };
  const stop = async () => {
    cluster.stop();
    await waitAndRestart();
  };
  const kill = async () => {
    cluster.kill();
    await waitAndRestart();
  };
  return [stop, kill, () => killBackend(cluster.url)];
}

/** Retries: for a moment, the child processes of a killed main process prevent a start. */
async function restart(cluster: Cluster): Promise<void> {
  for (let left = 20; ; left -= 1) {
    try {
      cluster.start();
      return;
    } catch (error) {
      if (left === 0) throw error;
      await delay(250);
    }
  }
}

/** PostgreSQL then ends all other connections and recovers on its own. */
async function killBackend(url: string): Promise<void> {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ pid: number }>(
    "select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1",
  );
  if (rows[0]) process.kill(rows[0].pid, 'SIGKILL');
  await client.end().catch(() => undefined);
}
