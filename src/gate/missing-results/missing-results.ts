import { type BrokerAccess, BrokerClient } from '../../broker-client/client.ts';
import { ContractError, withoutCredentials } from '../../config/errors.ts';
import { ALL_ROWS, matrixPath } from '../../matrix/path.ts';
import { type MatrixResponse, parseMatrix } from '../matrix-response.ts';
import {
  assertConsistent,
  assertIntegrations,
  assertNoPactOf,
  findPairsWithPact,
  type Integration,
  type PairsResponse,
  parsePairs,
} from './consistency.ts';
import type { MissingResult, MissingResults } from './missing-result.ts';
import type { UndeterminedPair } from './undetermined-pair.ts';
import { type PacticipantInForce, type VersionInForce, VersionsInForce } from './version-in-force.ts';

/**
 * Finds the pairs of versions in force without a verification result: two main branches, a main branch and a version in an environment,
 * or two versions in one environment. Uses only the API of the official Pact Broker.
 * @throws ContractError with exit code 2 if the broker fails, refuses a request, or contradicts itself
 */
export async function findMissingResults(access: BrokerAccess, onlyProvider?: string): Promise<MissingResults> {
  try {
    return await collectMissingResults(access, onlyProvider);
  } catch (error) {
    if (!(error instanceof ContractError) || error.exitCode === 2) throw error;
    throw new ContractError('BROKER_FAILED', error.message, { cause: error });
  }
}

async function collectMissingResults(access: BrokerAccess, onlyProvider?: string): Promise<MissingResults> {
  const broker = new BrokerClient(access);
  const pairs = await findPairsWithPact(broker);
  const known = await listIntegrations(broker);
  assertIntegrations(pairs, known);
  const integrations = known.filter(({ provider }) => !onlyProvider || provider === onlyProvider);
  const names = [...new Set(integrations.flatMap(({ consumer, provider }) => [consumer, provider]))].sort();
  const inForceOf = new VersionsInForce(broker);
  const inForce = new Map<string, PacticipantInForce>();
  for (const name of names) inForce.set(name, await inForceOf.find(name));
  const missing: MissingResult[] = [];
  const undetermined = [...inForce.values()].flatMap(undeterminedPairs);
  for (const { consumer, provider } of integrations) {
    const consumers = inForce.get(consumer);
    const providers = inForce.get(provider);
    if (!consumers || !providers) continue;
    const found = await findMissing(broker, access, consumers, providers);
    if (found === 'no pact') undetermined.push({ kind: 'no pact in force', pacticipant: consumer, provider });
    else missing.push(...found);
  }
  return {
    missing,
    neverPublished: undetermined.filter(({ kind }) => kind !== 'no main branch'),
    unknown: undetermined.filter(({ kind }) => kind === 'no main branch'),
  };
}

/** Every pair of consumer and provider that has a pact. */
export async function listIntegrations(broker: BrokerClient): Promise<Integration[]> {
  const { _embedded } = await broker.getCurrent('/integrations');
  return parsePairs(_embedded?.integrations, '/integrations');
}

function undeterminedPairs({ pacticipant, mainBranch, versions }: PacticipantInForce): UndeterminedPair[] {
  if (mainBranch === null) return [{ kind: 'no main branch', pacticipant }];
  return versions.some((version) => version.mainBranch) ? [] : [{ kind: 'nothing on main', pacticipant, mainBranch }];
}

/** Sends one matrix query for each version of the provider. It returns a row for every pact, verified or not. */
async function findMissing(
  broker: BrokerClient,
  access: BrokerAccess,
  consumers: PacticipantInForce,
  providers: PacticipantInForce,
): Promise<MissingResult[] | 'no pact'> {
  const queries = providers.versions
    .map((provider) => ({
      provider,
      consumerVersions: consumers.versions.filter((consumer) => isPairInForce(consumer, provider)),
    }))
    .filter(({ consumerVersions }) => consumerVersions.length > 0);
  const responses = await Promise.all(
    queries.map(async ({ provider, consumerVersions }): Promise<PairsResponse> => {
      const matrix = await broker.getCurrent(pairsPath(consumerVersions, provider));
      return { provider, consumers: consumerVersions, response: parseMatrix(matrix, withoutCredentials(access.url)) };
    }),
  );
  assertConsistent(responses);
  if (responses.length > 0 && responses.every(({ response }) => response.matrix.length === 0)) {
    await assertNoPactOf(broker, responses);
    return 'no pact';
  }
  return responses.flatMap(missingOf);
}

function missingOf({ consumers, provider, response }: PairsResponse): MissingResult[] {
  const unverified = consumers.filter((consumer) => response.matrix.some((row) => isUnverified(row, consumer)));
  return unverified.map((consumer) => ({ consumer, provider }));
}

/** True if both are in one environment, or one is of a main branch, which will be deployed beside the versions of the other side. */
function isPairInForce(consumer: VersionInForce, provider: VersionInForce): boolean {
  if (consumer.mainBranch || provider.mainBranch) return true;
  return consumer.environments.some((environment) => provider.environments.includes(environment));
}

/** Whether the row is a pact of the consumer version without a result. */
function isUnverified(
  { consumer, verificationResult }: MatrixResponse['matrix'][number],
  { version }: VersionInForce,
): boolean {
  return consumer.version?.number === version && !verificationResult;
}

function pairsPath(consumers: readonly VersionInForce[], provider: VersionInForce): string {
  const selectors = [...consumers, provider].map(({ pacticipant, version }) => ({ pacticipant, version }));
  return matrixPath({ selectors, latestby: 'cvpv', limit: ALL_ROWS });
}
