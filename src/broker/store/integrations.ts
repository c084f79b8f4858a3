import { sql } from 'kysely';
import { resetBranchHeads } from './branches.ts';
import type { Db } from './database.ts';
import type { DeletedRows } from './deletion-counts.ts';
import type { Pair } from './pacts.ts';
import { type Listing, type Page, queryPage } from './page.ts';
import { contains } from './sql-fragments.ts';

export type Integration = Pair;

interface PairIds {
  readonly consumerId: number;
  readonly providerId: number;
}

/** The integrations, those with the newest pact or result first; `search` is a part of either name. */
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
  return queryPage(sorted, page, async () => {
    const { count } = await found.select((eb) => eb.fn.countAll().as('count')).executeTakeFirstOrThrow();
    return Number(count);
  });
}

/**
 * Deletes all pacts and results of two pacticipants, their versions without other pacts or results, and the pacticipants themselves when
 * they have nothing left.
 */
export async function deleteIntegration(db: Db, { consumerId, providerId }: PairIds): Promise<void> {
  const pair = sql`consumer_id = ${consumerId} and provider_id = ${providerId}`;
  for (const table of ['pact_versions', 'integrations', 'webhooks'])
    await sql`delete from ${sql.table(table)} where ${pair}`.execute(db);
  const both = sql.join([consumerId, providerId]);
  await sql`delete from versions where pacticipant_id in (${both})
    and not exists (select 1 from pact_publications pp where pp.consumer_version_id = versions.id)
    and not exists (select 1 from verifications r where r.provider_version_id = versions.id)`.execute(db);
  await resetBranchHeads(db, await listBranchesWithoutHead(db, [consumerId, providerId]));
  await sql`delete from pacticipants where id in (${both})
    and not exists (select 1 from versions v where v.pacticipant_id = pacticipants.id)
    and ${belongsToNone('pact_versions')} and ${belongsToNone('webhooks')}`.execute(db);
}

/** That no row of a table names the pacticipant. Each column has its own subquery, so that an index is used. */
const belongsToNone = (table: string) => sql`
    not exists (select 1 from ${sql.table(table)} o where o.consumer_id = pacticipants.id)
    and not exists (select 1 from ${sql.table(table)} o where o.provider_id = pacticipants.id)`;

/** What `deleteIntegration` removes. */
export function integrationRows({ consumerId, providerId }: PairIds): DeletedRows {
  const pair = sql`consumer_id = ${consumerId} and provider_id = ${providerId}`;
  const both = sql.join([consumerId, providerId]);
  const versions = sql`select versions.id from versions where pacticipant_id in (${both})
    and not exists (select 1 from pact_publications where consumer_version_id = versions.id and not (${pair}))
    and not exists (select 1 from verifications where provider_version_id = versions.id and not (${pair}))`;
  // `not (pair)` would be null for a webhook that names only a consumer or only a provider. Each column has its own subquery, so that an
  // index is used.
  const hasNoOther = (table: string) => sql`
    not exists (select 1 from ${sql.table(table)} o where o.consumer_id = pacticipants.id and o.id not in (select id from ${sql.table(table)} where ${pair}))
    and not exists (select 1 from ${sql.table(table)} o where o.provider_id = pacticipants.id and o.id not in (select id from ${sql.table(table)} where ${pair}))`;
  return {
    versions,
    pacticipants: sql`select id from pacticipants where id in (${both})
      and not exists (select 1 from versions v where v.pacticipant_id = pacticipants.id and v.id not in (${versions}))
      and ${hasNoOther('pact_versions')} and ${hasNoOther('webhooks')}`,
    pactVersions: sql`select id from pact_versions where ${pair}`,
    webhooks: sql`select id from webhooks where ${pair}`,
  };
}

/** Branches that have versions but no head. */
async function listBranchesWithoutHead(db: Db, pacticipantIds: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select b.id from branches b where b.pacticipant_id in (${sql.join(pacticipantIds)})
      and not exists (select 1 from branch_heads h where h.branch_id = b.id)
      and exists (select 1 from branch_versions bv where bv.branch_id = b.id)`.execute(db);
  return rows.map(({ id }) => id);
}

/** Whether two pacticipants have or have had pacts. */
export async function hasIntegration(db: Db, { consumerId, providerId }: PairIds): Promise<boolean> {
  const found = db.selectFrom('integrations').select('consumerId');
  const pair = found.where('consumerId', '=', consumerId).where('providerId', '=', providerId);
  return (await pair.executeTakeFirst()) !== undefined;
}

/** The names of the other consumers and providers of a pacticipant. */
export async function listPartners(db: Db, id: number): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from pacticipants where id <> ${id} and id in (
      select provider_id from integrations where consumer_id = ${id}
      union select consumer_id from integrations where provider_id = ${id}) order by name`.execute(db);
  return rows.map(({ name }) => name);
}

/** Deletes every webhook and every pacticipant with everything that belongs to it, but no environments. */
export async function deleteAllIntegrations(db: Db): Promise<void> {
  await db.deleteFrom('webhooks').execute();
  await db.deleteFrom('pacticipants').execute();
}

/** A consumer and a provider, by id and name. */
export interface Relationship {
  readonly consumerId: number;
  readonly consumer: string;
  readonly providerId: number;
  readonly provider: string;
  /** The time of the newest pact or result. */
  readonly updatedAt: string;
}

/** Every consumer and provider pair with pacts, by consumer. */
export function listRelationships(db: Db): Promise<Relationship[]> {
  return db
    .selectFrom('integrations as i')
    .innerJoin('pacticipants as c', 'c.id', 'i.consumerId')
    .innerJoin('pacticipants as p', 'p.id', 'i.providerId')
    .select([
      'c.id as consumerId',
      'c.name as consumer',
      'p.id as providerId',
      'p.name as provider',
      'i.contractDataUpdatedAt as updatedAt',
    ])
    .orderBy((eb) => eb.fn('lower', ['c.name']))
    .orderBy((eb) => eb.fn('lower', ['p.name']))
    .execute();
}

/** A consumer of a provider, and whether its main branch exists as a branch and as a tag. */
export interface Consumer {
  readonly name: string;
  readonly mainBranch: string | null;
  readonly hasHead: number;
  readonly hasTag: number;
}

/** The consumers of a provider. */
export async function listConsumers(db: Db, providerId: number): Promise<Consumer[]> {
  const { rows } = await sql<Consumer>`
    select c.name, c.main_branch,
      case when exists (select 1 from branches b join branch_heads h on h.branch_id = b.id
        where b.pacticipant_id = c.id and b.name = c.main_branch) then 1 else 0 end as has_head,
      case when exists (select 1 from tags t where t.pacticipant_id = c.id and t.name = c.main_branch) then 1 else 0 end as has_tag
    from integrations i join pacticipants c on c.id = i.consumer_id
    where i.provider_id = ${providerId} order by c.name`.execute(db);
  return rows;
}
