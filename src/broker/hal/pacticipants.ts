import type { BrokerContext } from '../http/resource.ts';
import type { DescribedPacticipant } from '../store/pacticipant-parts.ts';
import type { Listing } from '../store/page.ts';
import { presentPacticipant } from './pacticipant.ts';
import { pageLinks, pageMember } from './page.ts';

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
      self: { href: urls.to`/pacticipants` },
      'pb:pacticipants-with-label': {
        title: 'Find pacticipants by label',
        href: `${urls.to`/pacticipants/label`}/{label}`,
        templated: true,
      },
      'pb:pacticipants': links.map(({ name, href }) => ({ href, title: 'Pacticipant', name })),
      pacticipants: links.map(({ name, href }) => ({ href, title: name, name: deprecated })),
    },
  };
}

/** The same with each pacticipant told a second time at the top level, where old clients look for it. */
export function presentPacticipantsTwice(c: BrokerContext, listing: Listing<DescribedPacticipant>) {
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
