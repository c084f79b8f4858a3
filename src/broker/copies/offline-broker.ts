import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { BrokerAccess } from '../../broker-client/client.ts';
import { ContractError } from '../../config/errors.ts';
import type { Db } from '../store/database.ts';
import { openDatabase } from '../store/open-database.ts';
import { createInProcessBroker } from './in-process-broker.ts';
import { checkSnapshot, takeSnapshot } from './snapshot.ts';
import { readStamp } from './stamp.ts';

/** A broker on a snapshot of a file. Writes to it do not reach the file. */
export interface OfflineBroker {
  readonly access: BrokerAccess;
  readonly file: string;
  /** The time of the data in the file: when the copy was made, or `lastChange` if that is later; if neither is known, `writtenAt`. */
  readonly asOf: Date;
  /** When something was last published or recorded in it. */
  readonly lastChange: Date | undefined;
  /** When the file was last written. */
  readonly writtenAt: Date;
  close(): Promise<void>;
}

/**
 * Opens a copy of a broker (a SQLite file) without network access and without changing it: the broker runs on a snapshot, which is
 * migrated if an older version wrote it.
 * @throws ContractError DATABASE_MISSING, DATABASE_NOT_A_BROKER, DATABASE_NEWER, DATABASE_DAMAGED, DATABASE_UNUSABLE, COPY_INCOMPLETE
 */
export async function openOfflineBroker(file: string, now: () => Date = () => new Date()): Promise<OfflineBroker> {
  const folder = mkdtempSync(join(tmpdir(), 'broker-offline-'));
  const clear = () => rmSync(folder, { recursive: true, force: true });
  try {
    const snapshot = join(folder, 'snapshot.sqlite');
    takeSnapshot(file, snapshot);
    checkSnapshot(snapshot, file);
    const stamp = readStamp(snapshot);
    if (stamp === 'incomplete') throw new ContractError('COPY_INCOMPLETE', file);
    const db = await openDatabase(snapshot, now);
    const lastChange = await findLastChange(db);
    const writtenAt = statSync(file).mtime;
    const close = async () => {
      await db.destroy();
      clear();
    };
    const asOf = latestOf(stamp?.madeAt, lastChange) ?? writtenAt;
    return { access: createInProcessBroker(db, now), file, asOf, lastChange, writtenAt, close };
  } catch (error) {
    clear();
    throw error;
  }
}

function latestOf(...dates: (Date | undefined)[]): Date | undefined {
  const times = dates.flatMap((date) => (date ? [date.getTime()] : []));
  return times.length > 0 ? new Date(Math.max(...times)) : undefined;
}

/** When something was last written, the environments of a new database included; undefined for a database without rows. */
async function findLastChange(db: Db): Promise<Date | undefined> {
  const updatedTables = [
    'pacticipants',
    'versions',
    'branches',
    'branch_versions',
    'tags',
    'labels',
    'environments',
    'webhooks',
    'deployed_versions',
    'released_versions',
  ];
  const columns = [
    ...updatedTables.map((table) => [table, 'updated_at'] as const),
    ['pact_publications', 'created_at'] as const,
    ['verifications', 'created_at'] as const,
    ['deployed_versions', 'undeployed_at'] as const,
    ['released_versions', 'support_ended_at'] as const,
  ];
  const latest = columns.map(
    ([table, column]) => sql`select max(${sql.ref(column)}) as latest from ${sql.table(table)}`,
  );
  const { rows } = await sql<{ latest: string | null }>`
    select max(latest) as latest from (${sql.join(latest, sql` union all `)}) times`.execute(db);
  const found = rows[0]?.latest;
  return found ? new Date(found) : undefined;
}
