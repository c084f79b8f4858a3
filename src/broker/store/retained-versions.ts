import { type RawBuilder, sql } from 'kysely';
import type { KeepBranchSelector, KeepSelector } from '../../matrix/keep-selector.ts';

/** SQL for the ids of all versions that some selectors keep. */
export function retainedVersionIds(selectors: readonly KeepSelector[], now: Date): RawBuilder<unknown> {
  return sql.join(
    selectors.map((selector) => retainedBy(selector, now)),
    sql` union `,
  );
}

/** SQL for the ids that one selector keeps. */
export function retainedBy(selector: KeepSelector, now: Date): RawBuilder<unknown> {
  const { latest, tag, branch, mainBranch } = selector;
  const tags = tag ? sql`join tags t on t.version_id = v.id` : sql``;
  const from = sql`from versions v join pacticipants p on p.id = v.pacticipant_id ${tags} where ${conditions(selector, now)}`;
  if (!latest || branch || mainBranch) return sql`select v.id ${from}`;
  return sql`select max(v.id) as id ${from} group by v.pacticipant_id ${tag ? sql`, t.name` : sql``}`;
}

function conditions(selector: KeepSelector, now: Date): RawBuilder<unknown> {
  const { pacticipant, latest, tag, branch, mainBranch, environment, deployed, released, maxAge } = selector;
  const there = environment && sql`environment_id in (select id from environments where name = ${environment})`;
  return sql.join(
    [
      sql`1 = 1`,
      ...(pacticipant ? [sql`p.name = ${pacticipant}`] : []),
      ...(typeof tag === 'string' ? [sql`t.name = ${tag}`] : []),
      ...(branch ? [onBranch(branch === true ? sql`1 = 1` : sql`b.name = ${branch}`, latest)] : []),
      ...(mainBranch ? [onBranch(sql`b.name = p.main_branch`, latest)] : []),
      ...(there ? [sql`(v.id in (${inUse.deployed} and ${there}) or v.id in (${inUse.released} and ${there}))`] : []),
      ...(deployed ? [sql`v.id in (${inUse.deployed})`] : []),
      ...(released ? [sql`v.id in (${inUse.released})`] : []),
      ...(maxAge === undefined ? [] : [sql`v.created_at >= ${daysAgo(maxAge, now)}`]),
    ],
    sql` and `,
  );
}

const inUse = {
  deployed: sql`select version_id from deployed_versions where undeployed_at is null`,
  released: sql`select version_id from released_versions where support_ended_at is null`,
};

function onBranch(named: RawBuilder<unknown>, headOnly: boolean | undefined): RawBuilder<unknown> {
  const table = sql.table(headOnly ? 'branch_heads' : 'branch_versions');
  return sql`exists (select 1 from ${table} h join branches b on b.id = h.branch_id where h.version_id = v.id and ${named})`;
}

/** SQL for the ids of branches that nobody keeps; without selectors all are kept. */
export function staleBranchIds(
  selectors: readonly KeepBranchSelector[],
  limit: number,
  now: Date,
): RawBuilder<unknown> {
  if (selectors.length === 0) return sql`select id from branches where 1 = 0`;
  const kept = selectors.map(({ branch, maxAge }) => [
    ...(branch === undefined ? [] : [sql`b.name in (${sql.join([branch].flat())})`]),
    ...(maxAge === undefined ? [] : [sql`b.updated_at >= ${daysAgo(maxAge, now)}`]),
  ]);
  return sql`
    select b.id from branches b join pacticipants p on p.id = b.pacticipant_id
    where (p.main_branch is null or b.name <> p.main_branch) and not (${sql.join(kept.flat(), sql` or `)})
    order by b.id limit ${limit}`;
}

/** The day some days ago, from its beginning. */
export function daysAgo(days: number, now: Date): string {
  const day = new Date(now.getTime() - days * 86_400_000);
  return `${day.toISOString().slice(0, 10)}T00:00:00.000Z`;
}
