import { dateTime, halResponse } from '../hal/hal.ts';
import type { Resource } from '../http/resource.ts';
import { countEverything } from '../store/metrics.ts';

/** The numbers of rows by resource. */
export const metrics: Resource = {
  GET: async (c) => {
    const metrics = await countEverything(c.var.db);
    const { pactPublications, verificationResults } = metrics;
    return halResponse(c, {
      ...metrics,
      pactPublications: withDateTimes(pactPublications),
      verificationResults: withDateTimes(verificationResults),
    });
  },
};

function withDateTimes<Counted extends { first: string | null; last: string | null }>(counted: Counted): Counted {
  const { first, last } = counted;
  return { ...counted, first: first && dateTime(first), last: last && dateTime(last) };
}
