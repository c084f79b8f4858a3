import type { BrokerClient } from '../broker-client/client.ts';
import type { Hal } from '../broker-client/hal.ts';

/** A path with encoded parts: encodePath`/pacticipants/${name}`. */
export function encodePath(texts: TemplateStringsArray, ...parts: string[]): string {
  return String.raw({ raw: texts }, ...parts.map(encodeURIComponent));
}

/** The decoded part of a link that follows the part `name`: `otter` after `provider` in `…/provider/otter/consumer/…`. */
export function pathPartAfter(name: string, href: string): string {
  const [, part = ''] = new RegExp(`/${name}/([^/?]+)`).exec(href) ?? [];
  return decodeURIComponent(part);
}

const PAGE_SIZE = 200;

/** Every item of a paged list. A broker without pagination returns all items on the first page. */
export async function readPages(broker: BrokerClient, path: string, name: string): Promise<Hal[]> {
  const items: Hal[] = [];
  for (let number = 1; ; number += 1) {
    const { page, _embedded } = await broker.get(`${path}?page=${number}&size=${PAGE_SIZE}`);
    items.push(...(_embedded?.[name] ?? []));
    if (!page || number >= page.totalPages) return items;
  }
}
