import { hal } from '../hal/hal.ts';
import { presentPublication } from '../hal/publication.ts';
import { type BrokerApp, jsonTypes, resource, takes } from '../http/resource.ts';
import { PublicationSchema } from '../publishing/publication.ts';
import { publish } from '../publishing/publish.ts';

/** Where the official clients publish: all contracts of a version at once. */
export function publishRoutes(app: BrokerApp): void {
  resource(app, '/contracts/publish', {
    POST: takes({ consumes: jsonTypes, schema: PublicationSchema }, async (c, publication) => {
      const notices = await publish(c.var.db, publication, c.var.urls, c.var.now);
      return hal(c, presentPublication(publication, notices, c.var.urls));
    }),
  });
}
