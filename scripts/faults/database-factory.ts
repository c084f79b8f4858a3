import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cluster, startCluster } from '../reference-broker/cluster.mjs';
import { createDatabase } from '../support/postgres.ts';

/** Creates databases for fault injection; `remove` deletes all of them. */
export interface DatabaseFactory {
  readonly name: 'SQLite' | 'PostgreSQL';
  /** The PostgreSQL cluster, for crashes; not for SQLite. */
  readonly cluster?: Cluster;
  /** Creates an empty database. */
  create(): Promise<string>;
  remove(): void;
}

/** SQLite files in a temporary folder. */
export function sqliteDatabases(): DatabaseFactory {
  const folder = mkdtempSync(join(tmpdir(), 'faults-'));
  let files = 0;
  const create = async () => {
    files += 1;
    return join(folder, `${files}.sqlite`);
  };
  return { name: 'SQLite', create, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Databases of a temporary PostgreSQL cluster with fsync, as in production. */
export async function postgresDatabases(): Promise<DatabaseFactory> {
  const cluster = await startCluster({ quick: false });
  const create = async () => (await createDatabase(cluster.url)).location;
  return { name: 'PostgreSQL', cluster, create, remove: () => cluster.remove() };
}
