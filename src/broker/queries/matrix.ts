import { type Decision, decide } from '../../matrix/decision.ts';
import { infersPacticipants, type MatrixQuery } from '../../matrix/query.ts';
import { distinctIntegrations, type Integration, pacticipantsToInfer, resolveSelector } from '../../matrix/resolve.ts';
import { type Row, selectLatestRows, sortRows, splitIgnored } from '../../matrix/row.ts';
import { isNameOnly, type ResolvedSelector, type Selector } from '../../matrix/selector.ts';
import type { Db } from '../store/database.ts';
import { findIntegrations, findProvidersOf, findRows } from '../store/matrix-rows.ts';
import { findPacticipantIds } from '../store/pacticipants.ts';
import { findSelectedVersions, type VersionsByPacticipant } from '../store/selected-versions.ts';

export interface MatrixAnswer {
  readonly decision: Decision;
  readonly considered: readonly Row[];
  readonly ignored: readonly Row[];
}

/** A query whose names and criteria have been resolved to records. */
export interface ResolvedQuery {
  readonly specified: readonly ResolvedSelector[];
  readonly inferred: readonly ResolvedSelector[];
  readonly ignore: readonly ResolvedSelector[];
  readonly integrations: readonly Integration[];
}

/** Answers a matrix query: resolves its selectors, reads the rows, and leaves the decision to `matrix/`. */
export async function queryMatrix(db: Db, query: MatrixQuery): Promise<MatrixAnswer> {
  return evaluateMatrix(db, query, await resolveQuery(db, query));
}

/** @param known the ids of `namesIn(query)`, where they have been looked up */
export async function resolveQuery(
  db: Db,
  query: MatrixQuery,
  known?: ReadonlyMap<string, number>,
): Promise<ResolvedQuery> {
  const ids = known ?? (await findPacticipantIds(db, pacticipantNames(query)));
  const ignore = await resolveSelectors(db, query.ignore, ids, 'ignored', []);
  const specified = await resolveSelectors(db, query.selectors, ids, 'specified', ignore);
  const integrations = await findAllIntegrations(db, query, specified);
  const inferred = infersPacticipants(query) ? await inferSelectors(db, query, integrations, specified, ignore) : [];
  return { specified, inferred, ignore, integrations };
}

/** Reads the rows of a resolved query, and decides. */
export async function evaluateMatrix(db: Db, query: MatrixQuery, resolved: ResolvedQuery): Promise<MatrixAnswer> {
  const { specified, inferred, ignore } = resolved;
  const found = await findRows(db, [...specified, ...inferred], query.latestby !== undefined);
  const rows = sortRows(selectLatestRows(found, query.latestby)).filter(
    ({ result }) => !query.success || query.success.includes(result?.success ?? null),
  );
  const split = splitIgnored(rows, ignore);
  return { decision: decide({ target: query.target, ...resolved, ...split }), ...split };
}

/** The pacticipants that a query names. */
export function pacticipantNames({ selectors, ignore }: MatrixQuery): string[] {
  return [...selectors, ...ignore].map(({ pacticipant }) => pacticipant);
}

async function resolveSelectors(
  db: Db,
  selectors: readonly Selector[],
  ids: ReadonlyMap<string, number>,
  type: ResolvedSelector['type'],
  ignore: readonly ResolvedSelector[],
): Promise<ResolvedSelector[]> {
  const resolved: ResolvedSelector[] = [];
  for (const selector of selectors) {
    const id = ids.get(selector.pacticipant);
    const versions =
      id === undefined || isNameOnly(selector) ? noVersions : await findSelectedVersions(db, selector, [id]);
    resolved.push(...resolveSelector(selector, type, id, versions.get(id ?? -1) ?? [], ignore));
  }
  return resolved;
}

const noVersions: VersionsByPacticipant = new Map();

/**
 * The integrations of the specified versions. Providers are those of the consumer's version, since they change over time. Consumers
 * are all that have a pact with the provider, since every deployed one counts, verified or not. Several selectors without a target
 * consider only the pairs among themselves.
 */
async function findAllIntegrations(
  db: Db,
  query: MatrixQuery,
  specified: readonly ResolvedSelector[],
): Promise<Integration[]> {
  if (infersPacticipants(query) || specified.length === 1) {
    return distinctIntegrations(await findIntegrations(db, specified));
  }
  const ids = specified.flatMap(({ pacticipantId }) => pacticipantId ?? []);
  return distinctIntegrations(await findProvidersOf(db, specified, ids));
}

async function inferSelectors(
  db: Db,
  { target }: MatrixQuery,
  integrations: readonly Integration[],
  specified: readonly ResolvedSelector[],
  ignore: readonly ResolvedSelector[],
): Promise<ResolvedSelector[]> {
  const others = pacticipantsToInfer(integrations, specified);
  const versions = await findSelectedVersions(
    db,
    target,
    others.map(({ id }) => id),
  );
  return others.flatMap(({ id, name }) =>
    resolveSelector({ ...target, pacticipant: name }, 'inferred', id, versions.get(id) ?? [], ignore),
  );
}
