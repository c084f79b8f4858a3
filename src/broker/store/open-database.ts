import { access, constants } from 'node:fs/promises';
import { CamelCasePlugin, Kysely, Migrator } from 'kysely';
import { parseDatabaseLocation } from '../../config/database-url.ts';
import { ContractError, withoutCredentials } from '../../config/errors.ts';
import type { Db } from './database.ts';
import { migrations } from './migrations.ts';
import { maxConcurrentWrites, type PostgresSettings, postgresDialect } from './postgres/dialect.ts';
import { limitConcurrentWrites } from './postgres/write-limit.ts';
import type { Schema } from './schema.ts';
import { retryWhileBusy, sqliteDialect } from './sqlite/dialect.ts';

/**
 * Opens a broker's database and runs the missing migrations; other processes that start at the same time wait.
 * @param location `postgres://…`, a SQLite file (`broker.sqlite`, `sqlite:///…`, `file:…`) or `:memory:`
 * @throws ContractError DATABASE_NEWER when the database has migrations that this version does not know
 */
export async function openDatabase(location: string, now: () => Date, settings: PostgresSettings = {}): Promise<Db> {
  const { kind, location: target } = parseDatabaseLocation(location);
  const isPostgres = kind === 'postgres';
  const dialect = isPostgres ? await postgresDialect(target, settings) : await sqliteDialect(target);
  const db = new Kysely<Schema>({ dialect, plugins: [new CamelCasePlugin()] });
  if (isPostgres) limitConcurrentWrites(db, maxConcurrentWrites(settings));
  const known = migrations(isPostgres ? 'postgres' : 'sqlite', now);
  const migrator = new Migrator({ db, provider: { getMigrations: async () => known } });
  try {
    await retryWhileBusy(() => migrate(migrator, location));
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

/**
 * Opens a broker's database for a process that writes to it.
 * @throws ContractError DATABASE_UNUSABLE, DATABASE_NEWER
 */
export async function openWritable(location: string, now: () => Date, settings?: PostgresSettings): Promise<Db> {
  try {
    await checkWritable(location);
    return await openDatabase(location, now, settings);
  } catch (cause) {
    if (cause instanceof ContractError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ContractError('DATABASE_UNUSABLE', withoutCredentials(`${location} (${reason})`), { cause });
  }
}

/** SQLite opens a read-only file without an error and fails at the first write; this check fails at start. */
async function checkWritable(location: string): Promise<void> {
  const { kind, location: file } = parseDatabaseLocation(location);
  if (kind !== 'file') return;
  await access(file, constants.W_OK).catch(({ code }: NodeJS.ErrnoException) => {
    if (code !== 'ENOENT') throw new Error('the file is read-only');
  });
}
