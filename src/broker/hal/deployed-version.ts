import type { BrokerContext } from '../http/resource.ts';
import type { DeployedVersion } from '../store/deployed-versions.ts';
import type { Environment } from '../store/environments.ts';
import { requestUrl } from '../url/request-url.ts';
import type { Urls } from '../url/urls.ts';
import { displayNameOf, presentEnvironment } from './environment.ts';
import { dateTime, type Link, timestamps } from './hal.ts';
import { versionSummary } from './version-summary.ts';

/** A deployment with the pacticipant, the version and the environment. */
export function presentDeployedVersion(deployed: DeployedVersion, environment: Environment, urls: Urls) {
  const parts = { ...application(deployed, urls), environment: presentEnvironment(environment, urls) };
  return { ...attributes(deployed), _embedded: parts, _links: links(deployed, urls) };
}

/** Deployments in a list; `told` says whether each names its pacticipant and version. */
export function presentDeployedVersions(
  c: BrokerContext,
  deployments: DeployedVersion[],
  { title, told }: { title: string; told: boolean },
) {
  const { urls } = c.var;
  const entries = deployments.map((deployed) => ({
    ...attributes(deployed),
    ...(told && { _embedded: application(deployed, urls) }),
    _links: links(deployed, urls),
  }));
  return { _embedded: { deployedVersions: entries }, _links: { self: { href: requestUrl(c), title } } };
}

/** Links to the deployments of a version or a pacticipant, by environment. */
export function deploymentLinks(
  deployments: readonly DeployedVersion[],
  environments: readonly Environment[],
  urls: Urls,
): DeploymentLink[] {
  const names = new Map(environments.map((environment) => [environment.id, displayNameOf(environment)]));
  return deployments.map(({ environmentId, uuid, undeployedAt }) => ({
    title: `Version deployed to ${names.get(environmentId)}`,
    name: names.get(environmentId) ?? '',
    href: urls.deployedVersion(uuid),
    currently_deployed: undeployedAt === null,
  }));
}

export interface DeploymentLink extends Link {
  readonly currently_deployed: boolean;
}

function attributes(deployed: DeployedVersion) {
  const { uuid, undeployedAt } = deployed;
  const instance = deployed.applicationInstance ?? undefined;
  return {
    uuid,
    currentlyDeployed: undeployedAt === null,
    target: instance,
    applicationInstance: instance,
    undeployedAt: undeployedAt === null ? undefined : dateTime(undeployedAt),
    ...timestamps(deployed),
  };
}

function application({ pacticipantName: name, versionNumber: number }: DeployedVersion, urls: Urls) {
  return {
    pacticipant: { name, _links: { self: { href: urls.pacticipant(name) } } },
    version: versionSummary(name, { number }, urls),
  };
}

function links({ uuid }: DeployedVersion, urls: Urls) {
  return { self: { href: urls.deployedVersion(uuid) } };
}
