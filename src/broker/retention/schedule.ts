import { Cron } from 'croner';
import type { Db } from '../store/database.ts';
import { clean, describeClean, describePlan, planCleaning } from './clean.ts';
import type { CleanSchedule } from './settings.ts';

interface Around {
  readonly db: Db;
  readonly now: () => Date;
  readonly log: (line: string) => void;
}

export interface Cleaner {
  /** No further clean-up begins; resolves when one under way has ended. */
  stop(): Promise<void>;
}

/** Cleans up on a schedule. A run that fails is told in the log; the next one comes as it should. */
export function scheduleCleaning({ cron, dryRun, options }: CleanSchedule, { db, now, log }: Around): Cleaner {
  let running: Promise<void> = Promise.resolve();
  const run = async () => {
    if (dryRun) log(`clean-up (dry run): ${describePlan(await planCleaning(db, now(), options))}`);
    else log(`clean-up: ${describeClean(await clean(db, now(), options))}`);
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
