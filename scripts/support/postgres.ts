import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

const OBJECT_IN_USE = '55006';
const MAX_RETRIES = 10;
const RETRY_INTERVAL_MS = 500;

/** A new database in a PostgreSQL server. */
export interface TestDatabase {
  /** The URL of the database, as in PACT_BROKER_DATABASE_URL. */
  readonly location: string;
  /** Drops the database. */
  remove(): Promise<void>;
}

/** Creates a database in the server of the database at `server`. */
export async function createDatabase(server: string): Promise<TestDatabase> {
  const name = `broker_${randomUUID().replaceAll('-', '')}`;
  await retryWhileInUse(() => run(server, `create database ${name}`));
  const location = new URL(server);
  location.pathname = `/${name}`;
  return { location: location.href, remove: () => run(server, `drop database ${name} with (force)`) };
}

/** `create database` copies template1. PostgreSQL refuses this while another session, for example autovacuum, is connected to template1. */
async function retryWhileInUse(create: () => Promise<void>): Promise<void> {
  for (let retriesLeft = MAX_RETRIES; ; retriesLeft -= 1) {
    try {
      return await create();
    } catch (error) {
      if (retriesLeft === 0 || (error as { code?: string }).code !== OBJECT_IN_USE) throw error;
      await delay(RETRY_INTERVAL_MS);
    }
  }
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
