import { sql } from 'kysely';
import type { PairResult } from '../../matrix/pairing.ts';
import { MISSING_OPTIONAL_USES } from '../../usage/optional-uses.ts';
import type { Db } from './database.ts';
import { padToPowerOfTwo } from './sql-fragments.ts';

/** Each pair takes two bound parameters, and both databases limit these. */
const MAX_PAIRS_PER_QUERY = 5_000;

/** The newest result of each pair of pact version and provider version, for the pairs that have one. */
export async function listResultsOf(
  db: Db,
  pairs: readonly (readonly [pactVersionId: number, providerVersionId: number])[],
): Promise<PairResult[]> {
  const found: PairResult[] = [];
  for (let from = 0; from < pairs.length; from += MAX_PAIRS_PER_QUERY) {
    const requestedPairs = pairs
      .slice(from, from + MAX_PAIRS_PER_QUERY)
      .map(([pact, version]) => sql`(${castToInteger(pact)}, ${castToInteger(version)})`);
    const { rows } = await sql<PairResult>`
      with requested (pact_version_id, provider_version_id) as (values ${sql.join(requestedPairs)})
      select l.pact_version_id, l.provider_version_id, r.id, r.success from requested q
      join latest_verifications l on l.pact_version_id = q.pact_version_id and l.provider_version_id = q.provider_version_id
      join verifications r on r.id = l.verification_id`.execute(db);
    found.push(...rows);
  }
  return found;
}

const castToInteger = (value: number) => sql`cast(${value} as integer)`;

/** The newest results of each of some pact versions with each of some provider versions. */
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

/** A result that has recorded which optional uses are missing. */
export interface FeatureResult {
  readonly id: number;
  /** 1: at least one optional use is missing. */
  readonly off: 0 | 1;
  /** For how many uses this was recorded. */
  readonly uses: number;
}

/**
 * The successful results of a pact version with some provider versions in which optional uses were recorded. Their test results are compact
 * JSON, in which a quotation mark inside a string is escaped: the searched texts can only be a member.
 */
export async function listFeatureResults(
  db: Db,
  pactVersionId: number,
  providerVersionIds: readonly number[],
): Promise<FeatureResult[]> {
  if (providerVersionIds.length === 0) return [];
  const member = `"${MISSING_OPTIONAL_USES}":[`;
  const { rows } = await sql<FeatureResult>`
    select r.id, case when r.test_results like ${`%${member}"%`} then 1 else 0 end as off,
      (length(r.test_results) - length(replace(r.test_results, ${member}, ''))) / ${sql.lit(member.length)} as uses from latest_verifications l
    join verifications r on r.id = l.verification_id
    where l.pact_version_id = ${pactVersionId} and l.provider_version_id in (${sql.join(padToPowerOfTwo(providerVersionIds))})
    and r.success = 1 and r.test_results like ${`%${member}%`}`.execute(db);
  return rows;
}
