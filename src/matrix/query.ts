import type { Criteria, Selector } from './selector.ts';

/** The groups of which only the latest result counts: consumer and provider version, consumer version and provider, consumer and provider. */
export type LatestBy = 'cvpv' | 'cvp' | 'cp';
const LATEST_BYS = ['cvpv', 'cvp', 'cp'];

/** A query of the matrix. */
export interface MatrixQuery {
  readonly selectors: readonly Selector[];
  readonly ignore: readonly Selector[];
  /** Which versions of the other pacticipants are considered. Empty: no pacticipants are inferred. */
  readonly target: Criteria;
  /** Without it every result counts, including superseded ones. */
  readonly latestby?: LatestBy;
  /** Rows to keep: successful, failed, without result (null). */
  readonly success?: readonly (boolean | null)[];
  /** Rows to show; the decision is made over all. */
  readonly limit: number;
  /** Parameters that are lists or maps where a string is required. They are rejected, because ignoring them could turn a no into a yes. */
  readonly malformed?: readonly string[];
}

/** A query string parsed by Rack's rules. */
export type Params = { readonly [name: string]: unknown };

/** The names in a query that exist in the broker. */
export interface KnownNames {
  readonly pacticipants: ReadonlySet<string>;
  readonly environments: ReadonlySet<string>;
}

/** Parses the parameters of `GET /matrix`. Check the query with `validateMatrixQuery` before using it. */
export function parseMatrixQuery(params: Params): MatrixQuery {
  const latestby = textOf(params.latestby);
  const malformed = [params, ...listOf(params.q), ...listOf(params.ignore)].flatMap(findMalformedNames);
  return {
    selectors: selectorsOf(params.q),
    ignore: selectorsOf(params.ignore),
    target: criteriaOf({ ...params, version: undefined, branch: undefined }),
    limit: Number.parseInt(textOf(params.limit) ?? '100', 10),
    ...(latestby && { latestby: latestby as LatestBy }),
    ...(params.success !== undefined && { success: [params.success].flat().map(successOf) }),
    ...(malformed.length > 0 && { malformed }),
  };
}

/** The problems of a query, in the official broker's words and order. */
export function validateMatrixQuery(query: MatrixQuery, known: KnownNames): string[] {
  const { selectors, ignore, target, limit, latestby, malformed = [] } = query;
  const unknown = selectors.filter(({ pacticipant }) => pacticipant && !known.pacticipants.has(pacticipant));
  return [
    ...malformed.map((name) => `${name} must be a string`),
    ...selectorProblems(selectors, ''),
    ...unknown.map(({ pacticipant }) => `Pacticipant ${pacticipant} not found`),
    ...(selectors.length === 0 ? ['Please provide 1 or more version selectors.'] : []),
    ...selectorProblems(ignore, ' to ignore'),
    ...targetProblems(target, known),
    ...(limit >= 1 ? [] : ['The limit must be 1 or greater.']),
    ...(latestby && !LATEST_BYS.includes(latestby) ? [`latestby must be one of: ${LATEST_BYS.join(', ')}`] : []),
  ];
}

/** Parses the parameters of `GET /can-i-deploy`: one version, to a tag or an environment. */
export function parseCanIDeployQuery(params: Params): MatrixQuery {
  const pacticipant = textOf(params.pacticipant) ?? '';
  const version = textOf(params.version) ?? '';
  const environment = textOf(params.environment);
  const tag = textOf(params.to);
  const ignore = listOf(params.ignore).map((one) => (typeof one === 'string' ? { pacticipant: one } : selectorOf(one)));
  const malformed = [params, ...listOf(params.ignore)].flatMap(findMalformedNames);
  const target = environment ? { environment } : tag ? { tag, latest: true } : {};
  const query = deployQuery({ pacticipant, version }, target);
  const namedIgnores = ignore.filter(({ pacticipant }) => pacticipant !== '');
  return { ...query, ignore: namedIgnores, ...(malformed.length > 0 && { malformed }) };
}

/** The matrix query of can-i-deploy. With an environment every deployed version counts, otherwise the latest version of each provider. */
export function deployQuery(selector: Selector, target: Criteria): MatrixQuery {
  const latestby = target.environment ? 'cvpv' : 'cvp';
  return { selectors: [selector], ignore: [], target, latestby, limit: Number.POSITIVE_INFINITY };
}

/** Whether the pacticipants that the selected versions are integrated with are inferred. */
export function infersPacticipants({ target }: MatrixQuery): boolean {
  return Boolean(target.latest || target.tag || target.branch || target.environment || target.mainBranch);
}

function selectorsOf(value: unknown): Selector[] {
  return listOf(value).map(selectorOf);
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

const TEXT_PARAMETERS = [
  'pacticipant',
  'version',
  'branch',
  'tag',
  'environment',
  'to',
  'latest',
  'mainBranch',
  'latestby',
  'limit',
];

function findMalformedNames(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return TEXT_PARAMETERS.filter((name) => typeof ((value as Params)[name] ?? '') === 'object');
}

/** A selector without a pacticipant gets an empty name, which `validateMatrixQuery` reports. */
function selectorOf(value: unknown): Selector {
  const params = (typeof value === 'object' && value !== null ? value : {}) as Params;
  return { pacticipant: textOf(params.pacticipant) ?? '', ...criteriaOf(params) };
}

function criteriaOf(params: Params): Criteria {
  const text = Object.fromEntries(
    (['version', 'branch', 'tag', 'environment'] as const).flatMap((name) => {
      const value = textOf(params[name]);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const flags = Object.fromEntries(
    (['latest', 'mainBranch'] as const).filter((name) => params[name] === 'true').map((name) => [name, true]),
  );
  return { ...text, ...flags };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function successOf(value: unknown): boolean | null {
  return value === '' ? null : value === 'true';
}

function selectorProblems(selectors: readonly Selector[], suffix: string): string[] {
  return selectors.flatMap(({ pacticipant, version, latest }) => {
    if (!pacticipant) return [`Please specify the pacticipant name${suffix}`];
    if (version && latest)
      return [`A version number and latest flag cannot both be specified for ${pacticipant}${suffix}`];
    return [];
  });
}

function targetProblems({ tag, environment, mainBranch, latest }: Criteria, known: KnownNames): string[] {
  const hasSeveral = [tag, environment, mainBranch].filter(Boolean).length > 1;
  return [
    ...(hasSeveral ? ['Cannot specify more than one of tag, environment and mainBranch.'] : []),
    ...(latest && environment ? ['Cannot specify both latest=true and an environment.'] : []),
    ...(environment && !known.environments.has(environment)
      ? [`Environment with name '${environment}' does not exist`]
      : []),
  ];
}
