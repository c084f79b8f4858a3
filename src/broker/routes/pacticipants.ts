import { z } from 'zod';
import type { BrokerContext } from '../context.ts';
import { createdResponse, halResponse, noContentResponse } from '../hal/hal.ts';
import { presentPacticipant, presentPacticipants, presentPacticipantsWithLegacyEmbedded } from '../hal/pacticipant.ts';
import { deploymentLinks } from '../hal/placement.ts';
import { filledLine, line, lineNotBlank, wordNotBlank } from '../http/fields.ts';
import { pacticipantNotFound } from '../http/http-error.ts';
import { pageOf } from '../http/paging.ts';
import { jsonTypes, mergePatchTypes, type Resource, withBody } from '../http/resource.ts';
import { listEnvironments } from '../store/environments.ts';
import {
  type DescribedPacticipant,
  deletePacticipant,
  describePacticipants,
  ensurePacticipant,
  findPacticipant,
  listPacticipants,
  type Pacticipant,
  type PacticipantFilter,
  replacePacticipant,
  updatePacticipant,
} from '../store/pacticipants.ts';
import type { Listing } from '../store/page.ts';
import { listDeployedOfPacticipant } from '../store/placements.ts';
import { pathParam } from '../url/request.ts';

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

/** All pacticipants. */
export const pacticipants: Resource = {
  GET: async (c) =>
    halResponse(c, presentPacticipantsWithLegacyEmbedded(c, await listFiltered(c, { search: c.req.query('q') }))),
  POST: withBody({ consumes: jsonTypes, schema: NewPacticipant }, async (c, { name, ...attributes }) => {
    const pacticipant = await ensurePacticipant(c.var.db, name, c.var.now, withoutUndefined(attributes));
    const [described] = await describePacticipants(c.var.db, [pacticipant]);
    return createdResponse(c, c.var.urls.pacticipant(name), described && presentPacticipant(described, c.var.urls));
  }),
};

export const pacticipantsWithLabel: Resource = {
  GET: async (c) => {
    const filter = { search: c.req.query('q'), label: pathParam(c, 'label') };
    return halResponse(c, presentPacticipants(c, await listFiltered(c, filter)));
  },
};

export const pacticipant: Resource<Pacticipant> = {
  find: (c) => findPacticipant(c.var.db, nameOf(c)),
  notFoundError: (c) => pacticipantNotFound('pacticipant', nameOf(c)),
  GET: async (c, pacticipant) => halResponse(c, await presentWithDetails(c, pacticipant)),
  PUT: withBody(
    { consumes: jsonTypes, schema: Attributes, creates: true, bodyOptional: true },
    async (c, attributes, found) => {
      if (!found) throw pacticipantNotFound('pacticipant', nameOf(c));
      return halResponse(
        c,
        await presentWithDetails(
          c,
          await replacePacticipant(c.var.db, found.id, withoutUndefined(attributes), c.var.now),
        ),
      );
    },
  ),
  PATCH: withBody(
    { consumes: [...jsonTypes, ...mergePatchTypes], schema: Attributes, creates: true, bodyOptional: true },
    async (c, attributes, found) => {
      if (found)
        return halResponse(
          c,
          await presentWithDetails(
            c,
            await updatePacticipant(c.var.db, found.id, withoutUndefined(attributes), c.var.now),
          ),
        );
      const pacticipant = await ensurePacticipant(c.var.db, nameOf(c), c.var.now, withoutUndefined(attributes));
      return createdResponse(c, c.var.urls.pacticipant(pacticipant.name), await presentWithDetails(c, pacticipant));
    },
  ),
  DELETE: async (c, pacticipant) => {
    await deletePacticipant(c.var.db, pacticipant.id);
    return noContentResponse(c);
  },
};

function nameOf(c: BrokerContext): string {
  return pathParam(c, 'pacticipant');
}

async function listFiltered(c: BrokerContext, filter: PacticipantFilter): Promise<Listing<DescribedPacticipant>> {
  const { items, ...rest } = await listPacticipants(c.var.db, filter, pageOf(c));
  return { items: await describePacticipants(c.var.db, items), ...rest };
}

async function presentWithDetails(c: BrokerContext, pacticipant: Pacticipant) {
  const { db, urls } = c.var;
  const [described] = await describePacticipants(db, [pacticipant]);
  const deployed = await listDeployedOfPacticipant(db, pacticipant.id);
  const links = deploymentLinks(deployed, deployed.length > 0 ? await listEnvironments(db) : [], urls);
  return described && presentPacticipant(described, urls, links);
}

/** Removes the members that are undefined. */
function withoutUndefined<T extends object>(attributes: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}
