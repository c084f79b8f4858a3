import { ContractError, withoutCredentials } from '../errors.ts';
import { type Db, openDatabase } from './store/database.ts';
import type { PostgresSettings } from './store/postgres.ts';

/**
 * Opens a broker's database.
 * @throws ContractError DATABASE_UNUSABLE
 */
export async function openUsable(database: string, now: () => Date, settings?: PostgresSettings): Promise<Db> {
  try {
    return await openDatabase(database, now, settings);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ContractError('DATABASE_UNUSABLE', withoutCredentials(`${database} (${why})`), { cause });
  }
}
