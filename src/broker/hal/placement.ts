import type { BrokerContext } from '../context.ts';
import type { Environment } from '../store/environments.ts';
import type { Placement } from '../store/placements.ts';
import { requestUrl } from '../url/request.ts';
import type { Urls } from '../url/urls.ts';
import { displayNameOf, presentEnvironment } from './environment.ts';
import { dateTime, type Link, timestamps } from './hal.ts';
import { versionSummary } from './version-summary.ts';

/** How one kind of placement is written: the name of its list, its URL, and its own attributes. */
export interface PlacementFormat {
  readonly list: string;
  readonly url: (uuid: string, urls: Urls) => string;
  readonly attributes: (placement: Placement) => object;
}

export const deployedVersionFormat: PlacementFormat = {
  list: 'deployedVersions',
  url: (uuid, urls) => urls.deployedVersion(uuid),
  attributes: ({ uuid, endedAt, applicationInstance, ...times }) => ({
    uuid,
    currentlyDeployed: endedAt === null,
    target: applicationInstance ?? undefined,
    applicationInstance: applicationInstance ?? undefined,
    undeployedAt: endedAt === null ? undefined : dateTime(endedAt),
    ...timestamps(times),
  }),
};

export const releasedVersionFormat: PlacementFormat = {
  list: 'releasedVersions',
  url: (uuid, urls) => urls.releasedVersion(uuid),
  attributes: ({ uuid, endedAt, ...times }) => ({
    uuid,
    currentlySupported: endedAt === null,
    ...timestamps(times),
    supportEndedAt: endedAt === null ? undefined : dateTime(endedAt),
  }),
};

/** A placement with its pacticipant, version and environment. */
export function presentPlacement(format: PlacementFormat, placement: Placement, environment: Environment, urls: Urls) {
  return {
    ...format.attributes(placement),
    _embedded: { ...application(placement, urls), environment: presentEnvironment(environment, urls) },
    _links: { self: { href: format.url(placement.uuid, urls) } },
  };
}

/** A list of placements. `withVersions` embeds the pacticipant and the version of each. */
export function presentPlacements(
  c: BrokerContext,
  format: PlacementFormat,
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

function application({ pacticipantName: name, versionNumber: number }: Placement, urls: Urls) {
  return {
    pacticipant: { name, _links: { self: { href: urls.pacticipant(name) } } },
    version: versionSummary(name, { number }, urls),
  };
}

/** Links to the deployments of a version or a pacticipant, each named after its environment. */
export function deploymentLinks(
  deployments: readonly Placement[],
  environments: readonly Environment[],
  urls: Urls,
): Link[] {
  return placementLinks(deployedVersionFormat, 'deployed to', deployments, environments, urls).map((link, i) => ({
    ...link,
    currently_deployed: deployments[i]?.endedAt === null,
  }));
}

/** Links to the releases of a version, each named after its environment. */
export function releaseLinks(releases: readonly Placement[], environments: readonly Environment[], urls: Urls): Link[] {
  return placementLinks(releasedVersionFormat, 'released to', releases, environments, urls).map((link, i) => ({
    ...link,
    currently_supported: releases[i]?.endedAt === null,
  }));
}

function placementLinks(
  format: PlacementFormat,
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
