import type { Db } from '../store/database.ts';
import { listLabelNames } from '../store/labels.ts';
import type { Pacticipant } from '../store/pacticipants.ts';
import { findLatestVersion } from '../store/versions.ts';
import { curies, timestamps } from './hal.ts';
import type { Urls } from './urls.ts';
import { versionSummary } from './version.ts';

/** A pacticipant as the broker tells it, with its latest version and labels. */
export async function presentPacticipant(db: Db, pacticipant: Pacticipant, urls: Urls) {
  const latest = await findLatestVersion(db, pacticipant.id);
  const latestVersion = latest && versionSummary(pacticipant.name, latest, urls);
  const deprecated = 'DEPRECATED - please use latestVersion';
  return {
    ...pacticipantAttributes(pacticipant),
    _embedded: {
      ...(latestVersion && { latestVersion }),
      labels: await listLabelNames(db, pacticipant.id),
      ...(latestVersion && { 'latest-version': { ...latestVersion, title: deprecated, name: deprecated } }),
    },
    _links: pacticipantLinks(pacticipant.name, urls),
  };
}

function pacticipantAttributes(pacticipant: Pacticipant) {
  return {
    name: pacticipant.name,
    displayName: pacticipant.displayName ?? pacticipant.name,
    repositoryUrl: pacticipant.repositoryUrl ?? undefined,
    repositoryName: pacticipant.repositoryName ?? undefined,
    repositoryNamespace: pacticipant.repositoryNamespace ?? undefined,
    mainBranch: pacticipant.mainBranch ?? undefined,
    ...timestamps(pacticipant),
  };
}

function pacticipantLinks(name: string, urls: Urls) {
  const self = urls.pacticipant(name);
  const template = (title: string, rest: string) => ({ title, href: self + rest, templated: true });
  return {
    self: { href: self },
    'pb:versions': { href: `${self}/versions` },
    'pb:branches': { href: `${self}/branches` },
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
