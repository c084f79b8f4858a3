import { Cron } from 'croner';
import type { Db } from '../store/database.ts';
import { describeCleanup, describeCleanupPlan, planCleanup, runCleanup } from './clean.ts';
import type { CleanupSchedule } from './settings.ts';

interface CleanupRuntime {
  readonly db: Db;
  readonly now: () => Date;
  readonly log: (line: string) => void;
}

export interface ScheduledCleanup {
  /** Starts no further clean-up; resolves when a running one has ended. */
  stop(): Promise<void>;
}

/** Cleans up on a schedule. A failed run is logged and does not affect the next one. */
export function scheduleCleanup(
  { cron, dryRun, options }: CleanupSchedule,
  { db, now, log }: CleanupRuntime,
): ScheduledCleanup {
  let running: Promise<void> = Promise.resolve();
  const run = async () => {
    if (dryRun) log(`clean-up (dry run): ${describeCleanupPlan(await planCleanup(db, now(), options))}`);
    else log(`clean-up: ${describeCleanup(await runCleanup(db, now(), options))}`);
  };
  const job = new Cron(cron, { protect: true, unref: true }, () => {
    running = run().catch((error: Error) => log(`clean-up: ${error.message}`));
    return running;
  });
  return {
    stop: () => {
      job.stop();
      return running;
    },
  };
}
