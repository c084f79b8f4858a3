import type { BrokerContext } from '../context.ts';
import type { Listing } from '../store/page.ts';
import { resourceUrl } from '../url/request.ts';
import type { Link } from './hal.ts';

type Paged = Listing<unknown>['paged'];

/** The number, size and totals of the page; empty if the list is not paged. */
export function pageMember(paged: Paged) {
  if (!paged) return {};
  const { number, size } = paged.page;
  return { page: { number, size, totalElements: paged.total, totalPages: pageCount(paged) } };
}

/** Links to the next and previous page, with the other parameters of the query. */
export function pageLinks(c: BrokerContext, paged: Paged): { next?: Link; previous?: Link } {
  if (!paged) return {};
  const { number } = paged.page;
  return {
    ...(number < pageCount(paged) && { next: { href: pageUrl(c, paged, number + 1), title: 'Next page' } }),
    ...(number > 1 && { previous: { href: pageUrl(c, paged, number - 1), title: 'Previous page' } }),
  };
}

function pageCount({ page, total }: NonNullable<Paged>): number {
  return Math.max(1, Math.ceil(total / page.size));
}

function pageUrl(c: BrokerContext, { page }: NonNullable<Paged>, number: number): string {
  const others = new URLSearchParams(new URL(c.req.url).search);
  for (const name of ['page', 'size', 'pageNumber', 'pageSize']) others.delete(name);
  const query = [`size=${page.size}&page=${number}`, others.toString()].filter(Boolean).join('&');
  return `${resourceUrl(c)}?${query}`;
}
