import { recordedFailure } from '../../../usage/recorded-failures.ts';
import { isComparable } from '../../pact-json/difference.ts';
import type { PactBreak } from '../../queries/compatibility.ts';
import type { Db } from '../../store/database.ts';
import { listContents } from '../../store/pacts.ts';
import { findVerificationById } from '../../store/verifications.ts';
import { type InteractionResult, parseTestResults } from '../pact/test-results.ts';
import { type UsageLocations, usageLocationsOf } from '../pact/usage-view.ts';

/** The most interactions that are named. */
const MAX_SENTENCES = 3;
/**
 * The most locations in a sentence. The locations of every part of a use are listed, because the result does not record which part
 * fails.
 */
const MAX_LOCATIONS = 3;

/**
 * Why a version does not fit, by its recorded result: one sentence for each interaction that failed.
 * @param provider name and version
 */
export async function breakSentences(
  db: Db,
  { pact }: PactBreak,
  resultId: number,
  provider: string,
): Promise<string[]> {
  const result = await findVerificationById(db, resultId);
  const failed = (await parseTestResults(result?.testResults ?? null)).filter(({ success }) => !success);
  const consumer = [pact.consumer, pact.versions[0]?.number].filter(Boolean).join(' ');
  if (failed.length === 0) return [`${consumer} does not fit ${provider}: the result contains no reason`];
  const locationsOf = await findLocations(db, pact.pactVersionId);
  const sentences = failed
    .slice(0, MAX_SENTENCES)
    .map((one) => `${consumer} ${sentenceOf(one, provider, locationsOf(one.description))}`);
  const more = failed.length - MAX_SENTENCES;
  return [...sentences, ...(more > 0 ? [`and ${more} more`] : [])];
}

async function findLocations(db: Db, pactVersionId: number): Promise<UsageLocations> {
  const content = (await listContents(db, [pactVersionId])).get(pactVersionId) ?? '{}';
  return usageLocationsOf(isComparable(content) ? JSON.parse(content) : {});
}

/** `uses wren.Bar (osprey/a.py:1); in wren 2.0 Bar has no parameter a`, or for a message `relies on "a Tick"; in wren 2.0 price: Expected …`. */
function sentenceOf(
  { description, mismatches }: InteractionResult,
  provider: string,
  locations: readonly (readonly string[])[],
): string {
  const found = [...new Set(locations.flat())];
  const more = found.length > MAX_LOCATIONS ? [`${found.length - MAX_LOCATIONS} more lines`] : [];
  const at = found.length > 0 ? ` (${[...found.slice(0, MAX_LOCATIONS), ...more].join(', ')})` : '';
  const why = recordedFailure(description, mismatches) ?? firstMismatch(mismatches);
  return found.length > 0
    ? `${description}${at}; in ${provider} ${why}`
    : `relies on "${description}"; in ${provider} ${why}`;
}

function firstMismatch([first]: InteractionResult['mismatches']): string {
  if (!first) return 'it does not match';
  return [first.identifier.replace(/^\$\./, ''), first.message].filter(Boolean).join(': ');
}
