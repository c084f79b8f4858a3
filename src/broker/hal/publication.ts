import type { Notice } from '../publishing/notices.ts';
import type { Publication } from '../publishing/publication.ts';
import type { Urls } from '../url/urls.ts';
import { versionSummary } from './version-summary.ts';

/** The answer to a publication: notices (also as logs, for old clients) and links. */
export function presentPublication(publication: Publication, notices: readonly Notice[], urls: Urls) {
  const { pacticipantName: name, versionNumber: number, tags, contracts } = publication;
  const href = urls.pacticipant(name);
  return {
    logs: notices.map(({ type, text }) => ({ level: type, message: text, deprecationWarning: 'Replaced by notices' })),
    notices,
    _embedded: { pacticipant: { name, _links: { self: { href } } }, version: versionSummary(name, { number }, urls) },
    _links: {
      'pb:pacticipant': { title: 'Pacticipant', name, href },
      'pb:pacticipant-version': { title: 'Pacticipant version', name: number, href: urls.version(name, number) },
      'pb:pacticipant-version-tags': tags.map((tag) => ({
        title: 'Tag',
        name: tag,
        href: urls.tag(name, number, tag),
      })),
      'pb:contracts': contracts.map(({ providerName }) => ({
        title: 'Pact',
        name: `Pact between ${name} (${number}) and ${providerName}`,
        href: urls.pact(providerName, name, number),
      })),
    },
  };
}
