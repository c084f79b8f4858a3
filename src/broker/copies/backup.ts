import { existsSync, linkSync, renameSync, rmSync, statSync } from 'node:fs';
import { parseDatabaseLocation } from '../../config/database-url.ts';
import { ContractError, withoutCredentials } from '../../config/errors.ts';
import { checkSnapshot, syncFile, takeSnapshot } from './snapshot.ts';
import { readStamp, writeStamp } from './stamp.ts';

export interface BackupOptions {
  /** Replaces an existing file. */
  readonly overwrite?: boolean;
  readonly now?: () => Date;
}

export interface Backup {
  readonly from: string;
  readonly to: string;
  readonly bytes: number;
}

/**
 * Backs up a SQLite database while brokers write to it. The file gets its name only after it is complete, checked and synced to the disk.
 * @throws ContractError BACKUP_UNSUPPORTED, BACKUP_EXISTS, DATABASE_MISSING, DATABASE_NOT_A_BROKER, DATABASE_NEWER, DATABASE_DAMAGED
 */
export function backUp(database: string, to: string, options: BackupOptions = {}): Backup {
  const { overwrite = false, now = () => new Date() } = options;
  const { kind, location: from } = parseDatabaseLocation(database);
  if (kind !== 'file') throw new ContractError('BACKUP_UNSUPPORTED', withoutCredentials(database));
  if (existsSync(to) && !overwrite) throw new ContractError('BACKUP_EXISTS', to);
  const part = `${to}.part-${process.pid}`;
  try {
    rmSync(part, { force: true });
    const startedAt = now();
    takeSnapshot(from, part);
    checkSnapshot(part, from);
    if (readStamp(part) !== 'incomplete') writeStamp(part, { madeAt: startedAt });
    syncFile(part);
    if (overwrite) renameSync(part, to);
    else linkAs(part, to);
    return { from, to, bytes: statSync(to).size };
  } finally {
    rmSync(part, { force: true });
  }
}

/** Uses a hard link, which unlike `rename` does not replace a file that was created meanwhile. */
function linkAs(part: string, to: string): void {
  try {
    linkSync(part, to);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') throw new ContractError('BACKUP_EXISTS', to, { cause });
    renameSync(part, to);
  }
  syncFile(to);
}
