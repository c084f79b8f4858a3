import type { BrokerContext } from '../context.ts';
import type { Label } from '../store/labels.ts';
import type { Listing } from '../store/page.ts';
import { resourceUrl } from '../url/request.ts';
import type { Urls } from '../url/urls.ts';
import { timestamps } from './hal.ts';
import { pageLinks, pageMember } from './paging.ts';

/** A label of one pacticipant. */
export function presentLabel(label: Label, pacticipant: string, urls: Urls) {
  const { name } = label;
  return {
    name,
    ...timestamps(label),
    _links: {
      self: { title: 'Label', name, href: urls.label(pacticipant, name) },
      pacticipant: { title: 'Pacticipant', name: pacticipant, href: urls.pacticipant(pacticipant) },
    },
  };
}

/** The names of all labels. */
export function presentLabels(c: BrokerContext, { items, paged }: Listing<{ name: string }>) {
  return {
    ...pageMember(paged),
    _embedded: { labels: items.map(({ name }) => ({ name })) },
    _links: { ...pageLinks(c, paged), self: { title: 'Labels', href: resourceUrl(c) } },
  };
}
