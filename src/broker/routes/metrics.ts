import { dateTime, halResponse } from '../hal/hal.ts';
import type { Resource } from '../http/resource.ts';
import { countEverything } from '../store/metrics.ts';

/** How much of everything there is. */
export const metrics: Resource = {
  GET: async (c) => {
    const metrics = await countEverything(c.var.db);
    const { pactPublications, verificationResults } = metrics;
    return halResponse(c, {
      ...metrics,
      pactPublications: dated(pactPublications),
      verificationResults: dated(verificationResults),
    });
  },
};

function dated<Spanned extends { first: string | null; last: string | null }>(spanned: Spanned): Spanned {
  const { first, last } = spanned;
  return { ...spanned, first: first && dateTime(first), last: last && dateTime(last) };
}
