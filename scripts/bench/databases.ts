import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cluster, startCluster } from '../reference-broker/cluster.mjs';

/** Where the brokers of one run keep what they have; `kept` copies of filled databases make the next run quicker. */
export class Databases {
  readonly folder = mkdtempSync(join(tmpdir(), 'bench-broker-'));
  readonly #cluster: Cluster;
  readonly #kept: string | undefined;

  private constructor(cluster: Cluster, kept: string | undefined) {
    this.#cluster = cluster;
    this.#kept = kept;
  }

  /** PostgreSQL waits for the disk, as in production. */
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

  /** A copy of a database that no broker runs on. */
  copy(name: string, database: string): string {
    if (isPostgres(database)) return this.postgres(name, new URL(database).pathname.slice(1));
    copyFileSync(database, this.sqlite(name));
    return this.sqlite(name);
  }

  /** Fills a database from the copy that was kept of it; false where there is none. */
  restore(name: string, database: string): boolean {
    const file = this.#fileOf(name, database);
    if (file === undefined || !existsSync(file)) return false;
    if (isPostgres(database)) run('psql', [database, '-qf', file]);
    else copyFileSync(file, database);
    return true;
  }

  /** Of a broker that has stopped. */
  save(name: string, database: string): void {
    const file = this.#fileOf(name, database);
    if (file === undefined) return;
    if (isPostgres(database)) run('pg_dump', ['--dbname', database, '--file', file]);
    else copyFileSync(database, file);
  }

  #fileOf(name: string, database: string): string | undefined {
    return this.#kept && join(this.#kept, `${name}.${isPostgres(database) ? 'sql' : 'sqlite'}`);
  }

  close(): void {
    this.#cluster.remove();
    rmSync(this.folder, { recursive: true });
  }
}

/** What PostgreSQL knows of its tables decides how it looks things up; in a running one autovacuum sees to it. */
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
