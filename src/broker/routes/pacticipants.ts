import { z } from 'zod';
import { deploymentLinks } from '../hal/deployed-version.ts';
import { created, hal, noContent } from '../hal/hal.ts';
import { presentPacticipant } from '../hal/pacticipant.ts';
import { presentPacticipants, presentPacticipantsTwice } from '../hal/pacticipants.ts';
import { noPacticipant } from '../http/http-error.ts';
import { pageOf } from '../http/paging.ts';
import { pathPart } from '../http/path-part.ts';
import { type BrokerApp, type BrokerContext, jsonTypes, mergePatchTypes, resource, takes } from '../http/resource.ts';
import { filledLine, line, lineNotBlank, wordNotBlank } from '../http/text.ts';
import { listDeployedOfPacticipant } from '../store/deployed-versions.ts';
import { listEnvironments } from '../store/environments.ts';
import { type DescribedPacticipant, describePacticipants } from '../store/pacticipant-parts.ts';
import {
  deletePacticipant,
  ensurePacticipant,
  findPacticipant,
  listPacticipants,
  type Pacticipant,
  type PacticipantFilter,
  replacePacticipant,
  updatePacticipant,
} from '../store/pacticipants.ts';
import type { Listing } from '../store/page.ts';

const Attributes = z
  .object({
    displayName: lineNotBlank.nullable(),
    repositoryUrl: line.nullable(),
    repositoryName: line.nullable(),
    repositoryNamespace: line.nullable(),
    mainBranch: wordNotBlank.nullable(),
  })
  .partial();
const NewPacticipant = Attributes.extend({ name: filledLine });

/** The applications of the network: `/pacticipants`, `/pacticipants/label/{label}` and `/pacticipants/{name}`. */
export function pacticipantRoutes(app: BrokerApp): void {
  resource(app, '/pacticipants', {
    GET: async (c) => hal(c, presentPacticipantsTwice(c, await list(c, { search: c.req.query('q') }))),
    POST: takes({ consumes: jsonTypes, schema: NewPacticipant }, async (c, { name, ...attributes }) => {
      const pacticipant = await ensurePacticipant(c.var.db, name, c.var.now, known(attributes));
      const [described] = await describePacticipants(c.var.db, [pacticipant]);
      return created(c, c.var.urls.pacticipant(name), described && presentPacticipant(described, c.var.urls));
    }),
  });

  resource(app, '/pacticipants/label/:label', {
    GET: async (c) => {
      const filter = { search: c.req.query('q'), label: pathPart(c, 'label') };
      return hal(c, presentPacticipants(c, await list(c, filter)));
    },
  });

  resource<Pacticipant>(app, '/pacticipants/:pacticipant', {
    find: (c) => findPacticipant(c.var.db, nameOf(c)),
    missing: (c) => noPacticipant('pacticipant', nameOf(c)),
    GET: async (c, pacticipant) => hal(c, await present(c, pacticipant)),
    PUT: takes(
      { consumes: jsonTypes, schema: Attributes, creates: true, bodyOptional: true },
      async (c, attributes, found) => {
        if (!found) throw noPacticipant('pacticipant', nameOf(c));
        return hal(c, await present(c, await replacePacticipant(c.var.db, found.id, known(attributes), c.var.now)));
      },
    ),
    PATCH: takes(
      { consumes: [...jsonTypes, ...mergePatchTypes], schema: Attributes, creates: true, bodyOptional: true },
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
  return pathPart(c, 'pacticipant');
}

async function list(c: BrokerContext, filter: PacticipantFilter): Promise<Listing<DescribedPacticipant>> {
  const { items, ...rest } = await listPacticipants(c.var.db, filter, pageOf(c));
  return { items: await describePacticipants(c.var.db, items), ...rest };
}

async function present(c: BrokerContext, pacticipant: Pacticipant) {
  const { db, urls } = c.var;
  const [described] = await describePacticipants(db, [pacticipant]);
  const deployed = await listDeployedOfPacticipant(db, pacticipant.id);
  const links = deploymentLinks(deployed, deployed.length > 0 ? await listEnvironments(db) : [], urls);
  return described && presentPacticipant(described, urls, links);
}

/** Without the members that are undefined, which mean "not said". */
function known<T extends object>(attributes: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}
