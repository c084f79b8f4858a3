import type { BrokerContext } from '../context.ts';
import type { DeployedVersion } from '../store/deployed-versions.ts';
import type { Environment } from '../store/environments.ts';
import type { ReleasedVersion } from '../store/released-versions.ts';
import { requestUrl } from '../url/request.ts';
import type { Urls } from '../url/urls.ts';
import { displayNameOf, presentEnvironment } from './environment.ts';
import { dateTime, type Link, timestamps } from './hal.ts';
import { versionSummary } from './version-summary.ts';

/** What deployed and released versions have in common. */
export interface AnyPlacement {
  readonly uuid: string;
  readonly environmentId: number;
  readonly pacticipantName: string;
  readonly versionNumber: string;
}

/** How one kind of placement is written: the name of its list, its URL, and its own attributes. */
export interface PlacementFormat<Placement extends AnyPlacement> {
  readonly list: string;
  readonly url: (uuid: string, urls: Urls) => string;
  readonly attributes: (placement: Placement) => object;
}

export const deployedVersionFormat: PlacementFormat<DeployedVersion> = {
  list: 'deployedVersions',
  url: (uuid, urls) => urls.deployedVersion(uuid),
  attributes: ({ uuid, undeployedAt, applicationInstance, ...times }) => ({
    uuid,
    currentlyDeployed: undeployedAt === null,
    target: applicationInstance ?? undefined,
    applicationInstance: applicationInstance ?? undefined,
    undeployedAt: undeployedAt === null ? undefined : dateTime(undeployedAt),
    ...timestamps(times),
  }),
};

export const releasedVersionFormat: PlacementFormat<ReleasedVersion> = {
  list: 'releasedVersions',
  url: (uuid, urls) => urls.releasedVersion(uuid),
  attributes: ({ uuid, supportEndedAt, ...times }) => ({
    uuid,
    currentlySupported: supportEndedAt === null,
    ...timestamps(times),
    supportEndedAt: supportEndedAt === null ? undefined : dateTime(supportEndedAt),
  }),
};

/** A placement with its pacticipant, version and environment. */
export function presentPlacement<Placement extends AnyPlacement>(
  format: PlacementFormat<Placement>,
  placement: Placement,
  environment: Environment,
  urls: Urls,
) {
  return {
    ...format.attributes(placement),
    _embedded: { ...application(placement, urls), environment: presentEnvironment(environment, urls) },
    _links: { self: { href: format.url(placement.uuid, urls) } },
  };
}

/** A list of placements. `withVersions` embeds the pacticipant and the version of each. */
export function presentPlacements<Placement extends AnyPlacement>(
  c: BrokerContext,
  format: PlacementFormat<Placement>,
  placements: readonly Placement[],
  { title, withVersions }: { title: string; withVersions: boolean },
) {
  const { urls } = c.var;
  const entries = placements.map((placement) => ({
    ...format.attributes(placement),
    ...(withVersions && { _embedded: application(placement, urls) }),
    _links: { self: { href: format.url(placement.uuid, urls) } },
  }));
  return { _embedded: { [format.list]: entries }, _links: { self: { href: requestUrl(c), title } } };
}

function application({ pacticipantName: name, versionNumber: number }: AnyPlacement, urls: Urls) {
  return {
    pacticipant: { name, _links: { self: { href: urls.pacticipant(name) } } },
    version: versionSummary(name, { number }, urls),
  };
}

/** Links to the deployments of a version or a pacticipant, each named after its environment. */
export function deploymentLinks(
  deployments: readonly DeployedVersion[],
  environments: readonly Environment[],
  urls: Urls,
): Link[] {
  return placementLinks(deployedVersionFormat, 'deployed to', deployments, environments, urls).map((link, i) => ({
    ...link,
    currently_deployed: deployments[i]?.undeployedAt === null,
  }));
}

/** Links to the releases of a version, each named after its environment. */
export function releaseLinks(
  releases: readonly ReleasedVersion[],
  environments: readonly Environment[],
  urls: Urls,
): Link[] {
  return placementLinks(releasedVersionFormat, 'released to', releases, environments, urls).map((link, i) => ({
    ...link,
    currently_supported: releases[i]?.supportEndedAt === null,
  }));
}

function placementLinks<Placement extends AnyPlacement>(
  format: PlacementFormat<Placement>,
  verb: string,
  placements: readonly Placement[],
  environments: readonly Environment[],
  urls: Urls,
): Link[] {
  const names = new Map(environments.map((environment) => [environment.id, displayNameOf(environment)]));
  return placements.map(({ environmentId, uuid }) => ({
    title: `Version ${verb} ${names.get(environmentId)}`,
    name: names.get(environmentId) ?? '',
    href: format.url(uuid, urls),
  }));
}
