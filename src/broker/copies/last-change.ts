import { sql } from 'kysely';
import type { Db } from '../store/database.ts';

/** When something was last written; undefined where nothing ever was. Environments that every broker begins with count too. */
export async function findLastChange(db: Db): Promise<Date | undefined> {
  const columns = [
    ...['pacticipants', 'versions', 'branches', 'branch_versions', 'tags', 'labels', 'environments', 'webhooks'].map(
      (table) => [table, 'updated_at'] as const,
    ),
    ...[['pact_publications', 'created_at'] as const, ['verifications', 'created_at'] as const],
    ...[['deployed_versions', 'updated_at'] as const, ['deployed_versions', 'undeployed_at'] as const],
    ...[['released_versions', 'updated_at'] as const, ['released_versions', 'support_ended_at'] as const],
  ];
  const latest = columns.map(
    ([table, column]) => sql`select max(${sql.ref(column)}) as latest from ${sql.table(table)}`,
  );
  const { rows } = await sql<{ latest: string | null }>`
    select max(latest) as latest from (${sql.join(latest, sql` union all `)}) times`.execute(db);
  const found = rows[0]?.latest;
  return found ? new Date(found) : undefined;
}
