import { type BrokerAccess, BrokerClient } from '../broker-client/client.ts';
import { ContractError } from '../config/errors.ts';
import { findOrCreateEnvironment, type NewEnvironment } from './change-environment.ts';
import type { Environment } from './environments.ts';
import { runOfficialCli } from './official-cli.ts';
import { listPlacements } from './placements.ts';
import { suggestPacticipant } from './similar-names.ts';

/** A version that is deployed or released. */
export interface Placement {
  readonly pacticipant: string;
  readonly version: string;
  readonly environment: string;
  /** If given, the environment is created when it does not exist. */
  readonly createEnvironment?: NewEnvironment | undefined;
}

/**
 * Records that a version is deployed to an environment. It replaces the previous version (of that application instance).
 * @throws ContractError NOT_FOUND (pacticipant or version), UNKNOWN_ENVIRONMENT, PUBLISH_NOT_CONFIRMED, or an error of the broker
 */
export async function recordDeployment(
  access: BrokerAccess,
  placement: Placement & { applicationInstance?: string | undefined },
): Promise<void> {
  const { applicationInstance: instance } = placement;
  const environment = await prepareEnvironment(access, placement);
  await runOfficialCli(access, [
    'record-deployment',
    ...placementArguments(placement),
    ...(instance ? [`--application-instance=${instance}`] : []),
  ]);
  const deployed = await listPlacements(access, environment, 'deployed', placement);
  if (!deployed.some((entry) => (entry.applicationInstance ?? undefined) === instance))
    throw notConfirmedError('deployment', placement);
}

/**
 * Records that a version is released to an environment. Previous versions remain released.
 * @throws ContractError as `recordDeployment`
 */
export async function recordRelease(access: BrokerAccess, placement: Placement): Promise<void> {
  const environment = await prepareEnvironment(access, placement);
  await runOfficialCli(access, ['record-release', ...placementArguments(placement)]);
  const released = await listPlacements(access, environment, 'released', placement);
  if (released.length === 0) throw notConfirmedError('release', placement);
}

/** The version is checked first, so that no environment is created for a version that does not exist. */
async function prepareEnvironment(access: BrokerAccess, placement: Placement): Promise<Environment> {
  await assertVersionExists(new BrokerClient(access), placement);
  return findOrCreateEnvironment(access, placement.environment, placement.createEnvironment);
}

/** The client would only print "404 Not Found". */
async function assertVersionExists(client: BrokerClient, { pacticipant, version }: Placement): Promise<void> {
  const path = await assertPacticipantExists(client, pacticipant);
  if (!(await client.find(`${path}/versions/${encodeURIComponent(version)}`)))
    throw new ContractError('NOT_FOUND', `version ${version} of ${pacticipant}`);
}

/** The path of a pacticipant. @throws ContractError NOT_FOUND, with the most similar name that is known */
export async function assertPacticipantExists(client: BrokerClient, pacticipant: string): Promise<string> {
  const path = `/pacticipants/${encodeURIComponent(pacticipant)}`;
  if (await client.find(path)) return path;
  const suggestion = await suggestPacticipant(client, pacticipant);
  const subject = `a pacticipant called ${pacticipant}${suggestion ? ` (${suggestion})` : ''}`;
  throw new ContractError('NOT_FOUND', subject);
}

/** The client inserts pacticipant and version into a path without encoding them; a `#` or `?` would truncate it. They are encoded here. */
function placementArguments({ pacticipant, version, environment }: Placement): string[] {
  const [name, number] = [pacticipant, version].map(encodeURIComponent);
  return [`--pacticipant=${name}`, `--version=${number}`, `--environment=${environment}`];
}

function notConfirmedError(what: string, { pacticipant, version, environment }: Placement): ContractError {
  return new ContractError('PUBLISH_NOT_CONFIRMED', `the ${what} of ${pacticipant} ${version} to ${environment}`);
}
