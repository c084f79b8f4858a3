import { z } from 'zod';
import { created, hal, noContent } from '../hal/hal.ts';
import { presentLabel, presentLabels } from '../hal/label.ts';
import { pageOf } from '../http/paging.ts';
import { pathPart } from '../http/path-part.ts';
import { type BrokerApp, type BrokerContext, jsonTypes, resource, takes } from '../http/resource.ts';
import { addLabel, deleteLabel, findLabel, type Label, listLabels } from '../store/labels.ts';
import { ensurePacticipant } from '../store/pacticipants.ts';

/** The labels of pacticipants, by which webhooks may choose them: `/labels` and `/pacticipants/{name}/labels/{label}`. */
export function labelRoutes(app: BrokerApp): void {
  resource(app, '/labels', {
    GET: async (c) => hal(c, presentLabels(c, await listLabels(c.var.db, pageOf(c)))),
  });

  resource<Label>(app, '/pacticipants/:pacticipant/labels/:label', {
    find: (c) => {
      const { pacticipant, label } = named(c);
      return findLabel(c.var.db, pacticipant, label);
    },
    GET: (c, label) => hal(c, presentLabel(label, named(c).pacticipant, c.var.urls)),
    PUT: takes(
      { consumes: jsonTypes, schema: z.unknown(), creates: true, bodyOptional: true },
      async (c, _body, found) => {
        const { pacticipant, label } = named(c);
        if (found) return hal(c, presentLabel(found, pacticipant, c.var.urls));
        const { id } = await ensurePacticipant(c.var.db, pacticipant, c.var.now);
        const added = await addLabel(c.var.db, id, label, c.var.now);
        return created(c, c.var.urls.label(pacticipant, label), presentLabel(added, pacticipant, c.var.urls));
      },
    ),
    DELETE: async (c, label) => {
      await deleteLabel(c.var.db, label);
      return noContent(c);
    },
  });
}

function named(c: BrokerContext): { pacticipant: string; label: string } {
  return { pacticipant: pathPart(c, 'pacticipant'), label: pathPart(c, 'label') };
}
