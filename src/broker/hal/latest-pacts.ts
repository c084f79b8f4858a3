import type { Pact } from '../store/pacts.ts';
import type { Urls } from '../url/urls.ts';
import { curies, dateTime } from './hal.ts';
import { versionSummary } from './version-summary.ts';

/** The latest pact of every consumer with every provider. */
export function presentLatestPacts(pacts: readonly Pact[], urls: Urls) {
  const links = pacts.map((pact) => ({
    href: latestUrl(pact, urls),
    title: `Latest pact between ${pact.consumer} and ${pact.provider}`,
  }));
  const deprecated = 'DEPRECATED - please use the pb:pacts relation';
  return {
    pacts: pacts.map((pact) => presentLatestPact(pact, urls)),
    _links: {
      self: { href: `${urls.base}/pacts/latest` },
      'pb:pacts': links,
      pacts: links.map((link) => ({ ...link, name: deprecated })),
      curies: curies(urls.base, 'pacts'),
    },
  };
}

function presentLatestPact(pact: Pact, urls: Urls) {
  const { consumer, provider, consumerVersion } = pact;
  const version = versionSummary(consumer, { number: consumerVersion }, urls);
  return {
    createdAt: dateTime(pact.createdAt),
    _embedded: {
      consumer: { name: consumer, _embedded: { version }, _links: { self: { href: urls.pacticipant(consumer) } } },
      provider: { name: provider, _links: { self: { href: urls.pacticipant(provider) } } },
    },
    _links: { self: [{ href: latestUrl(pact, urls) }, { href: urls.pact(provider, consumer, consumerVersion) }] },
  };
}

function latestUrl({ consumer, provider }: Pact, urls: Urls): string {
  return urls.to`/pacts/provider/${provider}/consumer/${consumer}/latest`;
}
