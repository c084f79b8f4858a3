import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** A new database in a PostgreSQL server. */
export interface TestDatabase {
  /** The URL of the database, as a broker takes it. */
  readonly location: string;
  /** Drops the database. */
  remove(): Promise<void>;
}

/** Creates a database in the server of the database at `server`. */
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
