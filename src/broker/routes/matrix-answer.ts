import type { MatrixQuery, Params } from '../../matrix/query.ts';
import { hal } from '../hal/hal.ts';
import { matrixAsText, presentMatrix } from '../hal/matrix.ts';
import { askMatrix, type MatrixAnswer, namesIn } from '../matrix.ts';
import { preferred } from '../protocol/negotiation.ts';
import { parseNestedQuery } from '../protocol/nested-query.ts';
import type { BrokerContext } from '../protocol/resource.ts';
import { findPacticipantIds } from '../store/pacticipants.ts';
import { environmentExists } from '../store/selected-versions.ts';
import { findVersionDetails } from '../store/version-details.ts';

/** How a matrix may be had. */
export const asTextToo = ['application/hal+json', 'text/plain'] as const;

/** The parameters of the request's query, nested as Rack nests them. */
export function paramsOf(c: BrokerContext): Params {
  return parseNestedQuery(new URL(c.req.url).search.slice(1));
}

/** What there is of that which a query names. */
export async function knownIn(c: BrokerContext, query: MatrixQuery) {
  const { environment } = query.target;
  const [ids, isThere] = await Promise.all([
    findPacticipantIds(c.var.db, namesIn(query)),
    environment ? environmentExists(c.var.db, environment) : false,
  ]);
  return { ids, pacticipants: new Set(ids.keys()), environments: new Set(isThere ? [environment ?? ''] : []) };
}

/** A query, and the ids of those it names where they have been looked up. */
export interface AskedMatrix {
  readonly query: MatrixQuery;
  readonly ids?: ReadonlyMap<string, number>;
}

/** Answers a query as HAL, or as a table for a terminal. */
export async function answerMatrix(c: BrokerContext, { query, ids }: AskedMatrix): Promise<Response> {
  const found = await askMatrix(c.var.db, query, ids);
  if (preferred(c, asTextToo) === 'text/plain') {
    return c.body(matrixAsText(found, query.limit), 200, { 'content-type': 'text/plain;charset=utf-8' });
  }
  const details = await findVersionDetails(c.var.db, versionIdsOf(found, query.limit));
  return hal(c, presentMatrix(found, query.limit, details, c.var.urls));
}

function versionIdsOf({ considered, ignored }: MatrixAnswer, limit: number): number[] {
  const shown = [...considered.slice(0, limit), ...ignored.slice(0, limit)];
  return [
    ...new Set(shown.flatMap(({ consumer, provider }) => [consumer.version.id, provider.version?.id ?? []].flat())),
  ];
}
