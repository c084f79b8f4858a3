import { closeSync, existsSync, fsyncSync, openSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'libsql';
import { ContractError } from '../../config/errors.ts';
import { migrations } from '../store/migrations.ts';
import { createPrivateFile } from '../store/sqlite/private-file.ts';

type Sqlite = InstanceType<typeof Database>;

/**
 * Writes a consistent copy of a SQLite file into a new file and syncs it to the disk. The source is only read, so it may be on a read-only
 * file system. A broker that already has the file open may write to it during the copy. If no broker has it open, do not start one on it
 * during the copy: see `openReadOnly`.
 * @throws ContractError DATABASE_MISSING, DATABASE_NOT_A_BROKER, DATABASE_NEWER, DATABASE_DAMAGED, DATABASE_UNUSABLE
 */
export function takeSnapshot(file: string, to: string): void {
  if (!existsSync(file)) throw new ContractError('DATABASE_MISSING', file);
  const source = openReadOnly(file);
  try {
    checkIsBroker(source, file);
    copyInto(source, to);
  } catch (error) {
    throw translateError(error, file);
  } finally {
    source.close();
  }
  syncFile(to);
}

/**
 * Checks the pages and the foreign keys of a snapshot.
 * @param nameInErrors the file that error messages name
 * @throws ContractError DATABASE_DAMAGED
 */
export function checkSnapshot(file: string, nameInErrors = file): void {
  const database = new Database(file);
  try {
    const result = checkIntegrity(database);
    if (result !== 'ok') throw new ContractError('DATABASE_DAMAGED', `${nameInErrors} (${result})`);
    const dangling = database.prepare('pragma foreign_key_check').all().length;
    if (dangling > 0)
      throw new ContractError('DATABASE_DAMAGED', `${nameInErrors} (${dangling} rows violate a foreign key)`);
  } catch (error) {
    throw translateError(error, nameInErrors);
  } finally {
    database.close();
  }
}

/** Returns `ok`, or the first problem. */
function checkIntegrity(database: Sqlite): string | undefined {
  const [first] = database.prepare('pragma integrity_check').all() as Record<string, string>[];
  return Object.values(first ?? {})[0];
}

/**
 * Opens a file together with its write-ahead log (the `-wal` file, which exists while a broker has the file open, or after it was killed).
 * The file is opened as immutable in two cases: it has no write-ahead log, or an empty one that SQLite cannot open because the folder is
 * read-only. For an immutable file SQLite takes no locks, reads no log and creates no files beside it; a write during the copy would not be
 * noticed.
 * @see https://www.sqlite.org/uri.html#uriimmutable
 */
function openReadOnly(file: string): Sqlite {
  try {
    const wal = statSync(`${file}-wal`, { throwIfNoEntry: false });
    return wal ? openWithWal(file, wal.size) : openAs(file, 'immutable=1');
  } catch (error) {
    throw translateError(error, file);
  }
}

function openWithWal(file: string, walBytes: number): Sqlite {
  try {
    return openAs(file, 'mode=ro');
  } catch (error) {
    if (walBytes > 0) throw error;
    return openAs(file, 'immutable=1');
  }
}

/** Opens the file and reads it once, so that errors appear here. */
function openAs(file: string, mode: string): Sqlite {
  const database = new Database(`${pathToFileURL(file).href}?${mode}`, { timeout: 10_000 });
  database.prepare('select count(*) from sqlite_master').all();
  return database;
}

function checkIsBroker(database: Sqlite, file: string): void {
  const tables = namesIn(database, "select name from sqlite_master where type = 'table'");
  if (!tables.includes('kysely_migration') || !tables.includes('pacticipants')) {
    throw new ContractError('DATABASE_NOT_A_BROKER', file);
  }
  const known = Object.keys(migrations('sqlite', () => new Date(0)));
  const unknown = namesIn(database, 'select name from kysely_migration').filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new ContractError('DATABASE_NEWER', `${file} (it has the migrations ${unknown.join(', ')})`);
}

/** Codes of SQLite, and of Node (`EACCES`, `ENOSPC`), for a copy that cannot be written. Other errors concern the source. */
const DESTINATION_ERRORS = /^SQLITE_(CANTOPEN|FULL|IOERR|READONLY|ERROR)|^E[A-Z]+$/;

function copyInto(source: Sqlite, to: string): void {
  try {
    createPrivateFile(to);
    source.prepare('vacuum into ?').run(to);
  } catch (cause) {
    const { code = '', message } = cause as { code?: string; message?: string };
    if (!DESTINATION_ERRORS.test(code)) throw cause;
    throw new ContractError('DATABASE_UNUSABLE', `${to} (${message})`, { cause });
  }
}

function namesIn(database: Sqlite, query: string): string[] {
  return (database.prepare(query).all() as { name: string }[]).map(({ name }) => name);
}

/** The ContractError for an error of SQLite about a file that is damaged, is not a database, or cannot be opened; any other error itself. */
function translateError(cause: unknown, file: string): unknown {
  if (cause instanceof ContractError) return cause;
  const { code, message } = cause as { code?: string; message?: string };
  if (code === 'SQLITE_NOTADB') return new ContractError('DATABASE_NOT_A_BROKER', file, { cause });
  if (code?.startsWith('SQLITE_CORRUPT')) return new ContractError('DATABASE_DAMAGED', file, { cause });
  if (/Unable to open connection/.test(message ?? ''))
    return new ContractError('DATABASE_UNUSABLE', `${file} (it cannot be opened)`, { cause });
  return cause;
}

/** Syncs a file and its directory entry to the disk. */
export function syncFile(file: string): void {
  syncPath(file);
  syncPath(dirname(resolve(file)));
}

function syncPath(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
