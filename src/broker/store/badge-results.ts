import { sql } from 'kysely';
import type { Db } from './database.ts';
import { listPacts, type PactFilter } from './pact-lists.ts';
import { findLatestVerification, findVerification, type Verification } from './verifications.ts';

/** The newest result of the newest verified pact among some pacts. */
export async function findResultOfNewest(db: Db, filter: PactFilter): Promise<Verification | undefined> {
  const [verified] = await listPacts(db, { ...filter, verified: true, only: 'latest' });
  return verified && findLatestVerification(db, verified.pactVersionId);
}

/** Among consumer and provider versions with given tags, the result of the newest consumer version and then the newest provider version. */
export async function findResultOfTags(
  db: Db,
  { consumerId, providerId }: { consumerId: number; providerId: number },
  tags: { consumer: string; provider: string },
): Promise<Verification | undefined> {
  const { rows } = await sql<{ id: number; pactVersionId: number }>`
    select l.verification_id as id, l.pact_version_id
    from pact_publications pp
    join latest_verifications l on l.pact_version_id = pp.pact_version_id
    join tags ct on ct.version_id = pp.consumer_version_id and ct.name = ${tags.consumer}
    join tags pt on pt.version_id = l.provider_version_id and pt.name = ${tags.provider}
    where pp.consumer_id = ${consumerId} and pp.provider_id = ${providerId}
    order by pp.consumer_version_id desc, l.provider_version_id desc limit 1`.execute(db);
  return rows[0] && findVerification(db, rows[0].pactVersionId, rows[0].id);
}
