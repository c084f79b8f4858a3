import type { BrokerApp, BrokerContext } from '../context.ts';
import { dashboardAsText, presentDashboard } from '../hal/dashboard.ts';
import { halResponse } from '../hal/hal.ts';
import { preferredType } from '../http/negotiation.ts';
import { pageOf } from '../http/paging.ts';
import { mountResource } from '../http/resource.ts';
import { findDashboard } from '../queries/dashboard.ts';
import type { DashboardFilter } from '../store/dashboard.ts';
import { getPairIds } from './pair.ts';

const types = ['application/hal+json', 'text/plain'] as const;

/** Where pacts stand: all that are worth a look, or those of two pacticipants. */
export function dashboardRoutes(app: BrokerApp): void {
  dashboard(app, '/dashboard', async () => ({}));
  dashboard(app, '/dashboard/provider/:provider/consumer/:consumer', getPairIds);
}

function dashboard(app: BrokerApp, path: string, find: (c: BrokerContext) => Promise<DashboardFilter>): void {
  mountResource<DashboardFilter>(app, path, {
    produces: types,
    find,
    GET: async (c, filter) => {
      const items = await findDashboard(c.var.db, filter, pageOf(c));
      if (preferredType(c, types) === types[0]) return halResponse(c, presentDashboard(items, c.var.urls));
      return c.body(dashboardAsText(items), 200, { 'content-type': `${types[1]};charset=utf-8` });
    },
  });
}
