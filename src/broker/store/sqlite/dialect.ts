import { SqliteAdapter, SqliteDialect } from 'kysely';
import Database from 'libsql';
import { retry } from '../../../config/retry.ts';
import { cacheStatements } from './cached-statements.ts';
import { type FileCheck, noFileCheck, watchFile } from './file-identity.ts';
import { GroupCommitDriver } from './group-commit-driver.ts';
import { createPrivateFile } from './private-file.ts';

type Sqlite = InstanceType<typeof Database>;

/** How long SQLite blocks the event loop while it waits for a lock. */
const BUSY_TIMEOUT_MS = 20;
/** The total time that a transaction waits for a lock. It does not block the event loop. */
const LOCK_TIMEOUT_MS = 10_000;
const MAX_RETRY_DELAY_MS = 5;

/**
 * SQLite in a file or in memory. A commit is durable (WAL, synchronous FULL). A transaction takes the write lock when it begins and waits
 * for it without blocking the event loop, so that several processes may share one file.
 * @param file a path or `:memory:`
 */
export async function sqliteDialect(file: string): Promise<SqliteDialect> {
  const database = openFile(file);
  await retryWhileBusy(async () => database.exec('pragma journal_mode = wal'));
  database.exec('pragma synchronous = full');
  database.exec('pragma foreign_keys = on');
  return new GroupCommitDialect(database, file === ':memory:' ? noFileCheck : watchFile(file));
}

function openFile(file: string): Sqlite {
  try {
    if (file !== ':memory:') createPrivateFile(file);
    return new Database(file, { timeout: BUSY_TIMEOUT_MS });
  } catch (cause) {
    throw new Error('the file cannot be opened or created', { cause });
  }
}

class GroupCommitDialect extends SqliteDialect {
  readonly #database: Sqlite;

  readonly #fileCheck: FileCheck;

  constructor(database: Sqlite, fileCheck: FileCheck) {
    super({ database: database as never });
    this.#database = database;
    this.#fileCheck = fileCheck;
  }

  /** Uses `exec` because a prepared `begin` that fails with SQLITE_BUSY is not reset: the open statement would make `commit` fail. */
  override createDriver() {
    const begin = () => retryWhileBusy(async () => this.#database.exec('begin immediate'));
    return new GroupCommitDriver(cacheStatements(this.#database as never), this.#database, begin, this.#fileCheck);
  }

  override createAdapter() {
    return new TransactionalSqliteAdapter();
  }
}

/** Migrations run inside a transaction, so that only one of several processes that start on a new file runs them. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl() {
    return true;
  }
}

/** Retries while another process holds the write lock. */
export async function retryWhileBusy(attempt: () => Promise<unknown>): Promise<void> {
  await retry(attempt, {
    isRetryable: isBusy,
    delayMs: () => Math.random() * MAX_RETRY_DELAY_MS,
    timeoutMs: LOCK_TIMEOUT_MS,
  });
}

/**
 * Includes SQLITE_BUSY_SNAPSHOT (another process has written since this transaction read) and SQLITE_LOCKED (two processes start on a new
 * file).
 */
function isBusy(error: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(String((error as { code?: unknown }).code));
}
