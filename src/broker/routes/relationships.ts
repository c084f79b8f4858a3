import type { BrokerContext } from '../context.ts';
import { relationshipsAsCsv } from '../hal/relationships.ts';
import { pacticipantNotFound } from '../http/http-error.ts';
import type { Resource } from '../http/resource.ts';
import { connectedTo } from '../queries/overview.ts';
import { listRelationships, type Relationship } from '../store/integrations.ts';
import { findPacticipant } from '../store/pacticipants.ts';
import { pathParam } from '../url/request.ts';

/** All integrations, as CSV. */
export const relationships: Resource = {
  produces: ['text/csv'],
  GET: async (c) => csv(c, await listRelationships(c.var.db)),
};

export const group: Resource<string> = {
  produces: ['text/csv'],
  find: async (c) => (await findPacticipant(c.var.db, pathParam(c, 'pacticipant')))?.name,
  notFoundError: (c) => pacticipantNotFound('pacticipant', pathParam(c, 'pacticipant')),
  GET: async (c, name) => {
    const most = Number(c.req.query('maxPacticipants')) || undefined;
    return csv(c, connectedTo(await listRelationships(c.var.db), name, most));
  },
};

function csv(c: BrokerContext, relationships: readonly Relationship[]): Response {
  return c.body(relationshipsAsCsv(relationships), 200, { 'content-type': 'text/csv;charset=utf-8' });
}
