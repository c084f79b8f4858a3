import { type BrokerAccess, BrokerClient } from '../../broker-client/client.ts';
import { ContractError, withoutCredentials } from '../../config/errors.ts';
import { ALL_ROWS, matrixPath } from '../../matrix/path.ts';
import { type MatrixAnswer, readMatrix } from '../matrix-answer.ts';
import type { Gap } from './missing-result.ts';
import type { OwedPair, Owing } from './unaskable-pair.ts';
import { type InForce, type Standing, Standings } from './version-in-force.ts';

/**
 * Which pairs of versions wait for a verification result: main branch and main branch, main branch and what is in an environment, and
 * all within one environment. Asks any Pact Broker, by its official API alone.
 * @throws ContractError with exit code 2 when the broker cannot be asked
 */
export async function owedVerifications(access: BrokerAccess, onlyProvider?: string): Promise<Owing> {
  try {
    return await ask(access, onlyProvider);
  } catch (error) {
    if (!(error instanceof ContractError) || error.exitCode === 2) throw error;
    throw new ContractError('BROKER_FAILED', error.message, { cause: error });
  }
}

async function ask(access: BrokerAccess, onlyProvider?: string): Promise<Owing> {
  const broker = new BrokerClient(access);
  const integrations = (await integrationsOf(broker)).filter(
    ({ provider }) => !onlyProvider || provider === onlyProvider,
  );
  const names = [...new Set(integrations.flatMap(({ consumer, provider }) => [consumer, provider]))].sort();
  const standings = new Standings(broker);
  const inForce = new Map<string, InForce>();
  for (const name of names) inForce.set(name, await standings.of(name));
  const owed: OwedPair[] = [];
  const gaps = [...inForce.values()].flatMap(gapsOf);
  for (const { consumer, provider } of integrations) {
    const [consumers, providers] = [inForce.get(consumer), inForce.get(provider)];
    if (!consumers || !providers) continue;
    const found = await between(broker, access, consumers, providers);
    if (found === 'no pact') gaps.push({ kind: 'no pact in force', pacticipant: consumer, provider });
    else owed.push(...found);
  }
  return {
    owed,
    neverPublished: gaps.filter(({ kind }) => kind !== 'no main branch'),
    unknown: gaps.filter(({ kind }) => kind === 'no main branch'),
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

function gapsOf({ pacticipant, mainBranch, versions }: InForce): Gap[] {
  if (mainBranch === null) return [{ kind: 'no main branch', pacticipant }];
  return versions.some((version) => version.mainBranch) ? [] : [{ kind: 'nothing on main', pacticipant, mainBranch }];
}

/** One question for each version of the provider: the broker answers with a row for every pact, verified or not. */
async function between(
  broker: BrokerClient,
  access: BrokerAccess,
  consumers: InForce,
  providers: InForce,
): Promise<OwedPair[] | 'no pact'> {
  const questions = providers.versions
    .map((provider) => ({ provider, asked: consumers.versions.filter((consumer) => meet(consumer, provider)) }))
    .filter(({ asked }) => asked.length > 0);
  const answers = await Promise.all(
    questions.map(async ({ provider, asked }) => {
      const { matrix } = readMatrix(await broker.get(pairsPath(asked, provider)), withoutCredentials(access.url));
      const owed = asked.filter((consumer) => matrix.some((row) => isUnverified(row, consumer)));
      return { hasPact: matrix.length > 0, owed: owed.map((consumer) => ({ consumer, provider })) };
    }),
  );
  if (answers.length > 0 && !answers.some(({ hasPact }) => hasPact)) return 'no pact';
  return answers.flatMap(({ owed }) => owed);
}

/** They are in one environment, or one is the main branch, which will be beside the other. */
function meet(consumer: Standing, provider: Standing): boolean {
  if (consumer.mainBranch || provider.mainBranch) return true;
  return consumer.environments.some((environment) => provider.environments.includes(environment));
}

/** The consumer's version has a pact with the provider, and the provider's version no result for it. */
function isUnverified(
  { consumer, verificationResult }: MatrixAnswer['matrix'][number],
  { version }: Standing,
): boolean {
  return consumer.version?.number === version && !verificationResult;
}

function pairsPath(consumers: readonly Standing[], provider: Standing): string {
  const selectors = [...consumers, provider].map(({ pacticipant, version }) => ({ pacticipant, version }));
  return matrixPath({ selectors, latestby: 'cvpv', limit: ALL_ROWS });
}
