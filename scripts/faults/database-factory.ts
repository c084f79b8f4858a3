import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cluster, startCluster } from '../reference-broker/cluster.mjs';
import { createDatabase } from '../support/postgres.ts';

/** Where databases for faults are made, all thrown away in the end. */
export interface DatabaseFactory {
  readonly name: 'SQLite' | 'PostgreSQL';
  /** Where it is PostgreSQL, which may crash. */
  readonly cluster?: Cluster;
  /** A new database with nothing in it. */
  create(): Promise<string>;
  remove(): void;
}

/** SQLite files in a folder of their own. */
export function sqliteDatabases(): DatabaseFactory {
  const folder = mkdtempSync(join(tmpdir(), 'faults-'));
  let files = 0;
  const create = async () => {
    files += 1;
    return join(folder, `${files}.sqlite`);
  };
  return { name: 'SQLite', create, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A PostgreSQL of its own, which waits for the disk as in earnest. */
export async function postgresDatabases(): Promise<DatabaseFactory> {
  const cluster = await startCluster({ quick: false });
  const create = async () => (await createDatabase(cluster.url)).location;
  return { name: 'PostgreSQL', cluster, create, remove: () => cluster.remove() };
}
