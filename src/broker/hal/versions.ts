import type { BrokerContext } from '../http/resource.ts';
import type { Environment } from '../store/environments.ts';
import type { Listing } from '../store/page.ts';
import type { DescribedVersion } from '../store/version-parts.ts';
import type { Version } from '../store/versions.ts';
import { requestUrl } from '../url/request-url.ts';
import { pageLinks, pageMember } from './page.ts';
import { presentListedVersion } from './version.ts';

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
    title: dated(version),
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
function dated({ number, updatedAt }: Version): string {
  const [year, month, day] = updatedAt.slice(0, 10).split('-');
  return `Version ${number} - ${day}/${month}/${year}`;
}
