import { existsSync, linkSync, renameSync, rmSync, statSync } from 'node:fs';
import { ContractError, withoutCredentials } from '../../config/errors.ts';
import { checkSnapshot, syncFile, takeSnapshot } from './snapshot.ts';
import { readStamp, writeStamp } from './stamp.ts';

export interface BackupOptions {
  /** Put it in the place of a file that is there already. */
  readonly overwrite?: boolean;
  readonly now?: () => Date;
}

export interface Backup {
  readonly from: string;
  readonly to: string;
  readonly bytes: number;
}

/**
 * Backs up a SQLite database while brokers write to it: the file is complete, checked and on the disk when it gets its name, and
 * there is no file of that name otherwise.
 * @throws ContractError BACKUP_UNSUPPORTED, BACKUP_EXISTS, DATABASE_MISSING, DATABASE_FOREIGN, DATABASE_NEWER, DATABASE_DAMAGED
 */
export function backUp(database: string, to: string, options: BackupOptions = {}): Backup {
  const { overwrite = false, now = () => new Date() } = options;
  if (/^postgres(ql)?:|^:memory:$/.test(database))
    throw new ContractError('BACKUP_UNSUPPORTED', withoutCredentials(database));
  const from = database.replace(/^(sqlite|file):(\/\/)?/, '');
  if (existsSync(to) && !overwrite) throw new ContractError('BACKUP_EXISTS', to);
  const part = `${to}.part-${process.pid}`;
  try {
    rmSync(part, { force: true });
    const made = now();
    takeSnapshot(from, part);
    checkSnapshot(part, from);
    if (readStamp(part) !== 'incomplete') writeStamp(part, { madeAt: made });
    syncFile(part);
    if (overwrite) renameSync(part, to);
    else name(part, to);
    return { from, to, bytes: statSync(to).size };
  } finally {
    rmSync(part, { force: true });
  }
}

/** By a link, which unlike a renaming does not take the place of a file that has come meanwhile. */
function name(part: string, to: string): void {
  try {
    linkSync(part, to);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') throw new ContractError('BACKUP_EXISTS', to, { cause });
    renameSync(part, to);
  }
  syncFile(to);
}
