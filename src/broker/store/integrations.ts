import { sql } from 'kysely';
import { restoreHeads } from './branch-heads.ts';
import { contains } from './contains.ts';
import type { Db } from './database.ts';
import type { Pair } from './pacts.ts';
import { type Listing, listing, type Page } from './page.ts';

export type Integration = Pair;

interface PairIds {
  readonly consumerId: number;
  readonly providerId: number;
}

/** Who has pacts with whom, those with the newest pact or result first; `search` is part of either's name. */
export function listIntegrations(db: Db, search = '', page?: Page): Promise<Listing<Integration>> {
  const found = db
    .selectFrom('integrations as i')
    .innerJoin('pacticipants as c', 'c.id', 'i.consumerId')
    .innerJoin('pacticipants as p', 'p.id', 'i.providerId')
    .where((eb) => eb.or([contains('c.name', search), contains('p.name', search)]));
  const sorted = found
    .select(['c.name as consumer', 'p.name as provider'])
    .orderBy('i.contractDataUpdatedAt', 'desc')
    .orderBy('c.name')
    .orderBy('p.name');
  return listing(sorted, page, async () => {
    const { count } = await found.select((eb) => eb.fn.countAll().as('count')).executeTakeFirstOrThrow();
    return Number(count);
  });
}

/** Deletes all pacts and results of the two, the versions that have no other, and the two themselves when nothing is left of them. */
export async function deleteIntegration(db: Db, { consumerId, providerId }: PairIds): Promise<void> {
  const pair = sql`consumer_id = ${consumerId} and provider_id = ${providerId}`;
  for (const table of ['pact_versions', 'integrations', 'webhooks'])
    await sql`delete from ${sql.table(table)} where ${pair}`.execute(db);
  const both = sql.join([consumerId, providerId]);
  await sql`delete from versions where pacticipant_id in (${both})
    and not exists (select 1 from pact_publications pp where pp.consumer_version_id = versions.id)
    and not exists (select 1 from verifications r where r.provider_version_id = versions.id)`.execute(db);
  await restoreHeads(db, await listHeadless(db, [consumerId, providerId]));
  await sql`delete from pacticipants where id in (${both})
    and not exists (select 1 from versions v where v.pacticipant_id = pacticipants.id)
    and not exists (select 1 from pact_versions pv where pacticipants.id in (pv.consumer_id, pv.provider_id))
    and not exists (select 1 from webhooks w where pacticipants.id in (w.consumer_id, w.provider_id))`.execute(db);
}

/** Branches that have versions, but no longer a head. */
async function listHeadless(db: Db, pacticipantIds: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select b.id from branches b where b.pacticipant_id in (${sql.join(pacticipantIds)})
      and not exists (select 1 from branch_heads h where h.branch_id = b.id)
      and exists (select 1 from branch_versions bv where bv.branch_id = b.id)`.execute(db);
  return rows.map(({ id }) => id);
}

/** Deletes every pacticipant with all that belongs to it, and every webhook; environments stay. */
export async function deleteAllIntegrations(db: Db): Promise<void> {
  await db.deleteFrom('webhooks').execute();
  await db.deleteFrom('pacticipants').execute();
}
