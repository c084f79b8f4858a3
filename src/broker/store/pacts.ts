import { type RawBuilder, sql } from 'kysely';
import type { Db } from './database.ts';
import { padToPowerOfTwo } from './sql-fragments.ts';

/** A pact as a consumer version published it, without its content. */
export interface Pact {
  readonly consumerId: number;
  readonly consumer: string;
  readonly providerId: number;
  readonly provider: string;
  readonly consumerVersionId: number;
  readonly consumerVersion: string;
  readonly pactVersionId: number;
  readonly sha: string;
  readonly revisionNumber: number;
  readonly createdAt: string;
}

export interface PactWithContent extends Pact {
  /** JSON as it is returned, with the ids of interactions. */
  readonly content: string;
}

/** The names of the consumer and the provider of a pact. */
export interface Pair {
  readonly consumer: string;
  readonly provider: string;
}

const columns = sql.raw(`
  pp.consumer_id, c.name as consumer, pp.provider_id, p.name as provider, pp.consumer_version_id,
  v.number as consumer_version, pp.pact_version_id, pv.sha, pp.revision_number, pp.created_at`);

/** The tables that every query for pacts joins: `pp` is the publication, `c` the consumer, `p` the provider, `v` the consumer version, `pv` the pact version. */
const joined = sql.raw(`
  from pact_publications pp
  join pacticipants c on c.id = pp.consumer_id
  join pacticipants p on p.id = pp.provider_id
  join versions v on v.id = pp.consumer_version_id
  join pact_versions pv on pv.id = pp.pact_version_id`);

/** The pacts that meet a condition on `pp`, `c`, `p`, `v` and `pv`. */
export async function selectPacts(db: Db, rest: RawBuilder<unknown>): Promise<Pact[]> {
  return (await sql<Pact>`select ${columns} ${joined} ${rest}`.execute(db)).rows;
}

/** The first such pact, with its content. */
export async function selectPact(db: Db, rest: RawBuilder<unknown>): Promise<PactWithContent | undefined> {
  const query = sql<PactWithContent>`select ${columns}, pv.content ${joined} ${rest} limit 1`;
  return (await query.execute(db)).rows[0];
}

const joinedBetween = ({ consumer, provider }: Pair) => sql`where c.name = ${consumer} and p.name = ${provider}`;

/** The pact that a consumer version has with a provider. */
export function findPact(db: Db, pair: Pair, consumerVersion: string): Promise<PactWithContent | undefined> {
  return selectPact(db, sql`${joinedBetween(pair)} and v.pacticipant_id = c.id and v.number = ${consumerVersion}`);
}

/** The pact of the preferred consumer version with this SHA, or else the newest one. */
export async function findPactBySha(
  db: Db,
  { consumer, provider }: Pair,
  sha: string,
  preferredVersionId?: number,
): Promise<PactWithContent | undefined> {
  const idOf = (name: string) => sql`(select id from pacticipants where name = ${name})`;
  // A scalar subquery instead of a join: the publications are then read in the order of their index and not sorted.
  const withSha = sql`where pp.pact_version_id = (
    select id from pact_versions where consumer_id = ${idOf(consumer)} and provider_id = ${idOf(provider)} and sha = ${sha})`;
  const preferred =
    preferredVersionId === undefined
      ? undefined
      : await selectPact(db, sql`${withSha} and pp.consumer_version_id = ${preferredVersionId}`);
  return preferred ?? selectPact(db, sql`${withSha} order by pp.consumer_version_id desc`);
}

/** The last pact with other content before the consumer version of a pact. */
export function findPreviousDistinctPact(db: Db, pact: Pact): Promise<PactWithContent | undefined> {
  return selectPact(
    db,
    sql`where pp.consumer_id = ${pact.consumerId} and pp.provider_id = ${pact.providerId}
      and pp.consumer_version_id < ${pact.consumerVersionId} and pp.pact_version_id <> ${pact.pactVersionId}
      order by pp.consumer_version_id desc`,
  );
}

/** The first pact of the same integration after the consumer version of a pact. */
export function findNextPact(db: Db, pact: Pact): Promise<PactWithContent | undefined> {
  return selectPact(
    db,
    sql`where pp.consumer_id = ${pact.consumerId} and pp.provider_id = ${pact.providerId}
      and pp.consumer_version_id > ${pact.consumerVersionId} order by pp.consumer_version_id`,
  );
}

/** The pacts of a consumer version with each of its providers. */
export function listPactsOfVersion(db: Db, versionId: number): Promise<Pact[]> {
  return selectPacts(db, sql`where pp.consumer_version_id = ${versionId} order by lower(p.name)`);
}

/** The pacts of some consumer versions. */
export async function listPactsOfVersions(db: Db, versionIds: readonly number[]): Promise<Pact[]> {
  if (versionIds.length === 0) return [];
  return selectPacts(
    db,
    sql`where pp.consumer_version_id in (${sql.join(padToPowerOfTwo(versionIds))}) order by lower(c.name), lower(p.name)`,
  );
}

/** Deletes a pact but not its content and results. */
export async function deletePact(db: Db, pact: Pact): Promise<void> {
  await db
    .deleteFrom('pactPublications')
    .where('consumerVersionId', '=', pact.consumerVersionId)
    .where('providerId', '=', pact.providerId)
    .execute();
}

/** The newest pact of each of some pact versions. */
export async function listNewestPacts(db: Db, pactVersionIds: readonly number[]): Promise<Pact[]> {
  if (pactVersionIds.length === 0) return [];
  return selectPacts(
    db,
    sql`where (pp.pact_version_id, pp.consumer_version_id) in (
      select o.pact_version_id, max(o.consumer_version_id) from pact_publications o
      where o.pact_version_id in (${sql.join(padToPowerOfTwo(pactVersionIds))}) group by o.pact_version_id)`,
  );
}

/** The contents of some pact versions by id. */
export async function listContents(db: Db, pactVersionIds: readonly number[]): Promise<Map<number, string>> {
  if (pactVersionIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('pactVersions')
    .select(['id', 'content'])
    .where('id', 'in', padToPowerOfTwo(pactVersionIds))
    .execute();
  return new Map(rows.map(({ id, content }) => [id, content]));
}
