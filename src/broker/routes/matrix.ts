import { type MatrixQuery, type Params, parseMatrixQuery, validateMatrixQuery } from '../../matrix/query.ts';
import type { BrokerContext } from '../context.ts';
import { halResponse } from '../hal/hal.ts';
import { matrixAsText, presentMatrix } from '../hal/matrix.ts';
import { pacticipantNotFound, validationError } from '../http/http-error.ts';
import { rejectLongLists } from '../http/list-limits.ts';
import { preferredType } from '../http/negotiation.ts';
import type { Resource } from '../http/resource.ts';
import {
  evaluateMatrix,
  type MatrixAnswer,
  pacticipantNames,
  type ResolvedQuery,
  resolveQuery,
} from '../queries/matrix.ts';
import { environmentExists } from '../store/environments.ts';
import { findPacticipantIds } from '../store/pacticipants.ts';
import { findVersionDetails } from '../store/version-details.ts';
import { parseNestedQuery } from '../url/rack-query.ts';

/** Media types of a matrix. */
export const matrixTypes = ['application/hal+json', 'text/plain'] as const;

/** The parameters of the query, nested by Rack's rules. */
export function paramsOf(c: BrokerContext): Params {
  const params = parseNestedQuery(new URL(c.req.url).search.slice(1));
  rejectLongLists(c, params, { q: 'selectors', ignore: 'ignored', success: 'selectors' });
  return params;
}

/** Finds the pacticipants and environments that a query names. */
export async function findNamed(c: BrokerContext, query: MatrixQuery) {
  const { environment } = query.target;
  const [ids, isThere] = await Promise.all([
    findPacticipantIds(c.var.db, pacticipantNames(query)),
    environment ? environmentExists(c.var.db, environment) : false,
  ]);
  return { ids, pacticipants: new Set(ids.keys()), environments: new Set(isThere ? [environment ?? ''] : []) };
}

/** A matrix query, and the ids of its pacticipants if they have been looked up. */
export interface MatrixRequest {
  readonly query: MatrixQuery;
  readonly ids?: ReadonlyMap<string, number>;
}

/** Answers a matrix query as HAL, or as a text table. */
export async function answerMatrix(c: BrokerContext, { query, ids }: MatrixRequest): Promise<Response> {
  const { db, urls } = c.var;
  const resolved = await resolveQuery(db, query, ids);
  if (preferredType(c, matrixTypes) === 'text/plain') {
    const found = await evaluateMatrix(db, query, resolved);
    return c.body(matrixAsText(found, query.limit), 200, { 'content-type': 'text/plain;charset=utf-8' });
  }
  const [found, ahead] = await Promise.all([
    evaluateMatrix(db, query, resolved),
    findVersionDetails(db, versionIdsIn(resolved, query.limit)),
  ]);
  const shown = versionIdsOf(found, query.limit);
  const details = shown.every((id) => ahead.has(id)) ? ahead : await findVersionDetails(db, shown);
  return halResponse(c, presentMatrix(found, query.limit, details, urls));
}

/** The versions that can occur in rows, if they are known before the rows are read and are not more than can be shown. */
function versionIdsIn({ specified, inferred }: ResolvedQuery, limit: number): number[] {
  const selectors = [...specified, ...inferred];
  const ids = selectors.flatMap(({ version }) => (typeof version === 'object' ? [version.id] : []));
  const isOpen = selectors.length === 1 || selectors.some(({ version }) => version === 'any');
  return isOpen || ids.length > Math.min(2 * limit, MAX_VERSIONS_AHEAD) ? [] : [...new Set(ids)];
}

const MAX_VERSIONS_AHEAD = 500;

function versionIdsOf({ considered, ignored }: MatrixAnswer, limit: number): number[] {
  const shown = [...considered.slice(0, limit), ...ignored.slice(0, limit)];
  return [
    ...new Set(shown.flatMap(({ consumer, provider }) => [consumer.version.id, provider.version?.id ?? []].flat())),
  ];
}

/** The matrix of pacts and verification results, with the decision whether the selected versions are compatible. */
export const matrix: Resource<MatrixRequest> = {
  produces: matrixTypes,
  findBeforeNegotiation: true,
  find: async (c) => {
    const query = parseMatrixQuery(paramsOf(c));
    const known = await findNamed(c, query);
    const problems = validateMatrixQuery(query, known);
    if (problems.length > 0) throw validationError(problems);
    return { query, ids: known.ids };
  },
  GET: (c, asked) => answerMatrix(c, asked),
};

export const pairMatrix: Resource<MatrixQuery> = {
  find: async (c) => {
    const { provider = '', consumer = '' } = c.req.param();
    const query = {
      ...parseMatrixQuery(paramsOf(c)),
      selectors: [{ pacticipant: consumer }, { pacticipant: provider }],
    };
    const { pacticipants, environments } = await findNamed(c, query);
    const problems = validateMatrixQuery(query, { pacticipants: new Set([consumer, provider]), environments });
    if (problems.length > 0) throw validationError(problems);
    if (!pacticipants.has(consumer)) throw pacticipantNotFound('consumer', consumer);
    if (!pacticipants.has(provider)) throw pacticipantNotFound('provider', provider);
    return query;
  },
  GET: (c, query) => answerMatrix(c, { query }),
};
