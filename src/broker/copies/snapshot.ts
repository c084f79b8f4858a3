import { closeSync, existsSync, fsyncSync, openSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'libsql';
import { ContractError } from '../../config/errors.ts';
import { migrations } from '../store/migrations.ts';

type Sqlite = InstanceType<typeof Database>;

/**
 * Writes what a SQLite file holds at this moment into a new file, on the disk when this returns. A broker may write to it meanwhile;
 * the file itself is never changed, and may lie where nothing can be written.
 * @throws ContractError DATABASE_MISSING, DATABASE_FOREIGN, DATABASE_NEWER, DATABASE_DAMAGED; whatever keeps the new file from being written
 */
export function takeSnapshot(file: string, to: string): void {
  if (!existsSync(file)) throw new ContractError('DATABASE_MISSING', file);
  const source = openReadOnly(file);
  try {
    judging(file, () => checkIsBroker(source, file));
    judging(file, () => copyInto(source, to));
  } finally {
    source.close();
  }
  syncFile(to);
}

/**
 * Checks every page of a snapshot, and that what points at something points at something.
 * @throws ContractError DATABASE_DAMAGED
 */
export function checkSnapshot(file: string, about = file): void {
  const database = new Database(file);
  try {
    const [first] = judging(about, () => database.prepare('pragma integrity_check').all()) as Record<string, string>[];
    const verdict = Object.values(first ?? {})[0];
    if (verdict !== 'ok') throw new ContractError('DATABASE_DAMAGED', `${about} (${verdict})`);
    const loose = database.prepare('pragma foreign_key_check').all().length;
    if (loose > 0) throw new ContractError('DATABASE_DAMAGED', `${about} (${loose} rows point at nothing)`);
  } finally {
    database.close();
  }
}

/**
 * The file with its log where there is one, which is how a running broker leaves it; else the file alone, for which SQLite then makes
 * no files beside it.
 */
function openReadOnly(file: string): Sqlite {
  const log = statSync(`${file}-wal`, { throwIfNoEntry: false });
  if (!log) return judging(file, () => openAs(file, 'immutable=1'));
  try {
    return openAs(file, 'mode=ro');
  } catch (error) {
    if (log.size === 0) return judging(file, () => openAs(file, 'immutable=1'));
    return judging(file, () => {
      throw error;
    });
  }
}

/** The first question shows whether it can be read. */
function openAs(file: string, mode: string): Sqlite {
  const database = new Database(`${pathToFileURL(file).href}?${mode}`, { timeout: 10_000 });
  database.prepare('select count(*) from sqlite_master').all();
  return database;
}

function checkIsBroker(database: Sqlite, file: string): void {
  const tables = namesIn(database, "select name from sqlite_master where type = 'table'");
  if (!tables.includes('kysely_migration') || !tables.includes('pacticipants')) {
    throw new ContractError('DATABASE_FOREIGN', file);
  }
  const known = Object.keys(migrations('sqlite', () => new Date(0)));
  const unknown = namesIn(database, 'select name from kysely_migration').filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new ContractError('DATABASE_NEWER', `${file} (it knows ${unknown.join(', ')})`);
}

function copyInto(source: Sqlite, to: string): void {
  try {
    source.prepare('vacuum into ?').run(to);
  } catch (cause) {
    const { code = '', message } = cause as { code?: string; message?: string };
    if (!/^SQLITE_(CANTOPEN|FULL|IOERR|READONLY)|^SQLITE_ERROR/.test(code)) throw cause;
    throw new ContractError('DATABASE_UNUSABLE', `${to} (${message})`, { cause });
  }
}

function namesIn(database: Sqlite, query: string): string[] {
  return (database.prepare(query).all() as { name: string }[]).map(({ name }) => name);
}

/** What SQLite says about a file that is none, or is broken, in our words. */
function judging<T>(file: string, act: () => T): T {
  try {
    return act();
  } catch (cause) {
    const { code, message } = cause as { code?: string; message?: string };
    if (code === 'SQLITE_NOTADB') throw new ContractError('DATABASE_FOREIGN', file, { cause });
    if (code?.startsWith('SQLITE_CORRUPT')) throw new ContractError('DATABASE_DAMAGED', file, { cause });
    if (/Unable to open connection/.test(message ?? '')) {
      throw new ContractError('DATABASE_UNUSABLE', `${file} (it cannot be opened)`, { cause });
    }
    throw cause;
  }
}

/** Sees to it that a file, and its name, are on the disk. */
export function syncFile(file: string): void {
  sync(file);
  sync(dirname(resolve(file)));
}

function sync(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
