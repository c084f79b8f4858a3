import { z } from 'zod';
import type { BrokerContext } from '../context.ts';
import { halResponse } from '../hal/hal.ts';
import { pactResponse, pactTypes } from '../hal/pact.ts';
import { pactLists } from '../http/list-limits.ts';
import { jsonTypes, type Resource, withBody } from '../http/resource.ts';
import type { JsonObject } from '../pact-json/json.ts';
import { parseJsonAsync } from '../pact-json/json-reader.ts';
import { type ParsedPact, preparePact } from '../pact-json/parsed-pact.ts';
import { mergePact, putPact } from '../publishing/write-pact.ts';
import { findNewestPact } from '../store/pact-lists.ts';
import { deletePact, findPact, type Pact, type PactWithContent } from '../store/pacts.ts';
import { pathParam } from '../url/request.ts';
import { pairOf } from './pair.ts';

const body = {
  consumes: jsonTypes,
  parse: parseJsonAsync,
  schema: z.custom<JsonObject>((value) => value instanceof Map, 'must be a hash').transform(preparePact),
  limited: pactLists,
  creates: true,
  isLarge: true,
};

/** The pact of a consumer version. */
export const pact: Resource<PactWithContent> = {
  produces: pactTypes,
  find: findRequestedPact,
  GET: (c, pact) => pactResponse(c, pact),
  PUT: withBody(body, writePact(putPact)),
  PATCH: withBody(body, writePact(mergePact)),
  DELETE: deletePactOfVersion,
};

function findRequestedPact(c: BrokerContext): Promise<PactWithContent | undefined> {
  return findPact(c.var.db, pairOf(c), pathParam(c, 'version'));
}

function writePact(save: typeof putPact) {
  return async (c: BrokerContext, pact: ParsedPact, found: PactWithContent | undefined): Promise<Response> => {
    const { db, now, urls, checksSimilarNames } = c.var;
    const coordinates = { ...pairOf(c), consumerVersion: pathParam(c, 'version') };
    await save({ db, now, urls, checksSimilarNames }, coordinates, pact, found);
    const written = await findRequestedPact(c);
    if (!written) throw new Error('the pact was deleted while it was written');
    return pactResponse(c, written, { status: found ? 200 : 201 });
  };
}

async function deletePactOfVersion(c: BrokerContext, pact: Pact): Promise<Response> {
  await deletePact(c.var.db, pact);
  return answerDeleted(c, pact);
}

/** The answer to the deletion of pacts: a link to the latest one that is left. */
export async function answerDeleted(c: BrokerContext, ids: Pick<Pact, 'consumerId' | 'providerId'>): Promise<Response> {
  const { db, urls } = c.var;
  const { consumerId, providerId } = ids;
  const latest = await findNewestPact(db, { consumerId, providerId });
  const href = latest && urls.href`/pacts/provider/${latest.provider}/consumer/${latest.consumer}/latest`;
  return halResponse(c, {
    _links: { index: { href: urls.base }, ...(href && { 'pb:latest-pact-version': { href, title: 'Latest pact' } }) },
  });
}
