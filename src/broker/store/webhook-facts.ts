import { sql } from 'kysely';
import type { Db } from './database.ts';
import { grouped } from './grouped.ts';
import { padded } from './pad-to-power-of-two.ts';
import { findVersionDetails } from './version-details.ts';

/** What can be said of a version. */
export interface VersionFacts {
  readonly number: string;
  readonly buildUrl: string | null;
  /** The branch that it was last seen on. */
  readonly branch: string | undefined;
  readonly tags: readonly string[];
}

/** Numbers, build URLs, branches and tags of some versions, by id. */
export async function findVersionFacts(db: Db, ids: readonly number[]): Promise<Map<number, VersionFacts>> {
  const versions = await db
    .selectFrom('versions')
    .select(['id', 'number', 'buildUrl'])
    .where('id', 'in', padded(ids))
    .execute();
  const details = await findVersionDetails(db, ids);
  const tagsOf = grouped(await listTags(db, ids), ({ versionId }) => versionId);
  const facts = versions.map(({ id, ...version }): [number, VersionFacts] => {
    const branch = details.get(id)?.branches.at(-1)?.name;
    return [id, { ...version, branch, tags: tagsOf(id).map(({ name }) => name) }];
  });
  return new Map(facts);
}

/** In the order in which they were put on. */
function listTags(db: Db, versionIds: readonly number[]) {
  return db
    .selectFrom('tags')
    .select(['versionId', 'name'])
    .where('versionId', 'in', padded(versionIds))
    .orderBy('id')
    .execute();
}

/** The labels of some pacticipants, by id. */
export async function listLabelNames(db: Db, pacticipantIds: readonly number[]): Promise<Map<number, string[]>> {
  const labels = await db
    .selectFrom('labels')
    .select(['pacticipantId', 'name'])
    .where('pacticipantId', 'in', padded(pacticipantIds))
    .orderBy('createdAt')
    .orderBy('name')
    .execute();
  const names = new Map<number, string[]>();
  for (const { pacticipantId, name } of labels) names.set(pacticipantId, [...(names.get(pacticipantId) ?? []), name]);
  return names;
}

/** The versions of a pacticipant that are deployed anywhere, oldest deployment first. */
export async function listDeployedNumbers(db: Db, pacticipantId: number): Promise<string[]> {
  const { rows } = await sql<{ number: string }>`
    select v.number, min(d.id) as since from deployed_versions d join versions v on v.id = d.version_id
    where d.pacticipant_id = ${pacticipantId} and d.undeployed_at is null group by v.number order by since`.execute(db);
  return rows.map(({ number }) => number);
}
