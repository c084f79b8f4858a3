import { sql } from 'kysely';
import type { PairResult } from '../../matrix/pairing.ts';
import type { Db } from './database.ts';
import { padToPowerOfTwo } from './sql-fragments.ts';

/** As many at a time as both databases take parameters for. */
const atOnce = 5_000;

/** The newest result of each of some contents and provider versions that has one. */
export async function listResultsOf(
  db: Db,
  pairs: readonly (readonly [pactVersionId: number, providerVersionId: number])[],
): Promise<PairResult[]> {
  const found: PairResult[] = [];
  for (let from = 0; from < pairs.length; from += atOnce) {
    const requestedPairs = pairs
      .slice(from, from + atOnce)
      .map(([pact, version]) => sql`(${castToInteger(pact)}, ${castToInteger(version)})`);
    const { rows } = await sql<PairResult>`
      with asked (pact_version_id, provider_version_id) as (values ${sql.join(requestedPairs)})
      select l.pact_version_id, l.provider_version_id, r.id, r.success from asked a
      join latest_verifications l on l.pact_version_id = a.pact_version_id and l.provider_version_id = a.provider_version_id
      join verifications r on r.id = l.verification_id`.execute(db);
    found.push(...rows);
  }
  return found;
}

const castToInteger = (value: number) => sql`cast(${value} as integer)`;

/** The newest results of some contents with some provider versions. */
export async function listResultsAmong(
  db: Db,
  pactVersionIds: readonly number[],
  providerVersionIds: readonly number[],
): Promise<PairResult[]> {
  if (pactVersionIds.length === 0 || providerVersionIds.length === 0) return [];
  const { rows } = await sql<PairResult>`
    select l.pact_version_id, l.provider_version_id, r.id, r.success from latest_verifications l
    join verifications r on r.id = l.verification_id
    where l.pact_version_id in (${sql.join(padToPowerOfTwo(pactVersionIds))}) and l.provider_version_id in (${sql.join(padToPowerOfTwo(providerVersionIds))})`.execute(
    db,
  );
  return rows;
}
