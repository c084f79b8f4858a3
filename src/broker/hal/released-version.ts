import type { BrokerContext } from '../http/resource.ts';
import type { Environment } from '../store/environments.ts';
import type { ReleasedVersion } from '../store/released-versions.ts';
import { requestUrl } from '../url/request-url.ts';
import type { Urls } from '../url/urls.ts';
import { displayNameOf, presentEnvironment } from './environment.ts';
import { dateTime, type Link, timestamps } from './hal.ts';
import { versionSummary } from './version-summary.ts';

/** A release with the pacticipant, the version and the environment. */
export function presentReleasedVersion(released: ReleasedVersion, environment: Environment, urls: Urls) {
  const parts = { ...application(released, urls), environment: presentEnvironment(environment, urls) };
  return { ...attributes(released), _embedded: parts, _links: links(released, urls) };
}

/** Releases in a list; `told` says whether each names its pacticipant and version. */
export function presentReleasedVersions(
  c: BrokerContext,
  releases: ReleasedVersion[],
  { title, told }: { title: string; told: boolean },
) {
  const { urls } = c.var;
  const entries = releases.map((released) => ({
    ...attributes(released),
    ...(told && { _embedded: application(released, urls) }),
    _links: links(released, urls),
  }));
  return { _embedded: { releasedVersions: entries }, _links: { self: { href: requestUrl(c), title } } };
}

/** Links from a version to its releases. */
export function releaseLinks(
  releases: readonly ReleasedVersion[],
  environments: readonly Environment[],
  urls: Urls,
): ReleaseLink[] {
  const names = new Map(environments.map((environment) => [environment.id, displayNameOf(environment)]));
  return releases.map(({ environmentId, uuid, supportEndedAt }) => ({
    title: `Version released to ${names.get(environmentId)}`,
    name: names.get(environmentId) ?? '',
    href: urls.releasedVersion(uuid),
    currently_supported: supportEndedAt === null,
  }));
}

export interface ReleaseLink extends Link {
  readonly currently_supported: boolean;
}

function attributes(released: ReleasedVersion) {
  const { uuid, supportEndedAt } = released;
  return {
    uuid,
    currentlySupported: supportEndedAt === null,
    ...timestamps(released),
    supportEndedAt: supportEndedAt === null ? undefined : dateTime(supportEndedAt),
  };
}

function application({ pacticipantName: name, versionNumber: number }: ReleasedVersion, urls: Urls) {
  return {
    pacticipant: { name, _links: { self: { href: urls.pacticipant(name) } } },
    version: versionSummary(name, { number }, urls),
  };
}

function links({ uuid }: ReleasedVersion, urls: Urls) {
  return { self: { href: urls.releasedVersion(uuid) } };
}
