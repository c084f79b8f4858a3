import { setTimeout } from 'node:timers/promises';
import { SqliteAdapter, SqliteDialect } from 'kysely';
import Database from 'libsql';
import { keepStatements } from './cached-statements.ts';
import { GroupingSqliteDriver } from './group-commit-driver.ts';

type Sqlite = InstanceType<typeof Database>;

const waitMs = { once: 20, altogether: 10_000 };

/**
 * SQLite in a file (`broker.sqlite`, `sqlite:///…`, `file:…`) or `:memory:`. What is committed is on the disk (WAL, synchronous
 * FULL). A transaction takes the write lock when it begins, and waits for it without holding up the event loop: several processes
 * on one file wait for each other instead of failing.
 */
export async function sqliteDialect(location: string): Promise<SqliteDialect> {
  const database = openFile(location.replace(/^(sqlite|file):(\/\/)?/, ''));
  await untilFree(async () => database.exec('pragma journal_mode = wal'));
  database.exec('pragma synchronous = full');
  database.exec('pragma foreign_keys = on');
  return new GroupingSqliteDialect(database);
}

function openFile(file: string): Sqlite {
  try {
    return new Database(file, { timeout: waitMs.once });
  } catch (cause) {
    throw new Error('the file cannot be opened or made', { cause });
  }
}

class GroupingSqliteDialect extends SqliteDialect {
  readonly #database: Sqlite;

  constructor(database: Sqlite) {
    super({ database: database as never });
    this.#database = database;
  }

  /** A transaction begins by `exec`, which lets go of the statement when the lock is held elsewhere; a prepared one would stand in the way of `commit`. */
  override createDriver() {
    const begin = () => untilFree(async () => this.#database.exec('begin immediate'));
    return new GroupingSqliteDriver(keepStatements(this.#database as never), this.#database, begin);
  }

  override createAdapter() {
    return new TransactionalSqliteAdapter();
  }
}

/** Tables are made inside a transaction, so that of several processes that start on a new file one makes them. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl() {
    return true;
  }
}

/** Tries again, a few milliseconds apart, while another process holds the write lock. */
export async function untilFree(attempt: () => Promise<unknown>): Promise<void> {
  const end = performance.now() + waitMs.altogether;
  for (;;) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() > end) throw error;
      await setTimeout(Math.random() * 5);
    }
  }
}

/** SQLITE_BUSY_SNAPSHOT is said of a lock too: another process wrote between this one's look and its wish to write. */
function isBusy(error: unknown): boolean {
  return /^SQLITE_BUSY/.test(String((error as { code?: unknown }).code));
}
