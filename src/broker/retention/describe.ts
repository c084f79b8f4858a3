import type { CleanPlan, CleanReport } from './clean.ts';

/** What a clean-up has done, in one line. */
export function describeClean({ busy, tables }: CleanReport): string {
  const gone = Object.entries(tables).filter(([, { deleted }]) => deleted > 0);
  const words = gone.map(([table, { deleted, kept }]) => `${deleted} ${table.replaceAll('_', ' ')} (${kept} kept)`);
  const done = words.length > 0 ? `deleted ${words.join(', ')}` : 'nothing to delete';
  return busy ? `${done}; stopped, for another process is cleaning up` : done;
}

/** What a clean-up would do, in one line. */
export function describePlan({ versions, branches, supersededResults, triggeredWebhooks, total }: CleanPlan): string {
  const parts = [
    `${versions.length} of ${total.versions} versions`,
    `${branches} of ${total.branches} branches`,
    `${supersededResults} superseded results`,
    `${triggeredWebhooks} webhook executions`,
  ];
  return `would delete ${parts.join(', ')}`;
}
