import { halResponse } from '../hal/hal.ts';
import { presentPublication } from '../hal/publication.ts';
import type { Limits } from '../http/limits.ts';
import { jsonTypes, type Resource, withBody } from '../http/resource.ts';
import { parsePublication, publicationSchema } from '../publishing/publication.ts';
import { publish } from '../publishing/publish.ts';

/** Publishes all contracts of a version at once, as the official clients do. */
export function publishContracts(limits: Limits): Resource {
  const body = {
    consumes: jsonTypes,
    schema: publicationSchema(limits),
    parse: parsePublication,
    limited: { contracts: 'contracts', tags: 'tags' },
    isLarge: true,
  } as const;
  return {
    POST: withBody(body, async (c, publication) => {
      const notices = await publish(c.var, publication);
      return halResponse(c, presentPublication(publication, notices, c.var.urls));
    }),
  };
}
