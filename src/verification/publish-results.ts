/**
 * Publishes the results of the official verifier, which then runs with its own publishing disabled. The verifier publishes only whether an
 * interaction passed. The missing optional uses would be lost, and neither a page of the broker nor a later run could show that a feature is
 * off. The results of pacts with usage interactions are therefore published here, with one additional member for each such interaction.
 * pact:verify and pact:history both do this, because pact:history reads the results of pact:verify from the broker. The official verifier
 * publishes all other results, and those of pacts with HTTP requests or pending interactions.
 * A result is checked, then published, then looked up. A process that ends before it publishes leaves no result.
 */
import { BrokerClient } from '../broker-client/client.ts';
import { ContractError } from '../config/errors.ts';
import { isOfUse, MISSING_OPTIONAL_USES } from '../usage/optional-uses.ts';
import { createProblem, type ResultProblem, type VerifiedInteraction, type VerifiedPact } from './outcome.ts';
import type { PactSource } from './pact-source.ts';
import type { PactInteraction, PactToVerify } from './pact-to-verify.ts';
import type { ProviderVersion } from './recorded-results.ts';
import type { Failure, RawMismatch, VerifierResult } from './verifier-result.ts';

/** Whether the results of these pacts are published here. */
export function arePublishedHere(pacts: readonly PactToVerify[]): boolean {
  return (
    pacts.some(({ interactions }) => interactions.some(isOfUse)) &&
    pacts.every(({ resultsUrl }) => resultsUrl !== undefined) &&
    pacts.every(({ interactions }) => interactions.every(({ id, isMessage, pending }) => id && isMessage && !pending))
  );
}

interface Publication extends ProviderVersion {
  readonly source: PactSource;
  readonly branch?: string | undefined;
  readonly buildUrl?: string | undefined;
  readonly pacts: readonly PactToVerify[];
  readonly verified: readonly VerifiedPact[];
  readonly result: VerifierResult;
}

/** Publishes one result for each pact. @returns why a result was not published */
export async function publishResults(publication: Publication): Promise<ResultProblem[]> {
  const { source, branch, buildUrl, pacts, verified, result, provider, version } = publication;
  if (source.kind === 'file') return [];
  if (!isAboutPacts(result, pacts))
    return [createProblem('VERIFIER_FAILED', 'its results are not those of the interactions in the pacts')];
  // Not retried: a second request could record a second result.
  const broker = new BrokerClient(source.broker, { attempts: 1 });
  try {
    if (branch) await broker.put(branchVersionPath({ provider, version }, branch), {});
    for (const [index, pact] of pacts.entries()) {
      const body = resultOf(pact, verified[index], result);
      await broker.post(pact.resultsUrl ?? '', { ...body, providerApplicationVersion: version, buildUrl });
    }
    return [];
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return [createProblem('RESULT_NOT_RECORDED', error.message)];
  }
}

function branchVersionPath({ provider, version }: ProviderVersion, branch: string): string {
  const [name, ref, number] = [provider, branch, version].map(encodeURIComponent);
  return `/pacticipants/${name}/branches/${ref}/versions/${number}`;
}

/** The verifier loads the pacts itself, so its results must be about the same interactions, each the same number of times. */
function isAboutPacts({ interactionResults }: VerifierResult, pacts: readonly PactToVerify[]): boolean {
  const expected = pacts.flatMap(({ interactions }) => interactions.map(({ id }) => id));
  const found = interactionResults.map(({ interactionId }) => interactionId);
  return JSON.stringify(expected.sort()) === JSON.stringify(found.sort());
}

/** The members that the official verifier publishes, and the missing optional uses. */
function resultOf(pact: PactToVerify, verified: VerifiedPact | undefined, { errors, pendingErrors }: VerifierResult) {
  const failures = [...errors, ...pendingErrors];
  return {
    success: verified?.success === true,
    testResults: pact.interactions.map((interaction, index) =>
      testResultOf(interaction, verified?.interactions[index], failures),
    ),
    verifiedBy: { implementation: 'market-data-contracts', clientLanguage: { name: 'pact-js' } },
  };
}

function testResultOf(
  { id, description }: PactInteraction,
  verified: VerifiedInteraction | undefined,
  failures: readonly Failure[],
) {
  const failure = failures.find(({ mismatch }) => mismatch.interactionId === id);
  const missing = verified?.missingOptionalUses;
  return {
    interactionId: id,
    interactionDescription: description,
    success: verified?.success === true,
    ...(failure && failureMembers(failure)),
    ...(missing && { [MISSING_OPTIONAL_USES]: missing }),
  };
}

function failureMembers({ mismatch: { mismatches, message } }: Failure) {
  if (!mismatches) return { exceptions: [{ message: message ?? 'the verifier reported no reason' }] };
  return { mismatches: mismatches.map(mismatchMembers) };
}

/** As the official verifier publishes a mismatch. */
function mismatchMembers({ type, path, key, mismatch }: RawMismatch) {
  if (type === 'MetadataMismatch') return { attribute: 'metadata', identifier: key, description: mismatch };
  return { attribute: 'body', identifier: path, description: mismatch };
}
