import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openDatabase } from '../src/broker/store/open-database.ts';
import { hasPostgres, startCluster } from './reference-broker/cluster.mjs';

// Runs a command with TEST_POSTGRES_URL set to a temporary PostgreSQL cluster.
if (!hasPostgres()) console.log('not run: there is no PostgreSQL (on Debian: apt-get install postgresql)');
else process.exitCode = await withCluster(process.argv.slice(2));

async function withCluster([program = '', ...args]: string[]): Promise<number> {
  const cluster = await startCluster({ quick: true });
  try {
    // New databases are copies of template1: with the broker's tables in it, no test has to create them.
    await (await openDatabase(cluster.url.replace(/postgres$/, 'template1'), () => new Date())).destroy();
    const env = { ...process.env, TEST_POSTGRES_URL: cluster.url };
    let end: () => unknown = () => undefined;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end());
    // A process group of its own, which is signalled as a whole: npm does not forward signals.
    const child = spawn(program, args, { env, stdio: 'inherit', detached: true });
    end = () => child.pid !== undefined && process.kill(-child.pid, 'SIGTERM');
    const [exitCode] = await once(child, 'exit');
    return exitCode ?? 2;
  } finally {
    cluster.remove();
  }
}
