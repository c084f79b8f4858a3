import { closeSync, existsSync, fsyncSync, openSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'libsql';
import { ContractError } from '../../config/errors.ts';
import { migrations } from '../store/migrations.ts';
import { createPrivateFile } from '../store/sqlite/private-file.ts';

type Sqlite = InstanceType<typeof Database>;

/**
 * Writes a consistent copy of a SQLite file into a new file and syncs it to the disk. The source is only read: it may be on a read-only
 * file system, and a broker may write to it at the same time.
 * @throws ContractError DATABASE_MISSING, DATABASE_NOT_A_BROKER, DATABASE_NEWER, DATABASE_DAMAGED, DATABASE_UNUSABLE
 */
export function takeSnapshot(file: string, to: string): void {
  if (!existsSync(file)) throw new ContractError('DATABASE_MISSING', file);
  const source = openReadOnly(file);
  try {
    translateErrors(file, () => checkIsBroker(source, file));
    translateErrors(file, () => copyInto(source, to));
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
    const [first] = translateErrors(nameInErrors, () => database.prepare('pragma integrity_check').all()) as Record<
      string,
      string
    >[];
    const verdict = Object.values(first ?? {})[0];
    if (verdict !== 'ok') throw new ContractError('DATABASE_DAMAGED', `${nameInErrors} (${verdict})`);
    const dangling = database.prepare('pragma foreign_key_check').all().length;
    if (dangling > 0)
      throw new ContractError('DATABASE_DAMAGED', `${nameInErrors} (${dangling} rows violate a foreign key)`);
  } finally {
    database.close();
  }
}

/**
 * Opens a file together with its write-ahead log, if it has one; otherwise as immutable, so that SQLite creates no files in its folder.
 */
function openReadOnly(file: string): Sqlite {
  const log = statSync(`${file}-wal`, { throwIfNoEntry: false });
  if (!log) return translateErrors(file, () => openAs(file, 'immutable=1'));
  try {
    return openAs(file, 'mode=ro');
  } catch (error) {
    if (log.size === 0) return translateErrors(file, () => openAs(file, 'immutable=1'));
    return translateErrors(file, () => {
      throw error;
    });
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

function copyInto(source: Sqlite, to: string): void {
  try {
    createPrivateFile(to);
    source.prepare('vacuum into ?').run(to);
  } catch (cause) {
    const { code = '', message } = cause as { code?: string; message?: string };
    if (!/^SQLITE_(CANTOPEN|FULL|IOERR|READONLY|ERROR)|^E[A-Z]+$/.test(code)) throw cause;
    throw new ContractError('DATABASE_UNUSABLE', `${to} (${message})`, { cause });
  }
}

function namesIn(database: Sqlite, query: string): string[] {
  return (database.prepare(query).all() as { name: string }[]).map(({ name }) => name);
}

/** Translates the errors of SQLite about a file that is damaged or not a database. */
function translateErrors<T>(file: string, act: () => T): T {
  try {
    return act();
  } catch (cause) {
    const { code, message } = cause as { code?: string; message?: string };
    if (code === 'SQLITE_NOTADB') throw new ContractError('DATABASE_NOT_A_BROKER', file, { cause });
    if (code?.startsWith('SQLITE_CORRUPT')) throw new ContractError('DATABASE_DAMAGED', file, { cause });
    if (/Unable to open connection/.test(message ?? '')) {
      throw new ContractError('DATABASE_UNUSABLE', `${file} (it cannot be opened)`, { cause });
    }
    throw cause;
  }
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
