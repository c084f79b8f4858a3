import {
  CamelCasePlugin,
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  Migrator,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
} from 'kysely';
import Database from 'libsql';
import { migrations } from './migrations.ts';
import type { Schema } from './schema.ts';

/** A database or a transaction in it; every store function takes one first. */
export type Db = Kysely<Schema>;

/**
 * Opens a broker's database and brings its tables up to date.
 * @param location a SQLite file (`broker.sqlite`, `sqlite:///…`, `file:…`) or `:memory:`
 */
export async function openDatabase(location: string, now: () => Date): Promise<Db> {
  const dialect = new ImmediateSqliteDialect({ database: openSqlite(location) as never });
  const db = new Kysely<Schema>({ dialect, plugins: [new CamelCasePlugin()] });
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations('sqlite', now) } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
  return db;
}

function openSqlite(location: string): InstanceType<typeof Database> {
  const database = new Database(location.replace(/^(sqlite|file):(\/\/)?/, ''), { timeout: 10_000 });
  database.exec('pragma journal_mode = wal');
  database.exec('pragma synchronous = full');
  database.exec('pragma foreign_keys = on');
  return database;
}

/** Takes SQLite's write lock when a transaction begins: two processes on one file then wait for each other instead of failing. */
class ImmediateSqliteDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;

  constructor(config: SqliteDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver() {
    return new ImmediateSqliteDriver(this.#config);
  }
}

class ImmediateSqliteDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}
