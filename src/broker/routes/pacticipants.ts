import { z } from 'zod';
import { created, hal, noContent } from '../hal/hal.ts';
import { presentPacticipant } from '../hal/pacticipant.ts';
import { noPacticipant } from '../protocol/http-error.ts';
import {
  type BrokerApp,
  type BrokerContext,
  jsonTypes,
  mergePatchTypes,
  resource,
  takes,
} from '../protocol/resource.ts';
import {
  deletePacticipant,
  ensurePacticipant,
  findPacticipant,
  type Pacticipant,
  replacePacticipant,
  updatePacticipant,
} from '../store/pacticipants.ts';

const line = z.string().trim().min(1, 'cannot be blank').nullable();
const Attributes = z
  .object({
    displayName: line,
    repositoryUrl: line,
    repositoryName: line,
    repositoryNamespace: line,
    mainBranch: line.refine((name) => !name || !/\s/.test(name), 'cannot contain spaces'),
  })
  .partial();
const NewPacticipant = Attributes.extend({ name: z.string().trim().min(1, 'must be filled') });

/** The applications of the network: `/pacticipants` and `/pacticipants/{name}`. */
export function pacticipantRoutes(app: BrokerApp): void {
  resource(app, '/pacticipants', {
    POST: takes({ consumes: jsonTypes, schema: NewPacticipant }, async (c, { name, ...attributes }) => {
      const pacticipant = await ensurePacticipant(c.var.db, name, c.var.now, known(attributes));
      return created(c, c.var.urls.pacticipant(name), await present(c, pacticipant));
    }),
  });

  resource<Pacticipant>(app, '/pacticipants/:pacticipant', {
    find: (c) => findPacticipant(c.var.db, nameOf(c)),
    GET: async (c, pacticipant) => hal(c, await present(c, pacticipant)),
    PUT: takes({ consumes: jsonTypes, schema: Attributes, creates: true }, async (c, attributes, found) => {
      if (!found) throw noPacticipant('pacticipant', nameOf(c));
      return hal(c, await present(c, await replacePacticipant(c.var.db, found.id, known(attributes), c.var.now)));
    }),
    PATCH: takes(
      { consumes: [...jsonTypes, ...mergePatchTypes], schema: Attributes, creates: true },
      async (c, attributes, found) => {
        if (found)
          return hal(c, await present(c, await updatePacticipant(c.var.db, found.id, known(attributes), c.var.now)));
        const pacticipant = await ensurePacticipant(c.var.db, nameOf(c), c.var.now, known(attributes));
        return created(c, c.var.urls.pacticipant(pacticipant.name), await present(c, pacticipant));
      },
    ),
    DELETE: async (c, pacticipant) => {
      await deletePacticipant(c.var.db, pacticipant.id);
      return noContent(c);
    },
  });
}

function nameOf(c: BrokerContext): string {
  return c.req.param('pacticipant') ?? '';
}

function present(c: BrokerContext, pacticipant: Pacticipant) {
  return presentPacticipant(c.var.db, pacticipant, c.var.urls);
}

/** Without the members that are undefined, which mean "not said". */
function known<T extends object>(attributes: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}
