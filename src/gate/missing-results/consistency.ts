/**
 * "Nothing is missing" is believed only when the responses support it: an empty list or a row about another version can come from a proxy,
 * or from a broker that is being restored.
 */
import { z } from 'zod';
import type { BrokerClient } from '../../broker-client/client.ts';
import { ContractError } from '../../config/errors.ts';
import type { MatrixResponse } from '../matrix-response.ts';
import type { VersionInForce } from './version-in-force.ts';

/** The response to one matrix query about versions of a consumer and one version of a provider. */
export interface PairsResponse {
  readonly consumers: readonly VersionInForce[];
  readonly provider: VersionInForce;
  readonly response: MatrixResponse;
}

/** A consumer and a provider. */
export interface Integration {
  readonly consumer: string;
  readonly provider: string;
}

const Name = z.object({ name: z.string() });
const Pair = z.object({ consumer: Name, provider: Name });
const Pacts = z.array(z.object({ _embedded: Pair }));

/**
 * Finds the pairs with a pact. They are requested before the integrations, because one that is added between is no contradiction.
 * @throws ContractError BROKER_NOT_HAL
 */
export async function findPairsWithPact(broker: BrokerClient): Promise<Integration[]> {
  const parsed = Pacts.safeParse((await broker.getCurrent('/pacts/latest')).pacts);
  if (!parsed.success) throw new ContractError('BROKER_NOT_HAL', '/pacts/latest', { cause: parsed.error });
  const pairs = parsed.data.map(({ _embedded }) => _embedded);
  return parsePairs(pairs, '/pacts/latest');
}

/**
 * Parses a list of resources that name a consumer and a provider.
 * @throws ContractError BROKER_NOT_HAL
 */
export function parsePairs(list: unknown, path: string): Integration[] {
  const parsed = z.array(Pair).safeParse(list);
  if (!parsed.success) throw new ContractError('BROKER_NOT_HAL', path, { cause: parsed.error });
  return parsed.data.map(({ consumer, provider }) => ({ consumer: consumer.name, provider: provider.name }));
}

/**
 * Two pacticipants with a pact are an integration.
 * @throws ContractError BROKER_CONTRADICTION
 */
export function assertIntegrations(pairs: readonly Integration[], integrations: readonly Integration[]): void {
  const keyOf = ({ consumer, provider }: Integration) => JSON.stringify([consumer, provider]).toLowerCase();
  const known = new Set(integrations.map(keyOf));
  const missing = pairs.filter((pair) => !known.has(keyOf(pair)));
  if (missing.length === 0) return;
  const names = missing.map(({ consumer, provider }) => `${consumer} and ${provider}`).join(', ');
  throw contradictionError(`there is a pact of ${names}, but no integration`);
}

/**
 * Every row is about the versions of the query, the counts are those of the rows, and a consumer version with a pact has a row in every
 * response.
 * @throws ContractError BROKER_CONTRADICTION
 */
export function assertConsistent(responses: readonly PairsResponse[]): void {
  const contradictions = [...responses.flatMap(contradictionsOf), ...missingRows(responses)];
  if (contradictions.length > 0) throw contradictionError(contradictions.join('; '));
}

/**
 * Checks that the consumer versions of empty responses have no pact.
 * @throws ContractError BROKER_CONTRADICTION
 */
export async function assertNoPactOf(broker: BrokerClient, responses: readonly PairsResponse[]): Promise<void> {
  const consumers = new Map(responses.flatMap(({ consumers }) => consumers.map((one) => [one.version, one])));
  const [provider] = responses.map((one) => one.provider.pacticipant);
  for (const { pacticipant, version } of consumers.values()) {
    const [to, from, number] = [provider ?? '', pacticipant, version].map(encodeURIComponent);
    if (await broker.find(`/pacts/provider/${to}/consumer/${from}/version/${number}`))
      throw contradictionError(`${pacticipant} ${version} has a pact with ${provider}, but no row in the matrix`);
  }
}

function contradictionsOf({ consumers, provider, response }: PairsResponse): string[] {
  const { matrix, summary } = response;
  const foreign = matrix.find((row) => !isAboutQuery(row, consumers, provider));
  const counts = { success: count(matrix, true), failed: count(matrix, false) };
  return [
    ...(foreign ? [`a row is about ${nameOf(foreign.consumer)} and ${nameOf(foreign.provider)}`] : []),
    ...Object.entries(counts).flatMap(([name, rows]) => {
      const stated = summary[name as keyof typeof counts];
      return stated === rows ? [] : [`${name} is ${stated}, and the rows have ${rows}`];
    }),
    ...(summary.unknown < matrix.length - counts.success - counts.failed ? [`unknown is ${summary.unknown}`] : []),
  ];
}

type Row = MatrixResponse['matrix'][number];

const count = (rows: readonly Row[], success: boolean) =>
  rows.filter(({ verificationResult }) => verificationResult?.success === success).length;

const nameOf = ({ name, version }: Row['consumer']) => `${name} ${version?.number ?? 'without a version'}`;

/** A row without a result has no version of the provider. */
function isAboutQuery(row: Row, consumers: readonly VersionInForce[], provider: VersionInForce): boolean {
  const isProvider = row.provider.version ? isVersion(row.provider, provider) : !row.verificationResult;
  return isProvider && consumers.some((consumer) => isVersion(row.consumer, consumer));
}

/** A broker may be configured to ignore the case of names. */
function isVersion({ name, version }: Row['consumer'], { pacticipant, version: number }: VersionInForce): boolean {
  return name.toLowerCase() === pacticipant.toLowerCase() && version?.number === number;
}

function missingRows(responses: readonly PairsResponse[]): string[] {
  const withPact = new Set(responses.flatMap(({ response }) => consumerVersions(response)));
  return responses.flatMap(({ consumers, provider, response }) => {
    const found = consumerVersions(response);
    return consumers
      .filter(({ version }) => withPact.has(version) && !found.includes(version))
      .map(({ pacticipant, version }) => `no row is about ${pacticipant} ${version} and ${provider.version}`);
  });
}

const consumerVersions = ({ matrix }: MatrixResponse) => matrix.map(({ consumer }) => consumer.version?.number);

function contradictionError(contradiction: string): ContractError {
  return new ContractError('BROKER_CONTRADICTION', contradiction);
}
