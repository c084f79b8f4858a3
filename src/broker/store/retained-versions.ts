import { type RawBuilder, sql } from 'kysely';
import type { KeepBranchSelector, KeepSelector } from '../../matrix/keep-selector.ts';

/** SQL for the ids of the versions that any of the selectors retains. */
export function retainedVersionIds(selectors: readonly KeepSelector[], now: Date): RawBuilder<unknown> {
  return sql.join(
    selectors.map((selector) => selectRetainedIds(selector, now)),
    sql` union `,
  );
}

/** SQL for the ids of the versions that one selector retains. */
function selectRetainedIds(selector: KeepSelector, now: Date): RawBuilder<unknown> {
  const { latest, tag, branch, mainBranch } = selector;
  const tags = tag ? sql`join tags t on t.version_id = v.id` : sql``;
  const from = sql`from versions v join pacticipants p on p.id = v.pacticipant_id ${tags} where ${selectorConditions(selector, now)}`;
  if (!latest || branch || mainBranch) return sql`select v.id ${from}`;
  return sql`select max(v.id) as id ${from} group by v.pacticipant_id ${tag ? sql`, t.name` : sql``}`;
}

function selectorConditions(selector: KeepSelector, now: Date): RawBuilder<unknown> {
  const { pacticipant, latest, tag, branch, mainBranch, environment, deployed, released, maxAge } = selector;
  const inNamedEnvironment =
    environment && sql`environment_id in (select id from environments where name = ${environment})`;
  return sql.join(
    [
      sql`1 = 1`,
      ...(pacticipant ? [sql`p.name = ${pacticipant}`] : []),
      ...(typeof tag === 'string' ? [sql`t.name = ${tag}`] : []),
      ...(branch ? [onBranch(branch === true ? sql`1 = 1` : sql`b.name = ${branch}`, latest)] : []),
      ...(mainBranch ? [onBranch(sql`b.name = p.main_branch`, latest)] : []),
      ...(inNamedEnvironment
        ? [
            sql`(v.id in (${current.deployed} and ${inNamedEnvironment}) or v.id in (${current.released} and ${inNamedEnvironment}))`,
          ]
        : []),
      ...(deployed ? [sql`v.id in (${current.deployed})`] : []),
      ...(released ? [sql`v.id in (${current.released})`] : []),
      ...(maxAge === undefined ? [] : [sql`v.created_at >= ${daysAgo(maxAge, now)}`]),
    ],
    sql` and `,
  );
}

const current = {
  deployed: sql`select version_id from deployed_versions where undeployed_at is null`,
  released: sql`select version_id from released_versions where support_ended_at is null`,
};

function onBranch(branchIs: RawBuilder<unknown>, headOnly: boolean | undefined): RawBuilder<unknown> {
  const table = sql.table(headOnly ? 'branch_heads' : 'branch_versions');
  return sql`exists (select 1 from ${table} h join branches b on b.id = h.branch_id where h.version_id = v.id and ${branchIs})`;
}

/**
 * SQL for the ids of the branches that no selector retains; without selectors every branch is retained. A branch by which a version is
 * retained stays too: without it, the next clean-up would delete the version.
 */
export function staleBranchIds(
  selectors: readonly KeepBranchSelector[],
  keep: readonly KeepSelector[],
  limit: number,
  now: Date,
): RawBuilder<unknown> {
  if (selectors.length === 0) return sql`select id from branches where 1 = 0`;
  const retained = selectors.map(({ branch, maxAge }) => [
    ...(branch === undefined ? [] : [sql`b.name in (${sql.join([branch].flat())})`]),
    ...(maxAge === undefined ? [] : [sql`b.updated_at >= ${daysAgo(maxAge, now)}`]),
  ]);
  const selecting = keep.filter(({ branch }) => branch).map((selector) => sql`b.id in (${branchesOf(selector, now)})`);
  return sql`
    select b.id from branches b join pacticipants p on p.id = b.pacticipant_id
    where (p.main_branch is null or b.name <> p.main_branch) and not (${sql.join([...retained.flat(), ...selecting], sql` or `)})
    order by b.id limit ${limit}`;
}

/** SQL for the ids of the branches by which a selector retains versions. */
function branchesOf(selector: KeepSelector, now: Date): RawBuilder<unknown> {
  const { branch, latest, tag } = selector;
  const table = sql.table(latest ? 'branch_heads' : 'branch_versions');
  const tags = tag ? sql`join tags t on t.version_id = v.id` : sql``;
  const named = branch === true ? sql`` : sql`and kb.name = ${branch}`;
  return sql`select kb.id from branches kb join ${table} kh on kh.branch_id = kb.id ${named}
    join versions v on v.id = kh.version_id join pacticipants p on p.id = v.pacticipant_id ${tags}
    where ${selectorConditions(selector, now)}`;
}

const DAY_MS = 86_400_000;

/** The start of the day, in UTC, a number of days ago. */
export function daysAgo(days: number, now: Date): string {
  const day = new Date(now.getTime() - days * DAY_MS);
  return `${day.toISOString().slice(0, 10)}T00:00:00.000Z`;
}
