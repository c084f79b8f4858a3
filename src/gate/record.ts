import { type BrokerAccess, BrokerClient } from '../broker-client/client.ts';
import type { Hal } from '../broker-client/hal.ts';
import { ContractError, withoutCredentials } from '../config/errors.ts';
import { type Environment, findOrCreateEnvironment, type NewEnvironment } from './environments.ts';
import { officialCli } from './official-cli.ts';

/** A version that is deployed or released. */
export interface Placement {
  readonly pacticipant: string;
  readonly version: string;
  readonly environment: string;
  /** If given, the environment is created when it does not exist. */
  readonly createEnvironment?: NewEnvironment | undefined;
}

/**
 * Records that a version is deployed to an environment and replaces the one before (on that application instance).
 * @throws ContractError NOT_FOUND (pacticipant or version), UNKNOWN_ENVIRONMENT, PUBLISH_NOT_CONFIRMED, or what the broker failed with
 */
export async function recordDeployment(
  access: BrokerAccess,
  placement: Placement & { applicationInstance?: string | undefined },
): Promise<void> {
  const { applicationInstance: instance } = placement;
  const environment = await prepare(access, placement);
  await officialCli(access, [
    'record-deployment',
    ...named(placement),
    ...(instance ? [`--application-instance=${instance}`] : []),
  ]);
  const deployed = await listed(access, environment, 'deployed', placement);
  if (!deployed.some((entry) => (entry.applicationInstance ?? undefined) === instance))
    throw notArrived('deployment', placement);
}

/**
 * Records that a version is released to an environment, beside the versions released before.
 * @throws ContractError as `recordDeployment`
 */
export async function recordRelease(access: BrokerAccess, placement: Placement): Promise<void> {
  const environment = await prepare(access, placement);
  await officialCli(access, ['record-release', ...named(placement)]);
  if ((await listed(access, environment, 'released', placement)).length === 0) throw notArrived('release', placement);
}

/** The version is checked first: no environment is created for a version that does not exist. */
async function prepare(access: BrokerAccess, placement: Placement): Promise<Environment> {
  await assertVersionExists(new BrokerClient(access), placement);
  return findOrCreateEnvironment(access, placement.environment, placement.createEnvironment);
}

/** The client would only print "404 Not Found". */
async function assertVersionExists(client: BrokerClient, { pacticipant, version }: Placement): Promise<void> {
  const path = `/pacticipants/${encodeURIComponent(pacticipant)}`;
  const missing = (what: string) => (error: unknown) => {
    throw error instanceof ContractError && error.code === 'NOT_FOUND'
      ? new ContractError('NOT_FOUND', what, { cause: error })
      : error;
  };
  await client.get(path).catch(missing(`a pacticipant called ${pacticipant}`));
  await client
    .get(`${path}/versions/${encodeURIComponent(version)}`)
    .catch(missing(`version ${version} of ${pacticipant}`));
}

/** The client puts both into a path unencoded, where a `#` or `?` would cut it, so they are encoded here. */
function named({ pacticipant, version, environment }: Placement): string[] {
  const [name, number] = [pacticipant, version].map(encodeURIComponent);
  return [`--pacticipant=${name}`, `--version=${number}`, `--environment=${environment}`];
}

/** The placements of this version that the broker lists as in force. */
async function listed(
  access: BrokerAccess,
  environment: Environment,
  kind: 'deployed' | 'released',
  { pacticipant, version }: Placement,
): Promise<Hal[]> {
  const relation =
    kind === 'deployed' ? 'pb:currently-deployed-deployed-versions' : 'pb:currently-supported-released-versions';
  const link = [environment._links?.[relation] ?? []].flat()[0];
  if (!link) throw new ContractError('BROKER_NOT_HAL', `${withoutCredentials(access.url)}/environments`);
  const { _embedded } = await new BrokerClient(access).get(
    `${link.href}?pacticipant=${encodeURIComponent(pacticipant)}`,
  );
  const entries: Hal[] = _embedded?.[`${kind}Versions`] ?? [];
  return entries.filter(
    ({ _embedded: of }) => of?.pacticipant?.name === pacticipant && of?.version?.number === version,
  );
}

function notArrived(what: string, { pacticipant, version, environment }: Placement): ContractError {
  return new ContractError('PUBLISH_NOT_CONFIRMED', `the ${what} of ${pacticipant} ${version} to ${environment}`);
}
