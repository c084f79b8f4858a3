import type { BrokerClient, Hal } from '../broker-client/client.ts';

/** A path whose parts are encoded: pathOf`/pacticipants/${name}`. */
export function pathOf(texts: TemplateStringsArray, ...parts: string[]): string {
  return String.raw({ raw: texts }, ...parts.map(encodeURIComponent));
}

/** The decoded part of a link that follows the part called `name`: `otter` in `…/provider/otter/consumer/…`. */
export function partAfter(name: string, href: string): string {
  const [, part = ''] = new RegExp(`/${name}/([^/?]+)`).exec(href) ?? [];
  return decodeURIComponent(part);
}

const size = 200;

/** Everything in a list that comes in pages; from brokers that know none, all at once. */
export async function readPages(broker: BrokerClient, path: string, name: string): Promise<Hal[]> {
  const items: Hal[] = [];
  for (let number = 1; ; number += 1) {
    const { page, _embedded } = await broker.get(`${path}?page=${number}&size=${size}`);
    items.push(...(_embedded?.[name] ?? []));
    if (!page || number >= page.totalPages) return items;
  }
}
