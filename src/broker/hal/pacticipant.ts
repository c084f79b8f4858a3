import type { DescribedPacticipant } from '../store/pacticipant-parts.ts';
import type { Pacticipant } from '../store/pacticipants.ts';
import type { Urls } from '../url/urls.ts';
import { displayNameFor } from './display-name.ts';
import { curies, type Link, timestamps } from './hal.ts';
import { versionSummary } from './version-summary.ts';

/** A pacticipant as the broker tells it; `deployments` are links to what of it is deployed, where that is told too. */
export function presentPacticipant(described: DescribedPacticipant, urls: Urls, deployments?: Link[]) {
  const { name } = described.pacticipant;
  return {
    ...pacticipantAttributes(described.pacticipant),
    _embedded: pacticipantParts(described, urls),
    _links: pacticipantLinks(name, urls, deployments),
  };
}

/** The display name given, or one made from the name. */
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
