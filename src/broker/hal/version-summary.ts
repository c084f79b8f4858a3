import type { Urls } from '../url/urls.ts';

/** A version as it is embedded in other resources. */
export function versionSummary(pacticipant: string, version: { number: string }, urls: Urls) {
  const href = urls.version(pacticipant, version.number);
  return { number: version.number, _links: { self: { title: 'Version', name: version.number, href } } };
}
