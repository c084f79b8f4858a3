import type { Pact, Pair } from '../store/pacts.ts';
import type { Urls } from '../url/urls.ts';
import { curies, dateTime, type Link } from './hal.ts';
import { pactName } from './pact-links.ts';
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
  return urls.href`/pacts/provider/${provider}/consumer/${consumer}/latest`;
}

/** The pacts of a consumer with a provider. */
export function presentPactVersions(pacts: readonly Pact[], pair: Pair, self: string, urls: Urls) {
  const title = `All versions of the pact between ${pair.consumer} and ${pair.provider}`;
  return {
    _embedded: { pacts: pacts.map((pact) => versionOfPact(pact, urls)) },
    _links: {
      self: { href: self, title },
      consumer: { href: urls.pacticipant(pair.consumer), title: 'Consumer', name: pair.consumer },
      provider: { href: urls.pacticipant(pair.provider), title: 'Provider', name: pair.provider },
      'pact-versions': pacts.map((pact) => datedLink(pact, 'Pact', urls)),
    },
  };
}

/** The pacts of consumer versions with a tag. */
export function presentTaggedPacts(pacts: readonly Pact[], pair: Pair, tag: string, self: string, urls: Urls) {
  const title = `All versions of the pact between ${pair.consumer} and ${pair.provider} with tag ${tag}`;
  return {
    _embedded: { pacts: pacts.map((pact) => versionOfPact(pact, urls)) },
    _links: {
      self: { href: self, title },
      'pb:consumer': { href: urls.pacticipant(pair.consumer), title: 'Consumer', name: pair.consumer },
      'pb:provider': { href: urls.pacticipant(pair.provider), title: 'Provider', name: pair.provider },
      'pb:pact-versions': pacts.map((pact) => datedLink(pact, 'Pact version', urls)),
    },
  };
}

function versionOfPact(pact: Pact, urls: Urls) {
  return {
    createdAt: dateTime(pact.createdAt),
    _embedded: { consumerVersion: versionSummary(pact.consumer, { number: pact.consumerVersion }, urls) },
    _links: { self: { href: hrefOf(pact, urls), title: pactName(pact) } },
  };
}

function datedLink(pact: Pact, title: string, urls: Urls): Link {
  const [year, month, day] = pact.createdAt.slice(0, 10).split('-');
  return { href: hrefOf(pact, urls), title, name: `Version ${pact.consumerVersion} - ${day}/${month}/${year}` };
}

/** The pacts of a provider with any consumer, as links. */
export function presentProviderPacts(
  pacts: readonly Pact[],
  provider: string,
  self: { href: string; title: string },
  urls: Urls,
) {
  const href = urls.pacticipant(provider);
  const deprecated = 'DEPRECATED - please use the';
  return {
    _links: {
      self,
      'pb:provider': { href, name: provider },
      'pb:pacts': pacts.map((pact) => ({ href: hrefOf(pact, urls), title: pactName(pact), name: pact.consumer })),
      provider: { href, title: provider, name: `${deprecated} pb:provider relation` },
      pacts: pacts.map((pact) => ({
        href: hrefOf(pact, urls),
        title: `${deprecated} pb:pacts relation. ${pactName(pact)}`,
        name: pact.consumer,
      })),
    },
  };
}

function hrefOf(pact: Pact, urls: Urls): string {
  return urls.pact(pact.provider, pact.consumer, pact.consumerVersion);
}
