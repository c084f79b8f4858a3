import { CamelCasePlugin, Kysely, Migrator } from 'kysely';
import { ContractError, withoutCredentials } from '../../config/errors.ts';
import { migrations } from './migrations.ts';
import { maxWriters, type PostgresSettings, postgresDialect } from './postgres/dialect.ts';
import { limitWriters } from './postgres/write-limit.ts';
import type { Schema } from './schema.ts';
import { sqliteDialect, untilFree } from './sqlite/dialect.ts';

/** A database or a transaction in it; every store function takes one first. */
export type Db = Kysely<Schema>;

/**
 * Opens a broker's database and brings its tables up to date, one process at a time.
 * @throws ContractError DATABASE_NEWER when a newer broker has brought them further than this one knows
 * @param location `postgres://…`, a SQLite file (`broker.sqlite`, `sqlite:///…`, `file:…`) or `:memory:`
 */
export async function openDatabase(location: string, now: () => Date, settings: PostgresSettings = {}): Promise<Db> {
  const postgres = /^postgres(ql)?:/.test(location);
  const dialect = postgres ? await postgresDialect(location, settings) : await sqliteDialect(location);
  const db = new Kysely<Schema>({ dialect, plugins: [new CamelCasePlugin()] });
  if (postgres) limitWriters(db, maxWriters(settings));
  const known = migrations(postgres ? 'postgres' : 'sqlite', now);
  const migrator = new Migrator({ db, provider: { getMigrations: async () => known } });
  try {
    await untilFree(() => migrate(migrator, location));
    return db;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

async function migrate(migrator: Migrator, location: string): Promise<void> {
  const { error } = await migrator.migrateToLatest();
  const [, unknown] = /previously executed migration (\S+) is missing/.exec(String(error)) ?? [];
  if (unknown)
    throw new ContractError('DATABASE_NEWER', withoutCredentials(`${location} (${unknown})`), { cause: error });
  if (error) throw error;
}
