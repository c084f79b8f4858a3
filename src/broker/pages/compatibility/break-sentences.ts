import { recordedFailure } from '../../../usage/recorded-failures.ts';
import type { Db } from '../../store/database.ts';
import { findVerificationById } from '../../store/verifications.ts';
import { type InteractionResult, parseTestResults } from '../pact/test-results.ts';

/** The most interactions that are named. */
const MAX_SENTENCES = 3;

/** Why a version does not fit, by its recorded result: one sentence for each interaction that failed. */
export async function breakSentences(db: Db, resultId: number): Promise<string[]> {
  const result = await findVerificationById(db, resultId);
  const failed = parseTestResults(result?.testResults ?? null).filter(({ success }) => !success);
  if (failed.length === 0) return ['The result does not say why.'];
  const more = failed.length - MAX_SENTENCES;
  return [...failed.slice(0, MAX_SENTENCES).map(sentenceOf), ...(more > 0 ? [`and ${more} more`] : [])];
}

function sentenceOf({ description, mismatches }: InteractionResult): string {
  const failure = recordedFailure(description, mismatches);
  if (failure !== undefined) return `${description}: ${failure}`;
  const [first] = mismatches;
  if (!first) return description;
  return `${description}: ${[first.identifier.replace(/^\$\./, ''), first.message].filter(Boolean).join(': ')}`;
}
