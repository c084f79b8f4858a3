import type { MatrixQuery } from './query.ts';
import type { Criteria } from './selector.ts';

/** The parameters of a `/matrix` query. Without a limit the broker considers at most 100 rows. */
type PathQuery = Pick<MatrixQuery, 'selectors'> &
  Partial<Pick<MatrixQuery, 'ignore' | 'target' | 'latestby' | 'limit'>>;

/** A limit above the size of any matrix. A broker ignores the rows beyond the limit, so that with a smaller one it could miss a failure and answer yes. */
export const ALL_ROWS = 100_000;

/** Path and query string of `GET /matrix`: the inverse of `parseMatrixQuery`. */
export function matrixPath(query: PathQuery): string {
  const parameters = matrixParameters(query).map(([name, value]) => `${name}=${encode(value)}`);
  return `/matrix?${parameters.join('&')}`;
}

/** Safe between single quotes in a shell, too. */
function encode(value: string): string {
  return encodeURIComponent(value).replaceAll("'", '%27');
}

/** The parameters of `GET /matrix`, in the order in which the official client sends them. */
export function matrixParameters(query: PathQuery): [name: string, value: string][] {
  const { selectors, ignore = [], target: { tag, ...target } = {}, latestby, limit } = query;
  return [
    ...selectors.flatMap((selector) => toParameters(selector, (name) => `q[][${name}]`)),
    ...ignore.flatMap((selector) => toParameters(selector, (name) => `ignore[][${name}]`)),
    ...toParameters({ tag, latestby, ...target }),
    ...toParameters({ limit: limit !== undefined && Number.isFinite(limit) ? limit : undefined }),
  ];
}

function toParameters(
  values: Criteria | Readonly<Record<string, unknown>>,
  parameter: (name: string) => string = (name) => name,
): [string, string][] {
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [[parameter(name), String(value)] as [string, string]],
  );
}
