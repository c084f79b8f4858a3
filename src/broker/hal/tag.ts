import type { Tag } from '../store/tags.ts';
import type { Urls } from '../url/urls.ts';
import { timestamps } from './hal.ts';

/** A tag of a version. */
export function presentTag(tag: Tag, { pacticipant, version }: { pacticipant: string; version: string }, urls: Urls) {
  const { name } = tag;
  return {
    name,
    ...timestamps(tag),
    _links: {
      self: { title: 'Tag', name, href: urls.tag(pacticipant, version, name) },
      version: { title: 'Version', name: version, href: urls.version(pacticipant, version) },
      pacticipant: { title: 'Pacticipant', name: pacticipant, href: urls.pacticipant(pacticipant) },
    },
  };
}
