import type { ProviderRequest, Subject } from '../provider/provider-under-test.ts';
import { ProviderRefusalError } from '../provider/refusal.ts';
import { messageKey } from './message-key.ts';
import type { WrittenMessages } from './messages.ts';
import { mismatchesOfFailure, mismatchesOfRefusal } from './mismatch.ts';
import { createProblem, type ResultProblem, type VerifiedInteraction, type VerifiedPact } from './outcome.ts';
import type { PactInteraction, PactToVerify } from './pact-to-verify.ts';
import { usageFindings } from './usage-mismatch.ts';
import type { Failure, VerifierResult } from './verifier-result.ts';

/** The verifier's result for each pact, and the contradictions in it. */
export interface CheckedResult {
  readonly pacts: readonly VerifiedPact[];
  readonly problems: readonly ResultProblem[];
}

/**
 * Assigns the official verifier's result to the pacts, and checks it: the number of verified interactions must be that of the pacts, every
 * failure must belong to an interaction, and the overall result must agree with the failures.
 */
export function checkResult(
  pacts: readonly PactToVerify[],
  messages: WrittenMessages,
  result: VerifierResult,
  published: boolean,
): CheckedResult {
  const failures = [...result.errors, ...result.pendingErrors];
  const verified = pacts.map((pact) => createVerifiedPact(pact, messages, failures, published));
  const contradictions = findContradictions(pacts, verified, result, failures);
  return { pacts: verified, problems: contradictions.map((text) => createProblem('VERIFIER_FAILED', text)) };
}

function createVerifiedPact(
  pact: PactToVerify,
  messages: WrittenMessages,
  failures: readonly Failure[],
  published: boolean,
): VerifiedPact {
  const interactions = pact.interactions.map((interaction) =>
    createVerifiedInteraction(pact, interaction, messages, failures),
  );
  const success = interactions.every((interaction) => interaction.success);
  const { url, consumer, consumerVersions, pending, readAt } = pact;
  return {
    url,
    consumer,
    consumerVersions,
    pending,
    success,
    interactions,
    readAt,
    ...(pact.usage && { readFrom: pact.usage.consumer.version, requirement: pact.usage.requirement }),
    notices: noticesFor(pact, success, published),
  };
}

function createVerifiedInteraction(
  pact: PactToVerify,
  interaction: PactInteraction,
  messages: WrittenMessages,
  failures: readonly Failure[],
): VerifiedInteraction {
  const { description, states } = interaction;
  const written = interaction.isHttp ? undefined : messages.get(messageKey(description, states));
  const subject = subjectOf(description, written?.request);
  // Equal interactions of two pacts share their id and their message, so each failure is reported once for both.
  const failure = failures.find((one) => belongsTo(one, interaction));
  const pending = pact.pending || interaction.pending;
  const refusal = interaction.problem
    ? ProviderRefusalError.unhandled(description, interaction.problem)
    : written?.refusal;
  const success = !failure && !refusal;
  const usage = written?.usage && usageFindings(pact, interaction, written.usage, success);
  const verifierMismatches = failure
    ? mismatchesOfFailure(subject, failure, { description, metadata: written?.metadata })
    : [];
  const usageMismatches = usage?.mismatches.length ? usage.mismatches : verifierMismatches;
  const mismatches = refusal ? mismatchesOfRefusal(subject, refusal) : usageMismatches;
  const writtenAt = written?.location && { written: { at: written.location, text: written.text } };
  return {
    description,
    success,
    pending,
    mismatches,
    ...writtenAt,
    ...(usage && { missingOptionalUses: usage.missingOptionalUses }),
  };
}

function subjectOf(description: string, request: ProviderRequest | undefined): Subject {
  return request?.subject ?? { kind: 'message', name: description };
}

/** Compares the interaction's id; in pact files, which have no ids, the end of the failure's text. */
function belongsTo({ interaction, mismatch }: Failure, { id, description }: PactInteraction): boolean {
  return id && mismatch.interactionId ? id === mismatch.interactionId : interaction.endsWith(`- ${description}`);
}

function noticesFor({ notices }: PactToVerify, success: boolean, published: boolean): string[] {
  const events = ['before_verification', `after_verification:success_${success}_published_${published}`];
  return notices.filter(({ when }) => events.includes(when)).map(({ text }) => text);
}

function findContradictions(
  pacts: readonly PactToVerify[],
  verified: readonly VerifiedPact[],
  { result, interactionResults }: VerifierResult,
  failures: readonly Failure[],
): string[] {
  const interactions = pacts.flatMap((pact) => pact.interactions);
  const unassigned = failures.filter((failure) => !interactions.some((one) => belongsTo(failure, one)));
  const contradictions = unassigned.map(
    ({ interaction, mismatch }) => `${interaction}: ${mismatch.message ?? JSON.stringify(mismatch)}`,
  );
  const count = interactionResults.length;
  if (count !== interactions.length)
    contradictions.push(`the pacts have ${interactions.length} interactions, but ${count} were verified`);
  const failedInVerifier = interactionResults.filter((one) => one.result !== 'OK').length;
  const failedInPacts = verified.flatMap((pact) => pact.interactions).filter(({ success }) => !success).length;
  if (failedInVerifier !== failedInPacts)
    contradictions.push(`${failedInVerifier} interactions failed, but failures are reported for ${failedInPacts}`);
  contradictions.push(...fittingUsesThatFailed(verified));
  const isBroken = verified.some((pact) => pact.interactions.some(({ success, pending }) => !success && !pending));
  if (result === isBroken)
    contradictions.push(
      `the overall result is ${result ? 'success' : 'failure'}, which contradicts the list of failures`,
    );
  return contradictions;
}

/** Uses that fit although they failed: the verifier could not compare the answer, so its failure does not name a difference. */
function fittingUsesThatFailed(verified: readonly VerifiedPact[]): string[] {
  const interactions = verified.flatMap((pact) => pact.interactions);
  return interactions
    .filter(
      ({ success, missingOptionalUses, mismatches: [first] }) =>
        !success && missingOptionalUses && first?.kind !== 'use',
    )
    .map(
      ({ description, mismatches: [first] }) =>
        `"${description}": ${first?.actual ?? 'the verifier reported no reason'}`,
    );
}
