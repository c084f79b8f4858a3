/**
 * The official verifier reports a failure by the broker's id of the interaction. Interactions of a pact file have none, and descriptions are no
 * substitute: two interactions may share one and differ in their states. The verifier reports in the order of the file, so the position is the id.
 */
import type { PactInteraction } from './pact-to-verify.ts';
import type { Failure, VerifierResult } from './verifier-result.ts';

export function withPositionIds(interactions: readonly PactInteraction[]): PactInteraction[] {
  return interactions.map((interaction, position) => ({ ...interaction, id: positionId(position) }));
}

/** The result with the ids that `withPositionIds` gave. Where the counts contradict each other it stays as it is. */
export function resultByPosition(result: VerifierResult, interactions: readonly PactInteraction[]): VerifierResult {
  if (result.interactionResults.length !== interactions.length) return result;
  const failed = interactions.filter((_, position) => result.interactionResults[position]?.result !== 'OK');
  const reported = { errors: [...result.errors], pendingErrors: [...result.pendingErrors] };
  if (failed.length !== reported.errors.length + reported.pendingErrors.length) return result;
  const numbered: { errors: Failure[]; pendingErrors: Failure[] } = { errors: [], pendingErrors: [] };
  for (const { id, pending } of failed) {
    const list = pending ? 'pendingErrors' : 'errors';
    const failure = reported[list].shift();
    if (!failure) return result;
    numbered[list].push({ ...failure, mismatch: { ...failure.mismatch, interactionId: id } });
  }
  return { ...result, ...numbered };
}

function positionId(position: number): string {
  return `position ${position}`;
}
