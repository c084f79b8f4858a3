import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Cluster } from '../reference-broker/cluster.mjs';

/** Ways in which PostgreSQL goes down at once, and comes back: all of it, its main process killed, one that serves a client killed. */
export function crashScenarios(cluster: Cluster): (() => Promise<void>)[] {
  const wentDown = async () => {
    await delay(300);
    await restart(cluster);
  };
  const stop = async () => {
    cluster.stop();
    await wentDown();
  };
  const kill = async () => {
    cluster.kill();
    await wentDown();
  };
  return [stop, kill, () => killBackend(cluster.url)];
}

/** What is left of a PostgreSQL whose main process was killed stands in the way for a moment. */
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

/** PostgreSQL then ends all others, and recovers by itself. */
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
