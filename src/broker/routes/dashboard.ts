import type { BrokerContext } from '../context.ts';
import { dashboardAsText, presentDashboard } from '../hal/dashboard.ts';
import { halResponse } from '../hal/hal.ts';
import { preferredType } from '../http/negotiation.ts';
import { pageOf } from '../http/paging.ts';
import type { Resource } from '../http/resource.ts';
import { findDashboard } from '../queries/dashboard.ts';
import type { DashboardFilter } from '../store/dashboard.ts';
import { getPairIds } from './pair.ts';

const types = ['application/hal+json', 'text/plain'] as const;

/** The newest pacts of every integration with their results. */
export const dashboard = dashboardResource(async () => ({}));

/** The same for one consumer and provider. */
export const pairDashboard = dashboardResource(getPairIds);

function dashboardResource(find: (c: BrokerContext) => Promise<DashboardFilter>): Resource<DashboardFilter> {
  return {
    produces: types,
    find,
    GET: async (c, filter) => {
      const items = await findDashboard(c.var.db, filter, pageOf(c));
      if (preferredType(c, types) === types[0]) return halResponse(c, presentDashboard(items, c.var.urls));
      return c.body(dashboardAsText(items), 200, { 'content-type': `${types[1]};charset=utf-8` });
    },
  };
}
