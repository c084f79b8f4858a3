import type { BrokerContext } from '../context.ts';
import type { Environment } from '../store/environments.ts';
import type { Listing } from '../store/page.ts';
import type { DescribedVersion } from '../store/version-details.ts';
import type { Version } from '../store/versions.ts';
import { requestUrl } from '../url/request.ts';
import type { Urls } from '../url/urls.ts';
import { displayNameOf } from './environment.ts';
import { curies, type Link, timestamps } from './hal.ts';
import { pageLinks, pageMember } from './paging.ts';
import { deploymentLinks, releaseLinks } from './placement.ts';

/** A single version, requested at `self`, with links that record a deployment or release. */
export function presentVersion(described: DescribedVersion, environments: Environment[], urls: Urls, self: string) {
  return presentOneVersion(described, urls, self, {
    'pb:deployed-environments': deployed(described, environments, urls),
    'pb:released-environments': releaseLinks(described.releases, environments, urls),
    'pb:record-deployment': recordLinks(described, environments, urls, 'deployment'),
    'pb:record-release': recordLinks(described, environments, urls, 'release'),
  });
}

/** A version within a list. */
function presentListedVersion(described: DescribedVersion, environments: Environment[], urls: Urls) {
  const { pacticipantName, deployments, releases } = described;
  return presentOneVersion(described, urls, urls.version(pacticipantName, described.version.number), {
    ...(deployments.length > 0 && { 'pb:deployed-environments': deployed(described, environments, urls) }),
    ...(releases.length > 0 && { 'pb:released-environments': releaseLinks(releases, environments, urls) }),
  });
}

function presentOneVersion(described: DescribedVersion, urls: Urls, self: string, placements: Record<string, Link[]>) {
  const { pacticipantName: pacticipant, version } = described;
  const { number } = version;
  return {
    number,
    buildUrl: version.buildUrl ?? undefined,
    ...timestamps(version),
    _embedded: { branchVersions: branchVersions(described, urls), tags: presentTags(described, urls) },
    _links: {
      self: { title: 'Version', name: number, href: self },
      'pb:pacticipant': { title: 'Pacticipant', name: pacticipant, href: urls.pacticipant(pacticipant) },
      'pb:tag': {
        href: `${urls.version(pacticipant, number)}/tags/{tag}`,
        title: 'Get, create or delete a tag for this pacticipant version',
        templated: true,
      },
      'pb:latest-verification-results-where-pacticipant-is-consumer': {
        title: 'Latest verification results for consumer version',
        href: urls.href`/verification-results/consumer/${pacticipant}/version/${number}/latest`,
      },
      'pb:pact-versions': pactLinksOfVersion(described, urls),
      ...placements,
      curies: curies(urls.base, 'version'),
    },
  };
}

function branchVersions({ pacticipantName, version: { number }, branches }: DescribedVersion, urls: Urls) {
  return branches.map(({ name, latest }) => {
    const href = urls.branchVersion(pacticipantName, name, number);
    return { name, latest, _links: { self: { title: 'Branch version', name, href } } };
  });
}

function presentTags({ pacticipantName, version: { number }, tags: names }: DescribedVersion, urls: Urls) {
  return names.map((name) => {
    const href = urls.tag(pacticipantName, number, name);
    return { name, _links: { self: { title: 'Tag', name, href } } };
  });
}

function pactLinksOfVersion({ pacticipantName, version: { number }, providers }: DescribedVersion, urls: Urls) {
  return providers.map((provider) => ({
    title: 'Pact',
    name: `Pact between ${pacticipantName} (${number}) and ${provider}`,
    href: urls.pact(provider, pacticipantName, number),
  }));
}

/** The deployments of a version, each with its application instance. */
function deployed({ deployments }: DescribedVersion, environments: Environment[], urls: Urls) {
  return deploymentLinks(deployments, environments, urls).map((link, i) => ({
    ...link,
    application_instance: deployments[i]?.applicationInstance ?? undefined,
  }));
}

/** A link for each environment; the official CLI selects one by `name`. */
function recordLinks(
  { pacticipantName, version: { number } }: DescribedVersion,
  environments: Environment[],
  urls: Urls,
  what: 'deployment' | 'release',
): Link[] {
  const resource = what === 'deployment' ? 'deployed-versions' : 'released-versions';
  return environments.map((environment) => ({
    title: `Record ${what} to ${displayNameOf(environment)}`,
    name: environment.name,
    href: `${urls.version(pacticipantName, number)}/${resource}/environment/${environment.uuid}`,
  }));
}

interface VersionList extends Listing<DescribedVersion> {
  readonly pacticipant: string;
  readonly title: string;
  readonly environments: Environment[];
}

/** A list of a pacticipant's versions, all or a page of them. */
export function presentVersions(c: BrokerContext, { items, paged, pacticipant, title, environments }: VersionList) {
  const { urls } = c.var;
  const links = items.map(({ version }) => ({
    href: urls.version(pacticipant, version.number),
    title: datedTitle(version),
  }));
  const href = urls.pacticipant(pacticipant);
  return {
    ...pageMember(paged),
    _embedded: { versions: items.map((item) => presentListedVersion(item, environments, urls)) },
    _links: {
      self: { href: requestUrl(c), title },
      ...pageLinks(c, paged),
      'pb:pacticipant': { href, title: pacticipant },
      'pb:versions': links,
      pacticipant: { href, title: 'Deprecated - please use pb:pacticipant' },
      versions: links.map((link) => ({ ...link, title: 'Deprecated - please use pb:versions' })),
    },
  };
}

/** `Version 1.1.0 - 31/12/2026` */
function datedTitle({ number, updatedAt }: Version): string {
  const [year, month, day] = updatedAt.slice(0, 10).split('-');
  return `Version ${number} - ${day}/${month}/${year}`;
}
