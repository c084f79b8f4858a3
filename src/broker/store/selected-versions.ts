import { type RawBuilder, sql } from 'kysely';
import type { Criteria, FoundVersion } from '../../matrix/selector.ts';
import type { Db } from './database.ts';

/** Versions by the pacticipant they belong to. */
export type VersionsByPacticipant = ReadonlyMap<number, readonly FoundVersion[]>;

/** The versions of some pacticipants that meet every criterion, oldest first; `latest` keeps one for each pacticipant. */
export async function findSelectedVersions(
  db: Db,
  criteria: Criteria,
  pacticipantIds: readonly number[],
): Promise<VersionsByPacticipant> {
  if (pacticipantIds.length === 0) return new Map();
  const { rows } = await select(criteria, pacticipantIds).execute(db);
  const found = new Map<number, FoundVersion[]>();
  for (const { pacticipantId, id, number, branch } of rows) {
    const version = { id, number, ...(criteria.mainBranch && branch && { branch }) };
    found.set(pacticipantId, [...(found.get(pacticipantId) ?? []), version]);
  }
  return found;
}

interface Selected {
  pacticipantId: number;
  id: number;
  number: string;
  branch: string | null;
}

function select(criteria: Criteria, pacticipantIds: readonly number[]): RawBuilder<Selected> {
  const byHead = Boolean(criteria.branch || criteria.mainBranch);
  const newest = criteria.latest && !byHead;
  return sql<Selected>`
    select v.pacticipant_id, v.id, v.number, p.main_branch as branch
    from pacticipants p
    join versions v on v.pacticipant_id = p.id
    where p.id in (${sql.join(pacticipantIds)})
      and ${newest ? isNewest(criteria) : matches(criteria, sql.ref('v.id'))}
    order by v.id`;
}

/** The newest of those that match, found from the index rather than by going over all. */
function isNewest(criteria: Criteria): RawBuilder<boolean> {
  return sql<boolean>`v.id = (select max(o.id) from versions o where o.pacticipant_id = p.id and ${matches(criteria, sql.ref('o.id'))})`;
}

/** Conditions on the version in column `id`, whose pacticipant is `p`. */
function matches(criteria: Criteria, id: RawBuilder<unknown>): RawBuilder<boolean> {
  const conditions = [sql<boolean>`1 = 1`];
  const { version, tag, environment, branch, mainBranch, latest } = criteria;
  if (version)
    conditions.push(
      sql`${id} in (select n.id from versions n where n.pacticipant_id = p.id and n.number = ${version})`,
    );
  if (tag)
    conditions.push(sql`${id} in (select t.version_id from tags t where t.pacticipant_id = p.id and t.name = ${tag})`);
  if (environment) conditions.push(sql`${id} in (${versionsIn(environment)})`);
  if (branch) conditions.push(sql`${id} in (${versionsOf(sql`${branch}`, latest)})`);
  if (mainBranch) conditions.push(sql`${id} in (${versionsOf(sql`p.main_branch`, latest)})`);
  return sql.join(conditions, sql` and `);
}

/** Versions of `p` now deployed to an environment, or released there and supported. */
function versionsIn(environment: string): RawBuilder<number> {
  return sql`
    select d.version_id from deployed_versions d join environments e on e.id = d.environment_id
      where d.pacticipant_id = p.id and e.name = ${environment} and d.undeployed_at is null
    union
    select r.version_id from released_versions r join environments e on e.id = r.environment_id
      where r.pacticipant_id = p.id and e.name = ${environment} and r.support_ended_at is null`;
}

/** Versions of `p` on a branch: its head, or all. */
function versionsOf(branch: RawBuilder<unknown>, headOnly: boolean | undefined): RawBuilder<number> {
  const table = sql.table(headOnly ? 'branch_heads' : 'branch_versions');
  return sql`select h.version_id from ${table} h join branches b on b.id = h.branch_id where b.pacticipant_id = p.id and b.name = ${branch}`;
}

/** Whether there is an environment of that name. */
export async function environmentExists(db: Db, name: string): Promise<boolean> {
  const found = await db.selectFrom('environments').select('id').where('name', '=', name).executeTakeFirst();
  return found !== undefined;
}
