import { type RawBuilder, sql } from 'kysely';
import type { Db } from './database.ts';
import { touchIntegration } from './publications.ts';
import { padToPowerOfTwo } from './sql-fragments.ts';

/** The result of verifying a pact version with a provider version. */
export interface Verification {
  /** Also the number of the result. All results share one sequence, so it only determines the order. */
  readonly id: number;
  readonly consumer: string;
  readonly provider: string;
  readonly providerVersion: string;
  readonly pactVersionId: number;
  readonly providerVersionId: number;
  readonly sha: string;
  readonly success: number;
  /** 1 when the pact was pending for the provider version. */
  readonly pending: number;
  readonly buildUrl: string | null;
  /** JSON, as it was sent. */
  readonly testResults: string | null;
  /** JSON, as it is returned. */
  readonly verifiedBy: string | null;
  readonly createdAt: string;
}

export interface NewVerification {
  readonly pactVersionId: number;
  readonly consumerId: number;
  readonly providerId: number;
  readonly providerVersionId: number;
  readonly success: boolean;
  readonly buildUrl: string | null;
  readonly testResults: string | null;
  readonly verifiedBy: string | null;
  readonly wip: boolean;
  readonly pending: boolean;
}

/** Stores a result as the current one of its pact version and provider version. Returns its number. */
export async function addVerification(db: Db, result: NewVerification, now: Date): Promise<number> {
  const { success, wip, pending, ...rest } = result;
  const flags = { success: Number(success), wip: Number(wip), pending: Number(pending) };
  const { id } = await db
    .insertInto('verifications')
    .values({ ...rest, ...flags, createdAt: now.toISOString() })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { pactVersionId, providerVersionId } = result;
  await db
    .insertInto('latestVerifications')
    .values({ pactVersionId, providerVersionId, verificationId: id })
    .onConflict((conflict) =>
      conflict
        .columns(['pactVersionId', 'providerVersionId'])
        .doUpdateSet({ verificationId: id })
        .where('latestVerifications.verificationId', '<', id),
    )
    .execute();
  if (success && !wip) await recordTagSuccesses(db, result, now);
  await touchIntegration(db, result.consumerId, result.providerId, now);
  return id;
}

/** Records a success for the tags that the provider version has now; later changes of its tags have no effect. */
async function recordTagSuccesses(db: Db, { pactVersionId, providerVersionId }: NewVerification, now: Date) {
  await sql`
    insert into tag_successes (pact_version_id, tag, created_at)
    select ${pactVersionId}, name, ${now.toISOString()} from tags where version_id = ${providerVersionId}
    on conflict (pact_version_id, tag) do nothing`.execute(db);
}

/** Deletes a result. The result before it becomes the current one again. */
export async function deleteVerification(db: Db, verification: Verification): Promise<void> {
  const { id, pactVersionId, providerVersionId } = verification;
  await db.deleteFrom('verifications').where('id', '=', id).execute();
  await sql`
    insert into latest_verifications (pact_version_id, provider_version_id, verification_id)
    select pact_version_id, provider_version_id, max(id) from verifications
    where pact_version_id = ${pactVersionId} and provider_version_id = ${providerVersionId}
    group by pact_version_id, provider_version_id
    on conflict (pact_version_id, provider_version_id) do nothing`.execute(db);
}

/** Whether there is any result for the pacts of two pacticipants. */
export async function areVerified(db: Db, consumerId: number, providerId: number): Promise<boolean> {
  const found = await db
    .selectFrom('verifications')
    .select('id')
    .where('providerId', '=', providerId)
    .where('consumerId', '=', consumerId)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** The result with a number for a pact version. */
export async function findVerification(db: Db, pactVersionId: number, id: number): Promise<Verification | undefined> {
  return (await selectVerifications(db, sql`r.pact_version_id = ${pactVersionId} and r.id = ${id}`))[0];
}

/** The result with a number. */
export async function findVerificationById(db: Db, id: number): Promise<Verification | undefined> {
  return (await selectVerifications(db, sql`r.id = ${id}`))[0];
}

/** The newest result for a pact version, of any provider version. */
export async function findLatestVerification(db: Db, pactVersionId: number): Promise<Verification | undefined> {
  return (await listLatestVerifications(db, [pactVersionId]))[0];
}

/** The newest result of two pacticipants, for any pact version. */
export async function findLatestVerificationOf(
  db: Db,
  consumerId: number,
  providerId: number,
): Promise<Verification | undefined> {
  const newest = sql<boolean>`r.id = (select max(id) from verifications
    where provider_id = ${providerId} and consumer_id = ${consumerId})`;
  return (await selectVerifications(db, newest))[0];
}

/** The newest result of each pact version that has one. */
export function listLatestVerifications(db: Db, pactVersionIds: readonly number[]): Promise<Verification[]> {
  if (pactVersionIds.length === 0) return Promise.resolve([]);
  return selectVerifications(
    db,
    sql`r.id in (select max(l.verification_id) from latest_verifications l
      where l.pact_version_id in (${sql.join(padToPowerOfTwo(pactVersionIds))}) group by l.pact_version_id)`,
  );
}

/** The current results of a provider version, newest first. */
export async function listResultsBy(db: Db, providerVersionId: number): Promise<Verification[]> {
  const isCurrent = sql<boolean>`r.id in (select l.verification_id from latest_verifications l
    where l.provider_version_id = ${providerVersionId})`;
  return (await selectVerifications(db, isCurrent)).sort((a, b) => b.id - a.id);
}

async function selectVerifications(db: Db, condition: RawBuilder<boolean>): Promise<Verification[]> {
  const { rows } = await sql<Verification>`
    select r.id, c.name as consumer, p.name as provider, v.number as provider_version, r.pact_version_id, r.provider_version_id,
      pv.sha, r.success, r.pending, r.build_url, r.test_results, r.verified_by, r.created_at
    from verifications r
    join pacticipants c on c.id = r.consumer_id
    join pacticipants p on p.id = r.provider_id
    join versions v on v.id = r.provider_version_id
    join pact_versions pv on pv.id = r.pact_version_id
    where ${condition}`.execute(db);
  return rows;
}
