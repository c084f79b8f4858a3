import type { BrokerContext } from '../context.ts';
import type { Integration } from '../store/integrations.ts';
import type { Listing } from '../store/page.ts';
import { resourceUrl } from '../url/request.ts';
import type { Urls } from '../url/urls.ts';
import { pageLinks, pageMember } from './paging.ts';

/** The integrations, all or a page of them. */
export function presentIntegrations(c: BrokerContext, { items, paged }: Listing<Integration>) {
  return {
    ...pageMember(paged),
    _embedded: { integrations: items.map((integration) => presentIntegration(integration, c.var.urls)) },
    _links: { self: { href: resourceUrl(c), title: 'All integrations' }, ...pageLinks(c, paged) },
  };
}

function presentIntegration({ consumer, provider }: Integration, urls: Urls) {
  const pair = urls.href`/provider/${provider}/consumer/${consumer}`.slice(urls.base.length);
  return {
    consumer: { name: consumer },
    provider: { name: provider },
    _links: {
      'pb:dashboard': { title: 'BETA: Pacts to show on the dashboard', href: `${urls.base}/dashboard${pair}` },
      'pb:matrix': {
        title: `Matrix of pacts/verification results for ${consumer} and ${provider}`,
        href: `/matrix${pair}`,
      },
      'pb:group': { href: urls.pacticipant(consumer) },
      'pb:delete_integration': {
        title: `Delete the integration between ${consumer} and ${provider}`,
        href: `${urls.base}/integrations${pair}`,
      },
    },
  };
}

/** The integrations as a Graphviz graph. */
export function drawIntegrations(integrations: readonly Integration[]): string {
  const edges = integrations.map(({ consumer, provider }) => `  ${graphvizId(consumer)} -> ${graphvizId(provider)}`);
  const style = 'ranksep=3; ratio=auto; overlap=false; node [  shape = plaintext, fontname = Helvetica ];';
  return `digraph { ${style}\n${edges.join('\n')}\n}\n`;
}

/** The Graphviz identifier of a name, quoted if necessary. */
function graphvizId(name: string): string {
  const plain = name.replaceAll(' ', '_');
  return /^[A-Za-z_]\w*$/.test(plain) ? plain : `"${plain.replace(/["\\]/g, '\\$&')}"`;
}
