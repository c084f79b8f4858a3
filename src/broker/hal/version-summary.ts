import type { Urls } from '../url/urls.ts';

/** A version by number, as it is embedded elsewhere. */
export function versionSummary(pacticipant: string, version: { number: string }, urls: Urls) {
  const href = urls.version(pacticipant, version.number);
  return { number: version.number, _links: { self: { title: 'Version', name: version.number, href } } };
}
