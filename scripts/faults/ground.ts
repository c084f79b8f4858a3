import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cluster, startCluster } from '../reference-broker/cluster.mjs';
import { createDatabase } from '../support/postgres.ts';

/** Where databases for faults are made, all thrown away in the end. */
export interface Ground {
  readonly name: 'SQLite' | 'PostgreSQL';
  /** Where it is PostgreSQL, which may crash. */
  readonly cluster?: Cluster;
  /** A new database with nothing in it. */
  fresh(): Promise<string>;
  remove(): void;
}

/** SQLite files in a folder of their own. */
export function onSqlite(): Ground {
  const folder = mkdtempSync(join(tmpdir(), 'faults-'));
  let files = 0;
  const fresh = async () => {
    files += 1;
    return join(folder, `${files}.sqlite`);
  };
  return { name: 'SQLite', fresh, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A PostgreSQL of its own, which waits for the disk as in earnest. */
export async function onPostgres(): Promise<Ground> {
  const cluster = await startCluster({ quick: false });
  const fresh = async () => (await createDatabase(cluster.url)).location;
  return { name: 'PostgreSQL', cluster, fresh, remove: () => cluster.remove() };
}
