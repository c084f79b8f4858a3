import type { BrokerContext } from '../context.ts';
import type { DescribedPacticipant, Pacticipant } from '../store/pacticipants.ts';
import type { Listing } from '../store/page.ts';
import type { Urls } from '../url/urls.ts';
import { displayNameFor } from './display-name.ts';
import { curies, type Link, timestamps } from './hal.ts';
import { pageLinks, pageMember } from './paging.ts';
import { versionSummary } from './version-summary.ts';

/** A pacticipant, with links to its deployed versions if `deployments` are given. */
export function presentPacticipant(described: DescribedPacticipant, urls: Urls, deployments?: Link[]) {
  const { name } = described.pacticipant;
  return {
    ...pacticipantAttributes(described.pacticipant),
    _embedded: pacticipantParts(described, urls),
    _links: pacticipantLinks(name, urls, deployments),
  };
}

/** The display name, or the default that is derived from the name. */
export function displayName({ displayName: given, name }: Pick<Pacticipant, 'name' | 'displayName'>): string {
  return given ?? displayNameFor(name);
}

function pacticipantAttributes(pacticipant: Pacticipant) {
  return {
    name: pacticipant.name,
    displayName: displayName(pacticipant),
    repositoryUrl: pacticipant.repositoryUrl ?? undefined,
    repositoryName: pacticipant.repositoryName ?? undefined,
    repositoryNamespace: pacticipant.repositoryNamespace ?? undefined,
    mainBranch: pacticipant.mainBranch ?? undefined,
    ...timestamps(pacticipant),
  };
}

function pacticipantParts({ pacticipant: { name }, latestVersion, labels }: DescribedPacticipant, urls: Urls) {
  const latest = latestVersion === undefined ? undefined : versionSummary(name, { number: latestVersion }, urls);
  const deprecated = 'DEPRECATED - please use latestVersion';
  return {
    ...(latest && { latestVersion: latest }),
    labels: labels.map((label) => labelSummary(name, label, urls)),
    ...(latest && { 'latest-version': { ...latest, title: deprecated, name: deprecated } }),
  };
}

function labelSummary(pacticipant: string, name: string, urls: Urls) {
  return { name, _links: { self: { title: 'Label', name, href: urls.label(pacticipant, name) } } };
}

function pacticipantLinks(name: string, urls: Urls, deployments: Link[] | undefined) {
  const self = urls.pacticipant(name);
  const template = (title: string, rest: string) => ({ title, href: self + rest, templated: true });
  return {
    self: { href: self },
    'pb:versions': { href: `${self}/versions` },
    'pb:branches': { href: `${self}/branches` },
    ...(deployments && { 'pb:deployed-environments': deployments }),
    'pb:version': template('Get, create or delete a pacticipant version', '/versions/{version}'),
    'pb:version-tag': template(
      `Get, create or delete a tag for a version of ${name}`,
      '/versions/{version}/tags/{tag}',
    ),
    'pb:branch-version': template(
      `Get or add/create a version for a branch of ${name}`,
      '/branches/{branch}/versions/{version}',
    ),
    'pb:label': template(`Get, create or delete a label for ${name}`, '/labels/{label}'),
    versions: { title: 'Deprecated - use pb:versions', href: `${self}/versions` },
    'pb:can-i-deploy-badge': template(
      `Can I Deploy ${name} badge`,
      '/latest-version/{tag}/can-i-deploy/to/{environmentTag}/badge',
    ),
    'pb:can-i-deploy-branch-to-environment-badge': template(
      `Can I Deploy ${name} from branch to environment badge`,
      '/branches/{branch}/latest-version/can-i-deploy/to-environment/{environment}/badge',
    ),
    curies: curies(urls.base, 'pacticipant'),
  };
}

/** A list of pacticipants, all or a page of them. */
export function presentPacticipants(c: BrokerContext, { items, paged }: Listing<DescribedPacticipant>) {
  const { urls } = c.var;
  const links = items.map(({ pacticipant: { name } }) => ({ name, href: urls.pacticipant(name) }));
  const deprecated = 'DEPRECATED - please use pb:pacticipants';
  return {
    ...pageMember(paged),
    _embedded: { pacticipants: items.map((item) => presentPacticipant(item, urls)) },
    _links: {
      ...pageLinks(c, paged),
      self: { href: urls.href`/pacticipants` },
      'pb:pacticipants-with-label': {
        title: 'Find pacticipants by label',
        href: `${urls.href`/pacticipants/label`}/{label}`,
        templated: true,
      },
      'pb:pacticipants': links.map(({ name, href }) => ({ href, title: 'Pacticipant', name })),
      pacticipants: links.map(({ name, href }) => ({ href, title: name, name: deprecated })),
    },
  };
}

/** The same list, with the pacticipants also at the top level, where old clients expect them. */
export function presentPacticipantsWithLegacyEmbedded(c: BrokerContext, listing: Listing<DescribedPacticipant>) {
  const whole = presentPacticipants(c, listing);
  const title = 'DEPRECATED - Please use the embedded pacticipants collection';
  const again = whole._embedded.pacticipants.map(({ _embedded, _links, ...rest }) => ({
    ...rest,
    title,
    _embedded,
    _links,
  }));
  return { ...whole, pacticipants: again };
}
