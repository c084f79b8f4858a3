import { type BrokerAccess, BrokerClient } from '../../broker-client/client.ts';
import { ContractError, withoutCredentials } from '../../config/errors.ts';
import { ALL_ROWS, matrixPath } from '../../matrix/path.ts';
import { type MatrixAnswer, readMatrix } from '../matrix-answer.ts';
import type { MissingResult, MissingResults } from './missing-result.ts';
import type { UnaskablePair } from './unaskable-pair.ts';
import { type InForce, type VersionInForce, VersionsInForce } from './version-in-force.ts';

/**
 * Finds the pairs of versions in force without a verification result: two main branches, a main branch and a version in an environment,
 * or two versions in one environment. Uses only the official API, so any Pact Broker will do.
 * @throws ContractError with exit code 2 when the broker gives no trustworthy answer
 */
export async function findMissingResults(access: BrokerAccess, onlyProvider?: string): Promise<MissingResults> {
  try {
    return await collect(access, onlyProvider);
  } catch (error) {
    if (!(error instanceof ContractError) || error.exitCode === 2) throw error;
    throw new ContractError('BROKER_FAILED', error.message, { cause: error });
  }
}

async function collect(access: BrokerAccess, onlyProvider?: string): Promise<MissingResults> {
  const broker = new BrokerClient(access);
  const integrations = (await integrationsOf(broker)).filter(
    ({ provider }) => !onlyProvider || provider === onlyProvider,
  );
  const names = [...new Set(integrations.flatMap(({ consumer, provider }) => [consumer, provider]))].sort();
  const inForceOf = new VersionsInForce(broker);
  const inForce = new Map<string, InForce>();
  for (const name of names) inForce.set(name, await inForceOf.of(name));
  const missing: MissingResult[] = [];
  const unaskable = [...inForce.values()].flatMap(unaskablePairs);
  for (const { consumer, provider } of integrations) {
    const consumers = inForce.get(consumer);
    const providers = inForce.get(provider);
    if (!consumers || !providers) continue;
    const found = await findMissing(broker, access, consumers, providers);
    if (found === 'no pact') unaskable.push({ kind: 'no pact in force', pacticipant: consumer, provider });
    else missing.push(...found);
  }
  return {
    missing,
    neverPublished: unaskable.filter(({ kind }) => kind !== 'no main branch'),
    unknown: unaskable.filter(({ kind }) => kind === 'no main branch'),
  };
}

async function integrationsOf(broker: BrokerClient): Promise<{ consumer: string; provider: string }[]> {
  const { _embedded } = await broker.get('/integrations');
  if (!Array.isArray(_embedded?.integrations)) throw new ContractError('BROKER_NOT_HAL', '/integrations');
  return _embedded.integrations.map(
    ({ consumer, provider }: { consumer: { name: string }; provider: { name: string } }) => ({
      consumer: consumer.name,
      provider: provider.name,
    }),
  );
}

function unaskablePairs({ pacticipant, mainBranch, versions }: InForce): UnaskablePair[] {
  if (mainBranch === null) return [{ kind: 'no main branch', pacticipant }];
  return versions.some((version) => version.mainBranch) ? [] : [{ kind: 'nothing on main', pacticipant, mainBranch }];
}

/** One matrix query for each version of the provider: it returns a row for every pact, verified or not. */
async function findMissing(
  broker: BrokerClient,
  access: BrokerAccess,
  consumers: InForce,
  providers: InForce,
): Promise<MissingResult[] | 'no pact'> {
  const queries = providers.versions
    .map((provider) => ({
      provider,
      consumersOf: consumers.versions.filter((consumer) => areTogether(consumer, provider)),
    }))
    .filter(({ consumersOf }) => consumersOf.length > 0);
  const answers = await Promise.all(
    queries.map(async ({ provider, consumersOf }) => {
      const { matrix } = readMatrix(await broker.get(pairsPath(consumersOf, provider)), withoutCredentials(access.url));
      const unverified = consumersOf.filter((consumer) => matrix.some((row) => isUnverified(row, consumer)));
      return { hasPact: matrix.length > 0, missing: unverified.map((consumer) => ({ consumer, provider })) };
    }),
  );
  if (answers.length > 0 && !answers.some(({ hasPact }) => hasPact)) return 'no pact';
  return answers.flatMap(({ missing }) => missing);
}

/** True when both are in one environment, or one is a main branch: it will meet what the other side has deployed. */
function areTogether(consumer: VersionInForce, provider: VersionInForce): boolean {
  if (consumer.mainBranch || provider.mainBranch) return true;
  return consumer.environments.some((environment) => provider.environments.includes(environment));
}

/** The consumer's version has a pact with the provider, and the provider's version no result for it. */
function isUnverified(
  { consumer, verificationResult }: MatrixAnswer['matrix'][number],
  { version }: VersionInForce,
): boolean {
  return consumer.version?.number === version && !verificationResult;
}

function pairsPath(consumers: readonly VersionInForce[], provider: VersionInForce): string {
  const selectors = [...consumers, provider].map(({ pacticipant, version }) => ({ pacticipant, version }));
  return matrixPath({ selectors, latestby: 'cvpv', limit: ALL_ROWS });
}
