import type { ProviderRequest, Subject } from '../provider/provider-under-test.ts';
import { messageKey } from './message-key.ts';
import type { WrittenMessages } from './messages.ts';
import { mismatchesOfFailure, mismatchesOfRefusal } from './mismatch.ts';
import { type Doubt, doubt, type VerifiedInteraction, type VerifiedPact } from './outcome.ts';
import type { PactInteraction, ServedPact } from './served-pact.ts';
import type { Failure, VerifierResult } from './verifier-result.ts';

/** The meaning of the verifier's result for each pact, and its contradictions. */
export interface Judgement {
  readonly pacts: readonly VerifiedPact[];
  readonly doubts: readonly Doubt[];
}

/**
 * Compares the official verifier's result with the pacts that it had to verify: every interaction counts once for each pact, every
 * failure belongs to one of them, and the verdict agrees with the list of failures.
 */
export function judge(
  pacts: readonly ServedPact[],
  messages: WrittenMessages,
  result: VerifierResult,
  published: boolean,
): Judgement {
  const failures = [...result.errors, ...result.pendingErrors];
  const verified = pacts.map((pact) => verifiedPact(pact, messages, failures, published));
  return { pacts: verified, doubts: doubts(pacts, verified, result, failures) };
}

function verifiedPact(
  pact: ServedPact,
  messages: WrittenMessages,
  failures: readonly Failure[],
  published: boolean,
): VerifiedPact {
  const interactions = pact.interactions.map((interaction) =>
    verifiedInteraction(pact, interaction, messages, failures),
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
    notices: noticesFor(pact, success, published),
  };
}

function verifiedInteraction(
  pact: ServedPact,
  interaction: PactInteraction,
  messages: WrittenMessages,
  failures: readonly Failure[],
): VerifiedInteraction {
  const { description, states } = interaction;
  const written = messages.get(messageKey(description, states));
  const subject = subjectOf(description, written?.request);
  // Equal interactions of two pacts share their id and their message, so each failure is reported once for both.
  const own = failures.filter((failure) => isOf(interaction, failure)).slice(0, 1);
  const mismatches = written?.refusal
    ? mismatchesOfRefusal(subject, written.refusal)
    : own.flatMap((failure) => mismatchesOfFailure(subject, failure));
  const pending = pact.pending || interaction.pending;
  const success = own.length === 0 && !written?.refusal;
  const known = written?.location && { written: { at: written.location, text: written.text } };
  return { description, success, pending, mismatches, ...known };
}

function subjectOf(description: string, request: ProviderRequest | undefined): Subject {
  return request?.subject ?? { kind: 'message', name: description };
}

function isOf({ id, description }: PactInteraction, { interaction, mismatch }: Failure): boolean {
  return id && mismatch.interactionId ? id === mismatch.interactionId : interaction.endsWith(`- ${description}`);
}

function noticesFor({ notices }: ServedPact, success: boolean, published: boolean): string[] {
  const wanted = ['before_verification', `after_verification:success_${success}_published_${published}`];
  return notices.filter(({ when }) => wanted.includes(when)).map(({ text }) => text);
}

function doubts(
  pacts: readonly ServedPact[],
  verified: readonly VerifiedPact[],
  result: VerifierResult,
  failures: readonly Failure[],
): Doubt[] {
  const interactions = pacts.flatMap((pact) => pact.interactions);
  const stray = failures.filter((failure) => !interactions.some((interaction) => isOf(interaction, failure)));
  const found = stray.map(
    ({ interaction, mismatch }) => `${interaction}: ${mismatch.message ?? JSON.stringify(mismatch)}`,
  );
  const counted = result.interactionResults.length;
  if (counted !== interactions.length) {
    found.push(`the pacts hold ${interactions.length} interactions, and ${counted} were verified`);
  }
  const failed = result.interactionResults.filter((one) => one.result !== 'OK').length;
  const ours = verified.flatMap((pact) => pact.interactions).filter(({ success }) => !success).length;
  if (failed !== ours) found.push(`${failed} interactions failed, and the failures named are those of ${ours}`);
  const broken = verified.some((pact) => pact.interactions.some(({ success, pending }) => !success && !pending));
  if (result.result === broken)
    found.push(`its word is "${result.result ? 'kept' : 'broken'}", which its list contradicts`);
  return found.map((text) => doubt('VERIFIER_FAILED', text));
}
