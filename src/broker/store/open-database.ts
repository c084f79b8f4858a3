import { access, constants } from 'node:fs/promises';
import { ContractError, withoutCredentials } from '../../config/errors.ts';
import { type Db, openDatabase } from './database.ts';
import type { PostgresSettings } from './postgres/dialect.ts';

/**
 * Opens a broker's database.
 * @throws ContractError DATABASE_UNUSABLE, DATABASE_NEWER
 */
export async function openUsable(database: string, now: () => Date, settings?: PostgresSettings): Promise<Db> {
  try {
    await checkWritable(database);
    return await openDatabase(database, now, settings);
  } catch (cause) {
    if (cause instanceof ContractError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ContractError('DATABASE_UNUSABLE', withoutCredentials(`${database} (${why})`), { cause });
  }
}

/** SQLite opens a file that it may only read, and fails at the first write: better told at once. */
async function checkWritable(database: string): Promise<void> {
  if (/^postgres(ql)?:|^:memory:$/.test(database)) return;
  const file = database.replace(/^(sqlite|file):(\/\/)?/, '');
  await access(file, constants.W_OK).catch(({ code }: NodeJS.ErrnoException) => {
    if (code !== 'ENOENT') throw new Error('it may only be read');
  });
}
