import { setTimeout } from 'node:timers/promises';

/** PostgreSQL's words for a write that another one came across: serialization, deadlock, a row that came or went meanwhile. */
const collisions = new Set(['40001', '40P01', '23505', '23503']);
const tries = 5;

/**
 * Runs a transaction, and runs it again when another one came across it; it must do nothing that is not rolled back. On SQLite that
 * never happens, for there each waits for the one before.
 */
export async function untilAlone<Result>(transaction: () => Promise<Result>): Promise<Result> {
  for (let left = tries - 1; ; left -= 1) {
    try {
      return await transaction();
    } catch (error) {
      if (left === 0 || !collisions.has(String((error as { code?: unknown }).code))) throw error;
      await setTimeout(Math.random() * 20);
    }
  }
}
