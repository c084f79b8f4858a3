import type { BrokerApp } from '../context.ts';
import { halResponse } from '../hal/hal.ts';
import { presentPublication } from '../hal/publication.ts';
import { jsonTypes, mountResource, withBody } from '../http/resource.ts';
import { PublicationSchema } from '../publishing/publication.ts';
import { publish } from '../publishing/publish.ts';

/** Where the official clients publish: all contracts of a version at once. */
export function publishRoutes(app: BrokerApp): void {
  mountResource(app, '/contracts/publish', {
    POST: withBody({ consumes: jsonTypes, schema: PublicationSchema }, async (c, publication) => {
      const notices = await publish(c.var.db, publication, c.var.urls, c.var.now);
      return halResponse(c, presentPublication(publication, notices, c.var.urls));
    }),
  });
}
