import { type RawBuilder, sql } from 'kysely';
import type { Criteria, FoundVersion } from '../../matrix/selector.ts';
import type { Metadata } from '../url/pact-metadata.ts';
import type { Db } from './database.ts';
import { padToPowerOfTwo } from './sql-fragments.ts';

/** Versions by the pacticipant they belong to. */
export type VersionsByPacticipant = ReadonlyMap<number, readonly FoundVersion[]>;

/** The versions of some pacticipants that meet every criterion, oldest first; with `latest` only one of each pacticipant. */
export async function findSelectedVersions(
  db: Db,
  criteria: Criteria,
  pacticipantIds: readonly number[],
): Promise<VersionsByPacticipant> {
  if (pacticipantIds.length === 0) return new Map();
  const { rows } = await selectVersions(criteria, pacticipantIds).execute(db);
  const found = new Map<number, FoundVersion[]>();
  for (const { pacticipantId, id, number, branch } of rows) {
    const version = { id, number, ...(criteria.mainBranch && branch && { branch }) };
    found.set(pacticipantId, [...(found.get(pacticipantId) ?? []), version]);
  }
  return found;
}

/** The query of `findSelectedVersions`; exported so that tests can check its plan. */
export function selectVersions(criteria: Criteria, pacticipantIds: readonly number[]): RawBuilder<Selected> {
  return sql<Selected>`
    select v.pacticipant_id, v.id, v.number, p.main_branch as branch
    from versions v
    join pacticipants p on p.id = v.pacticipant_id
    where v.id in (${selectIds(criteria, pacticipantIds)})
    order by v.id`;
}

interface Selected {
  pacticipantId: number;
  id: number;
  number: string;
  branch: string | null;
}

/** SQL for the `version_id` of each match. It starts from the named tag, branch or environment, so that its cost does not grow with history. */
function selectIds(criteria: Criteria, pacticipantIds: readonly number[]): RawBuilder<unknown> {
  const ids = sql.join(padToPowerOfTwo(pacticipantIds));
  const byHead = criteria.branch || criteria.mainBranch;
  if (!criteria.latest || byHead) return selectVersionIds(criteria, sql`in (${ids})`);
  return sql`
    select (select max(version_id) from (${selectVersionIds(criteria, sql`= p.id`)}) found) from pacticipants p where p.id in (${ids})`;
}

/** @param pacticipantIs a condition on the pacticipant's id, for example `= p.id` */
function selectVersionIds(criteria: Criteria, pacticipantIs: RawBuilder<unknown>): RawBuilder<unknown> {
  const { version, tag, environment, branch, mainBranch, latest } = criteria;
  const [first, ...others] = [
    ...(version ? [withNumber(version, pacticipantIs)] : []),
    ...(tag ? [selectTaggedIds(tag, pacticipantIs)] : []),
    ...(environment ? [inEnvironment(environment, pacticipantIs)] : []),
    ...(branch ? [onBranch(sql`b.name = ${branch}`, latest, pacticipantIs)] : []),
    ...(mainBranch ? [onBranch(sql`b.name = o.main_branch`, latest, pacticipantIs)] : []),
  ];
  if (!first) return sql`select id as version_id from versions where pacticipant_id ${pacticipantIs}`;
  if (others.length === 0) return first;
  const all = sql.join(
    others.map((other) => sql`version_id in (${other})`),
    sql` and `,
  );
  return sql`select version_id from (${first}) one where ${all}`;
}

function withNumber(number: string, pacticipantIs: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select id as version_id from versions where pacticipant_id ${pacticipantIs} and number = ${number}`;
}

function selectTaggedIds(tag: string, pacticipantIs: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select version_id from tags where pacticipant_id ${pacticipantIs} and name = ${tag}`;
}

/** Deployed to an environment now, or released and supported there. */
function inEnvironment(environment: string, pacticipantIs: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select d.version_id from deployed_versions d join environments e on e.id = d.environment_id
      where d.pacticipant_id ${pacticipantIs} and e.name = ${environment} and d.undeployed_at is null
    union
    select r.version_id from released_versions r join environments e on e.id = r.environment_id
      where r.pacticipant_id ${pacticipantIs} and e.name = ${environment} and r.support_ended_at is null`;
}

/** On a branch, or only its head. */
function onBranch(
  branchIs: RawBuilder<unknown>,
  headOnly: boolean | undefined,
  pacticipantIs: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const table = sql.table(headOnly ? 'branch_heads' : 'branch_versions');
  return sql`
    select h.version_id from ${table} h join branches b on b.id = h.branch_id join pacticipants o on o.id = b.pacticipant_id
      where b.pacticipant_id ${pacticipantIs} and ${branchIs}`;
}

/** The versions of a consumer that the metadata of a pact URL names, oldest first. */
export async function findConsumerVersionsInMetadata(db: Db, consumer: string, metadata: Metadata) {
  const { consumerVersionIds: ids, consumerVersion: number } = metadata;
  if (ids.length === 0 && number === undefined) return [];
  return db
    .selectFrom('versions')
    .innerJoin('pacticipants', 'pacticipants.id', 'versions.pacticipantId')
    .select(['versions.id', 'versions.number'])
    .where('pacticipants.name', '=', consumer)
    .where((eb) =>
      eb.or([
        ...(ids.length > 0 ? [eb('versions.id', 'in', ids)] : []),
        ...(number === undefined ? [] : [eb('versions.number', '=', number)]),
      ]),
    )
    .orderBy('versions.id')
    .execute();
}
