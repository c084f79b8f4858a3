import { relationshipsAsCsv } from '../hal/relationships.ts';
import { noPacticipant } from '../http/http-error.ts';
import { pathPart } from '../http/path-part.ts';
import { type BrokerApp, type BrokerContext, resource } from '../http/resource.ts';
import { connectedTo } from '../queries/overview.ts';
import { findPacticipant } from '../store/pacticipants.ts';
import { listRelationships, type Relationship } from '../store/relationships.ts';

/** Who relies on whom, as CSV: all, or what hangs together with one pacticipant. */
export function relationshipRoutes(app: BrokerApp): void {
  resource(app, '/relationships', {
    produces: ['text/csv'],
    GET: async (c) => csv(c, await listRelationships(c.var.db)),
  });

  resource<string>(app, '/groups/:pacticipant', {
    produces: ['text/csv'],
    find: async (c) => (await findPacticipant(c.var.db, pathPart(c, 'pacticipant')))?.name,
    missing: (c) => noPacticipant('pacticipant', pathPart(c, 'pacticipant')),
    GET: async (c, name) => {
      const most = Number(c.req.query('maxPacticipants')) || undefined;
      return csv(c, connectedTo(await listRelationships(c.var.db), name, most));
    },
  });
}

function csv(c: BrokerContext, relationships: readonly Relationship[]): Response {
  return c.body(relationshipsAsCsv(relationships), 200, { 'content-type': 'text/csv;charset=utf-8' });
}
