import { halResponse } from '../hal/hal.ts';
import { presentPublication } from '../hal/publication.ts';
import { jsonTypes, type Resource, withBody } from '../http/resource.ts';
import { PublicationSchema } from '../publishing/publication.ts';
import { publish } from '../publishing/publish.ts';

/** Publishes all contracts of a version at once, as the official clients do. */
export const publishContracts: Resource = {
  POST: withBody(
    {
      consumes: jsonTypes,
      schema: PublicationSchema,
      limited: { contracts: 'contracts', tags: 'tags' },
      isLarge: true,
    },
    async (c, publication) => {
      const notices = await publish(c.var.db, publication, c.var.urls, c.var.now);
      return halResponse(c, presentPublication(publication, notices, c.var.urls));
    },
  ),
};
