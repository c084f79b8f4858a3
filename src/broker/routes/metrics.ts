import { dateTime, hal } from '../hal/hal.ts';
import { type BrokerApp, resource } from '../http/resource.ts';
import { countEverything } from '../store/metrics.ts';

/** How much of everything there is. */
export function metricsRoutes(app: BrokerApp): void {
  resource(app, '/metrics', {
    GET: async (c) => {
      const metrics = await countEverything(c.var.db);
      const { pactPublications, verificationResults } = metrics;
      return hal(c, {
        ...metrics,
        pactPublications: dated(pactPublications),
        verificationResults: dated(verificationResults),
      });
    },
  });
}

function dated<Spanned extends { first: string | null; last: string | null }>(spanned: Spanned): Spanned {
  const { first, last } = spanned;
  return { ...spanned, first: first && dateTime(first), last: last && dateTime(last) };
}
