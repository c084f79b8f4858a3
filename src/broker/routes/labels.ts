import { z } from 'zod';
import type { BrokerContext } from '../context.ts';
import { createdResponse, halResponse, noContentResponse } from '../hal/hal.ts';
import { presentLabel, presentLabels } from '../hal/label.ts';
import { pageOf } from '../http/paging.ts';
import { jsonTypes, type Resource, withBody } from '../http/resource.ts';
import { addLabel, deleteLabel, findLabel, type Label, listLabels } from '../store/labels.ts';
import { ensurePacticipant } from '../store/pacticipants.ts';
import { pathParam } from '../url/request.ts';

/** All labels. Webhooks can apply to the pacticipants with a label. */
export const labels: Resource = {
  GET: async (c) => halResponse(c, presentLabels(c, await listLabels(c.var.db, pageOf(c)))),
};

export const label: Resource<Label> = {
  find: (c) => {
    const { pacticipant, label } = labelNames(c);
    return findLabel(c.var.db, pacticipant, label);
  },
  GET: (c, label) => halResponse(c, presentLabel(label, labelNames(c).pacticipant, c.var.urls)),
  PUT: withBody(
    { consumes: jsonTypes, schema: z.unknown(), creates: true, bodyOptional: true },
    async (c, _body, found) => {
      const { pacticipant, label } = labelNames(c);
      if (found) return halResponse(c, presentLabel(found, pacticipant, c.var.urls));
      const { id } = await ensurePacticipant(c.var.db, pacticipant, c.var.now);
      const added = await addLabel(c.var.db, id, label, c.var.now);
      return createdResponse(c, c.var.urls.label(pacticipant, label), presentLabel(added, pacticipant, c.var.urls));
    },
  ),
  DELETE: async (c, label) => {
    await deleteLabel(c.var.db, label);
    return noContentResponse(c);
  },
};

function labelNames(c: BrokerContext): { pacticipant: string; label: string } {
  return { pacticipant: pathParam(c, 'pacticipant'), label: pathParam(c, 'label') };
}
