import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type Cluster, hasPostgres, startCluster } from '../reference-broker/cluster.mjs';

/** A database in a PostgreSQL that a test has for itself. */
export interface TestDatabase {
  /** What a broker is given as its database. */
  readonly location: string;
  remove(): Promise<void>;
}

/** Makes a database next to the one at `server`. */
export async function createDatabase(server: string): Promise<TestDatabase> {
  const name = `broker_${randomUUID().replaceAll('-', '')}`;
  await run(server, `create database ${name}`);
  const location = new URL(server);
  location.pathname = `/${name}`;
  return { location: location.href, remove: () => run(server, `drop database ${name} with (force)`) };
}

async function run(server: string, statement: string): Promise<void> {
  const client = new pg.Client(server);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** `describe` where PostgreSQL is installed; elsewhere the tests are skipped, and a line says so. */
export function describeOnPostgres(name: string, tests: () => void): void {
  if (hasPostgres()) {
    describe(name, tests);
    return;
  }
  process.stdout.write(`not run: ${name}: there is no PostgreSQL (on Debian: apt-get install postgresql)\n`);
  describe.skip(name, tests);
}

/** A cluster for the tests of a file, thrown away after them. Without fsync, unless the tests are about what is kept. */
export function useCluster(options: { readonly quick: boolean } = { quick: true }): () => Cluster {
  let cluster: Cluster | undefined;
  beforeAll(async () => {
    cluster = await startCluster(options);
  });
  afterAll(() => cluster?.remove());
  return () => {
    if (!cluster) throw new Error('the cluster has not been started');
    return cluster;
  };
}
