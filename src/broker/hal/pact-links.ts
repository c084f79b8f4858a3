import { matrixParameters } from '../../matrix/path.ts';
import type { Pact, Pair } from '../store/pacts.ts';
import type { Urls } from '../url/urls.ts';
import { curies, type Link } from './hal.ts';

/** The name of a pact. */
export function pactName({ consumer, consumerVersion, provider }: Pick<Pact, keyof Pair | 'consumerVersion'>): string {
  return `Pact between ${consumer} (${consumerVersion}) and ${provider}`;
}

/** How a pact was requested. */
export interface PactContext {
  /** Metadata for the URLs of verification results: the consumer versions that the pact was selected for. */
  readonly metadata?: string | undefined;
  /** The consumer versions that the metadata names, newest first. */
  readonly consumerVersions?: readonly string[] | undefined;
}

/** The links of a pact. */
export function pactLinks(pact: Pact, urls: Urls, context: PactContext) {
  const { consumer, provider, consumerVersion: number } = pact;
  return {
    self: { title: 'Pact', name: pactName(pact), href: urls.pact(provider, consumer, number) },
    'pb:consumer': { title: 'Consumer', name: consumer, href: urls.pacticipant(consumer) },
    'pb:consumer-version': consumerVersionLink(consumer, number, urls),
    'pb:consumer-versions': context.consumerVersions?.map((version) => consumerVersionLink(consumer, version, urls)),
    'pb:provider': { title: 'Provider', name: provider, href: urls.pacticipant(provider) },
    ...versionLinks(pact, urls),
    ...pactWebhookLinks(pact, urls),
    ...tagLinks(pact, urls),
    ...resultLinks(pact, urls, context.metadata),
    'pb:triggered-webhooks': {
      title: 'Webhooks triggered by the publication of this pact',
      href: `${urls.pact(provider, consumer, number)}/triggered-webhooks`,
    },
    'pb:matrix-for-consumer-version': {
      title: 'View matrix rows for the consumer version to which this pact belongs',
      href: `${urls.base}/matrix?${new URLSearchParams(
        matrixParameters({ selectors: [{ pacticipant: consumer, version: number }], latestby: 'cvpv' }),
      )}`,
    },
    curies: curies(urls.base, 'pact'),
  };
}

function consumerVersionLink(consumer: string, number: string, urls: Urls): Link {
  return { title: 'Consumer version', name: number, href: urls.version(consumer, number) };
}

/** Links to other versions of the pact and to differences. */
function versionLinks({ consumer, provider, consumerVersion, sha }: Pact, urls: Urls) {
  const pair = urls.href`/pacts/provider/${provider}/consumer/${consumer}`;
  const self = urls.pact(provider, consumer, consumerVersion);
  const permalink = urls.pactVersion(provider, consumer, sha);
  return {
    'pb:pact-version': { title: 'Pact content version permalink', name: sha, href: permalink },
    'pb:latest-pact-version': { title: 'Latest version of this pact', href: `${pair}/latest` },
    'pb:all-pact-versions': { title: 'All versions of this pact', href: `${pair}/versions` },
    'pb:latest-untagged-pact-version': {
      title: 'Latest untagged version of this pact',
      href: `${pair}/latest-untagged`,
    },
    'pb:latest-tagged-pact-version': {
      title: 'Latest tagged version of this pact',
      href: `${pair}/latest/{tag}`,
      templated: true,
    },
    'pb:previous-distinct': {
      title: 'Previous distinct version of this pact',
      href: `${self}/previous-distinct`,
    },
    'pb:diff-previous-distinct': {
      title: 'Diff with previous distinct version of this pact',
      href: `${self}/diff/previous-distinct`,
    },
    'pb:diff': {
      title: 'Diff with another specified version of this pact',
      href: `${permalink}/diff/pact-version/{pactVersion}`,
      templated: true,
    },
  };
}

function pactWebhookLinks({ consumer, provider }: Pact, urls: Urls) {
  return {
    'pb:pact-webhooks': {
      title: `Webhooks for the pact between ${consumer} and ${provider}`,
      href: urls.href`/webhooks/provider/${provider}/consumer/${consumer}`,
    },
    'pb:consumer-webhooks': {
      title: `Webhooks for all pacts with consumer ${consumer}`,
      href: urls.href`/webhooks/consumer/${consumer}`,
    },
    'pb:provider-webhooks': {
      title: `Webhooks for all pacts with provider ${provider}`,
      href: urls.href`/webhooks/provider/${provider}`,
    },
  };
}

function tagLinks({ consumer, consumerVersion }: Pact, urls: Urls) {
  const tags = `${urls.version(consumer, consumerVersion)}/tags`;
  return {
    'pb:tag-prod-version': {
      title: "PUT to this resource to tag this consumer version as 'production'",
      href: `${tags}/prod`,
    },
    'pb:tag-version': { title: 'PUT to this resource to tag this consumer version', href: `${tags}/{tag}` },
  };
}

function resultLinks({ consumer, provider, sha }: Pact, urls: Urls, metadata: string | undefined) {
  const permalink = urls.pactVersion(provider, consumer, sha);
  const selected = metadata === undefined ? permalink : `${permalink}/metadata/${metadata}`;
  return {
    'pb:publish-verification-results': {
      title: 'Publish verification results',
      href: `${selected}/verification-results`,
    },
    'pb:latest-verification-results': { href: `${permalink}/verification-results/latest` },
  };
}
