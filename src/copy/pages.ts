import type { BrokerClient, Hal } from '../broker-client/client.ts';

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
