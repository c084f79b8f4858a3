import { sql } from 'kysely';
import type { FoundVersion } from '../../matrix/selector.ts';
import type { Db } from './database.ts';
import { type Pact, selectPacts } from './pacts.ts';

interface PairIds {
  readonly consumerId: number;
  readonly providerId: number;
}

/** The newest pacts of two pacticipants, optionally of some consumer versions only. */
export function listNewestPactsOf(
  db: Db,
  { consumerId, providerId }: PairIds,
  limit: number,
  consumerVersionIds?: readonly number[],
): Promise<Pact[]> {
  const only = consumerVersionIds
    ? sql`and pp.consumer_version_id in (${sql.join([...consumerVersionIds, -1])})`
    : sql``;
  return selectPacts(
    db,
    sql`where pp.consumer_id = ${consumerId} and pp.provider_id = ${providerId} ${only}
      order by pp.consumer_version_id desc limit ${limit}`,
  );
}

/**
 * The newest provider versions that have a result for some pact versions.
 * @param which `main`: not those that are on branches, of which none is the main branch. Without a main branch, all.
 */
export async function listVerifiers(
  db: Db,
  pactVersionIds: readonly number[],
  limit: number,
  which: 'all' | 'main' = 'all',
): Promise<FoundVersion[]> {
  const { rows } = await sql<FoundVersion>`
    select v.id, v.number from versions v where v.id in (
      select l.provider_version_id from latest_verifications l where l.pact_version_id in (${sql.join([...pactVersionIds, -1])}))
      ${which === 'main' ? sql`and ${isOfMainBranch}` : sql``}
    order by v.id desc limit ${limit}`.execute(db);
  return rows;
}

const isOfMainBranch = sql`(
  not exists (select 1 from branch_versions o where o.version_id = v.id)
  or exists (select 1 from pacticipants p where p.id = v.pacticipant_id and p.main_branch is null)
  or exists (
    select 1 from branch_versions o join branches b on b.id = o.branch_id join pacticipants p on p.id = v.pacticipant_id
    where o.version_id = v.id and b.name = p.main_branch))`;
