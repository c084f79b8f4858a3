import { z } from 'zod';
import type { BrokerContext } from '../context.ts';
import { halResponse } from '../hal/hal.ts';
import { type Presentation, presentPactsForVerification } from '../hal/pacts-for-verification.ts';
import { validationError } from '../http/http-error.ts';
import { rejectLongLists } from '../http/list-limits.ts';
import { jsonTypes, type Resource, withBody } from '../http/resource.ts';
import {
  environmentNames,
  parseQuery,
  parseUrlQuery,
  type RawQuery,
  validateQuery,
} from '../pacts-for-verification/query.ts';
import { findPactsForVerification } from '../pacts-for-verification/select.ts';
import { findEnvironmentNames } from '../store/environments.ts';
import { parseNestedQuery } from '../url/rack-query.ts';
import { pathParam, resourceUrl } from '../url/request.ts';
import { getProviderId } from './pair.ts';

const limited = { consumerVersionSelectors: 'selectors', providerVersionTags: 'tags' } as const;
const body = {
  consumes: jsonTypes,
  schema: z.record(z.string(), z.unknown()),
  limited,
  bodyOptional: true,
  creates: true,
  readOnly: true,
  right: 'read' as const,
};

const warning = {
  when: 'before_verification',
  text: 'WARNING - this version of the Pact library uses a beta version of the API which will be removed in the future. Please upgrade your Pact library. See https://docs.pact.io/pact_broker/advanced_topics/provider_verification_results/#pacts-for-verification for minimum required versions.',
};

/** The pacts that a provider shall verify. GET is the beta version of this API, for old clients. */
export const pactsForVerification: Resource = {
  GET: (c) => {
    const query = parseUrlQuery(parseNestedQuery(new URL(c.req.url).search.slice(1)));
    rejectLongLists(c, query, limited);
    return answerPacts(c, query, { warning });
  },
  POST: withBody(body, (c, query) => answerPacts(c, query, {})),
};

async function answerPacts(c: BrokerContext, raw: RawQuery, more: Pick<Presentation, 'warning'>): Promise<Response> {
  const { db, now, urls } = c.var;
  const problems = validateQuery(raw, await findEnvironmentNames(db, environmentNames(raw)));
  if (Object.keys(problems).length > 0) throw validationError(problems);
  const providerId = await getProviderId(c);
  const query = parseQuery(raw);
  const pacts = await findPactsForVerification(db, providerId, query, now);
  const presentation = {
    provider: pathParam(c, 'provider'),
    withStatus: query.includePendingStatus,
    self: resourceUrl(c),
    ...more,
  };
  return halResponse(c, await presentPactsForVerification(pacts, presentation, urls));
}
