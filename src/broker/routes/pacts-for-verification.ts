import { z } from 'zod';
import { hal } from '../hal/hal.ts';
import { type Presentation, presentPactsForVerification } from '../hal/pacts-for-verification.ts';
import { invalid } from '../http/http-error.ts';
import { pathPart } from '../http/path-part.ts';
import { type BrokerApp, type BrokerContext, jsonTypes, resource, takes } from '../http/resource.ts';
import {
  environmentNames,
  parseQuery,
  parseUrlQuery,
  type RawQuery,
  validateQuery,
} from '../pacts-for-verification/query.ts';
import { findPactsForVerification } from '../pacts-for-verification/select.ts';
import { findEnvironmentNames } from '../store/environment-names.ts';
import { parseNestedQuery } from '../url/rack-query.ts';
import { resourceUrl } from '../url/request-url.ts';
import { getProviderId } from './pact-paths.ts';

const body = {
  consumes: jsonTypes,
  schema: z.record(z.string(), z.unknown()),
  bodyOptional: true,
  creates: true,
  asks: true,
};

const warning = {
  when: 'before_verification',
  text: 'WARNING - this version of the Pact library uses a beta version of the API which will be removed in the future. Please upgrade your Pact library. See https://docs.pact.io/pact_broker/advanced_topics/provider_verification_results/#pacts-for-verification for minimum required versions.',
};

/** What a provider asks before it verifies; GET is for the first clients, and for the way to the POST. */
export function forVerificationRoutes(app: BrokerApp): void {
  resource(app, '/pacts/provider/:provider/for-verification', {
    GET: (c) => answer(c, parseUrlQuery(parseNestedQuery(new URL(c.req.url).search.slice(1))), { warning }),
    POST: takes(body, (c, query) => answer(c, query, {})),
  });
}

async function answer(c: BrokerContext, raw: RawQuery, more: Pick<Presentation, 'warning'>): Promise<Response> {
  const { db, now, urls } = c.var;
  const problems = validateQuery(raw, await findEnvironmentNames(db, environmentNames(raw)));
  if (Object.keys(problems).length > 0) throw invalid(problems);
  const providerId = await getProviderId(c);
  const query = parseQuery(raw);
  const pacts = await findPactsForVerification(db, providerId, query, now);
  const how = {
    provider: pathPart(c, 'provider'),
    withStatus: query.includePendingStatus,
    self: resourceUrl(c),
    ...more,
  };
  return hal(c, presentPactsForVerification(pacts, how, urls));
}
