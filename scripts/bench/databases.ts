import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cluster, startCluster } from '../reference-broker/cluster.mjs';

/** The databases of one run. Saved copies of filled databases make the next run faster. */
export class Databases {
  readonly folder = mkdtempSync(join(tmpdir(), 'bench-broker-'));
  readonly #cluster: Cluster;
  readonly #cacheFolder: string | undefined;

  private constructor(cluster: Cluster, cacheFolder: string | undefined) {
    this.#cluster = cluster;
    this.#cacheFolder = cacheFolder;
  }

  /** Starts a PostgreSQL with fsync, as in production. */
  static async open(cacheFolder: string | undefined): Promise<Databases> {
    if (cacheFolder) mkdirSync(cacheFolder, { recursive: true });
    return new Databases(await startCluster({ quick: false }), cacheFolder);
  }

  sqlite(name: string): string {
    return join(this.folder, `${name}.sqlite`);
  }

  /** A new database in the cluster. */
  postgres(name: string, template = 'template1'): string {
    run('psql', [this.#cluster.url, '-qc', `create database ${name} template ${template}`]);
    return this.#cluster.url.replace(/postgres$/, name);
  }

  /** PostgreSQL's main process. */
  get postgresPid(): number {
    return this.#cluster.pid();
  }

  /** Copies a database. No broker may run on it. */
  copy(name: string, database: string): string {
    if (isPostgres(database)) return this.postgres(name, new URL(database).pathname.slice(1));
    copyFileSync(database, this.sqlite(name));
    return this.sqlite(name);
  }

  /** Fills a database from its saved copy; false if there is none. */
  restore(name: string, database: string): boolean {
    const file = this.#fileOf(name, database);
    if (file === undefined || !existsSync(file)) return false;
    if (isPostgres(database)) run('psql', [database, '-qf', file]);
    else copyFileSync(file, database);
    return true;
  }

  /** Saves a copy of a database. No broker may run on it. */
  save(name: string, database: string): void {
    const file = this.#fileOf(name, database);
    if (file === undefined) return;
    if (isPostgres(database)) run('pg_dump', ['--dbname', database, '--file', file]);
    else copyFileSync(database, file);
  }

  #fileOf(name: string, database: string): string | undefined {
    return this.#cacheFolder && join(this.#cacheFolder, `${name}.${isPostgres(database) ? 'sql' : 'sqlite'}`);
  }

  close(): void {
    this.#cluster.remove();
    rmSync(this.folder, { recursive: true });
  }
}

/** PostgreSQL plans queries by its table statistics; in production, autovacuum keeps them up to date. */
export function updateStatistics(url: string): void {
  if (isPostgres(url)) run('psql', [url, '-qc', 'vacuum analyze']);
}

function isPostgres(database: string): boolean {
  return database.startsWith('postgres');
}

function run(program: string, args: string[]): void {
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (error) throw new Error(`${program}: ${error.message}. On Debian: apt-get install postgresql`);
  if (status !== 0) throw new Error(`${program}: ${stderr}`);
}
