import type { BrokerClient } from '../broker-client/client.ts';
import { ContractError } from '../config/errors.ts';
import { matrixPath } from '../matrix/path.ts';
import { isSame } from './consistency.ts';
import { findMatrixRows, type MatrixRow } from './matrix-rows.ts';
import { createProblem, type ResultProblem, type VerifiedPact } from './outcome.ts';
import type { PactToVerify } from './pact-to-verify.ts';

/** The provider version whose results are looked up. */
export interface ProviderVersion {
  readonly provider: string;
  readonly version: string;
}

/** A result in the broker's matrix. */
interface RecordedResult {
  readonly href: string;
  readonly success: boolean;
}

/** The recorded results by the URL of the pact. */
export type RecordedResults = ReadonlyMap<string, RecordedResult | undefined>;

type PactRef = Pick<PactToVerify, 'url' | 'consumer' | 'consumerVersions'>;

/** Finds the results that the broker has for each pact and this provider version. */
export async function findRecordedResults(
  broker: BrokerClient,
  pacts: readonly PactRef[],
  provider: ProviderVersion,
): Promise<RecordedResults> {
  const entries = pacts.map(async (pact) => [pact.url, await findRecordedResult(broker, pact, provider)] as const);
  return new Map(await Promise.all(entries));
}

async function findRecordedResult(
  broker: BrokerClient,
  { consumer, consumerVersions: [consumerVersion] }: PactRef,
  { provider, version }: ProviderVersion,
): Promise<RecordedResult | undefined> {
  if (consumerVersion === undefined) return undefined;
  const selectors = [
    { pacticipant: consumer, version: consumerVersion },
    { pacticipant: provider, version },
  ];
  const path = matrixPath({ selectors, latestby: 'cvpv' });
  const row = (await findMatrixRows(broker, path)).find(
    (one) =>
      one.verificationResult &&
      isVersion(one.provider, provider, version) &&
      isVersion(one.consumer, consumer, consumerVersion),
  );
  const result = row?.verificationResult;
  return result ? { href: result._links.self.href, success: result.success } : undefined;
}

function isVersion({ name, version }: MatrixRow['consumer'], pacticipant: string, number: string): boolean {
  return isSame(name, pacticipant) && version?.number === number;
}

/**
 * Checks that the broker has a new result for each pact, equal to that of the verification. The official verifier ignores a failure to
 * publish.
 * @param before the results before the verification
 */
export async function findUnrecordedResults(
  broker: BrokerClient,
  pacts: readonly VerifiedPact[],
  provider: ProviderVersion,
  before: RecordedResults,
): Promise<ResultProblem[]> {
  try {
    const after = await findRecordedResults(broker, pacts, provider);
    const problems = pacts.map(async (pact) => {
      const result = after.get(pact.url);
      const isNew = result && result.href !== before.get(pact.url)?.href && result.success === pact.success;
      const isRecorded = isNew && (await statesResult(broker, result, provider));
      return isRecorded
        ? []
        : [createProblem('RESULT_NOT_RECORDED', `${pact.consumer} ${pact.consumerVersions[0] ?? pact.url}`)];
    });
    return (await Promise.all(problems)).flat();
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return [createProblem('RESULT_NOT_RECORDED', `${pacts.length} pacts: ${error.message}`)];
  }
}

/** Whether the result's own resource states the same as the matrix. */
async function statesResult(
  broker: BrokerClient,
  { href, success }: RecordedResult,
  { provider, version }: ProviderVersion,
): Promise<boolean> {
  const result = await broker.getCurrent(href);
  return (
    result.success === success &&
    result.providerApplicationVersion === version &&
    isSame(result.providerName ?? provider, provider)
  );
}
