import { halResponse, noContentResponse } from '../hal/hal.ts';
import { drawIntegrations, presentIntegrations } from '../hal/integrations.ts';
import { preferredType } from '../http/negotiation.ts';
import { pageOf } from '../http/paging.ts';
import type { Resource } from '../http/resource.ts';
import { deleteAllIntegrations, deleteIntegration, listIntegrations } from '../store/integrations.ts';
import { getPairIds, type PairIds } from './pair.ts';

const types = ['application/hal+json', 'text/vnd.graphviz'] as const;

/** The integrations: pairs of a consumer and a provider with pacts. */
export const integrations: Resource = {
  produces: types,
  GET: async (c) => {
    const listing = await listIntegrations(c.var.db, c.req.query('q'), pageOf(c));
    if (preferredType(c, types) === types[0]) return halResponse(c, presentIntegrations(c, listing));
    return c.body(drawIntegrations(listing.items), 200, { 'content-type': `${types[1]};charset=utf-8` });
  },
  DELETE: async (c) => {
    await deleteAllIntegrations(c.var.db);
    return noContentResponse(c);
  },
};

export const integration: Resource<PairIds> = {
  find: getPairIds,
  DELETE: async (c, ids) => {
    await deleteIntegration(c.var.db, ids);
    return noContentResponse(c);
  },
};
