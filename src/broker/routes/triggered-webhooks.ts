import { hal } from '../hal/hal.ts';
import { pactName } from '../hal/pact-links.ts';
import { resourceUrl } from '../hal/request-url.ts';
import { pathPart } from '../protocol/path-part.ts';
import { type BrokerApp, type BrokerContext, resource } from '../protocol/resource.ts';
import { findPact, type Pact } from '../store/pacts.ts';
import { pairOf, pairPath } from './pact-paths.ts';
import { findResult, type PactResult } from './verification-results.ts';

/** The webhooks that a pact or a result has set off: none, for this broker has no webhooks yet. */
export function triggeredWebhookRoutes(app: BrokerApp): void {
  resource<Pact>(app, `${pairPath}/version/:version/triggered-webhooks`, {
    find: (c) => findPact(c.var.db, pairOf(c), pathPart(c, 'version')),
    GET: (c, pact) => none(c, `the ${pactName(pact).replace(/^P/, 'p')}`),
  });
  resource<PactResult>(app, `${pairPath}/pact-version/:sha/verification-results/:number/triggered-webhooks`, {
    find: findResult,
    GET: (c, { verification }) => none(c, `verification result ${verification.id}`),
  });
}

function none(c: BrokerContext, of: string): Response {
  const self = { title: `Webhooks triggered by the publication of ${of}`, href: resourceUrl(c) };
  return hal(c, { _embedded: { triggeredWebhooks: [] }, _links: { self } });
}
