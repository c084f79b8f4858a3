// Writers of one pacticipant wait for each other while they hold a connection. Without a limit, waiting writers could take every
// connection of the pool and block readers. A semaphore per database lets only some transactions write at the same time; the others
// wait without a connection, first come, first served.
import pLimit, { type LimitFunction } from 'p-limit';
import type { Db } from '../database.ts';

const semaphores = new WeakMap<Db, LimitFunction>();

export function limitConcurrentWrites(db: Db, maxConcurrent: number): void {
  semaphores.set(db, pLimit(maxConcurrent));
}

/** Gives a handle to the same database the limit of another. */
export function shareWriteLimit(from: Db, to: Db): void {
  const semaphore = semaphores.get(from);
  if (semaphore) semaphores.set(to, semaphore);
}

/** Runs a writing transaction as soon as the semaphore allows it; at once on a database without a limit. */
export function withWritePermit<Result>(db: Db, transaction: () => Promise<Result>): Promise<Result> {
  const semaphore = semaphores.get(db);
  return semaphore ? semaphore(transaction) : transaction();
}
