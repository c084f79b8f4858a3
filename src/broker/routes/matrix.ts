import { canIDeployQuery, type MatrixQuery, type Params, parseMatrixQuery, problemsOf } from '../../matrix/query.ts';
import { hal } from '../hal/hal.ts';
import { matrixAsText, presentMatrix } from '../hal/matrix.ts';
import { askMatrix, type MatrixAnswer } from '../matrix.ts';
import { type FieldErrors, invalid, noPacticipant } from '../protocol/http-error.ts';
import { preferred } from '../protocol/negotiation.ts';
import { parseNestedQuery } from '../protocol/nested-query.ts';
import { type BrokerApp, type BrokerContext, resource } from '../protocol/resource.ts';
import { findPacticipantIds } from '../store/pacticipants.ts';
import { environmentExists } from '../store/selected-versions.ts';
import { findVersionDetails } from '../store/version-details.ts';

const asTextToo = ['application/hal+json', 'text/plain'] as const;

/** May these versions live together: `/matrix`, and `/can-i-deploy` for one version. */
export function matrixRoutes(app: BrokerApp): void {
  resource<MatrixQuery>(app, '/matrix', {
    produces: asTextToo,
    find: async (c) => {
      const query = parseMatrixQuery(paramsOf(c));
      const problems = problemsOf(query, await knownIn(c, query));
      if (problems.length > 0) throw invalid(problems);
      return query;
    },
    GET: (c, query) => answer(c, query),
  });

  resource<MatrixQuery>(app, '/matrix/provider/:provider/consumer/:consumer', {
    find: async (c) => {
      const { provider = '', consumer = '' } = c.req.param();
      const query = {
        ...parseMatrixQuery(paramsOf(c)),
        selectors: [{ pacticipant: consumer }, { pacticipant: provider }],
      };
      const { pacticipants, environments } = await knownIn(c, query);
      const problems = problemsOf(query, { pacticipants: new Set([consumer, provider]), environments });
      if (problems.length > 0) throw invalid(problems);
      if (!pacticipants.has(consumer)) throw noPacticipant('consumer', consumer);
      if (!pacticipants.has(provider)) throw noPacticipant('provider', provider);
      return query;
    },
    GET: (c, query) => answer(c, query),
  });

  resource<MatrixQuery>(app, '/can-i-deploy', {
    find: async (c) => {
      const params = paramsOf(c);
      const query = canIDeployQuery(params);
      const errors = await canIDeployErrors(c, params, query);
      if (Object.keys(errors).length > 0) throw invalid(errors);
      return query;
    },
    GET: (c, query) => answer(c, query),
  });
}

function paramsOf(c: BrokerContext): Params {
  return parseNestedQuery(new URL(c.req.url).search.slice(1));
}

async function knownIn(c: BrokerContext, { selectors, target }: MatrixQuery) {
  const names = selectors.map(({ pacticipant }) => pacticipant);
  const pacticipants = await findPacticipantIds(c.var.db, names);
  const { environment } = target;
  const environments = environment && (await environmentExists(c.var.db, environment)) ? [environment] : [];
  return { pacticipants: new Set(pacticipants.keys()), environments: new Set(environments) };
}

async function canIDeployErrors(c: BrokerContext, params: Params, query: MatrixQuery): Promise<FieldErrors> {
  const missing = (['pacticipant', 'version'] as const).filter((name) => !params[name]);
  const errors: FieldErrors = Object.fromEntries(missing.map((name) => [name, ['is missing']]));
  const known = await knownIn(c, query);
  const { environment } = query.target;
  if (params.pacticipant && !known.pacticipants.has(String(params.pacticipant))) {
    errors.pacticipant = ['does not match an existing pacticipant'];
  }
  if (environment && !known.environments.has(environment))
    errors.environment = [`with name '${environment}' does not exist`];
  if (params.environment && params.to) errors[''] = ["Cannot specify both a 'to' tag and an environment."];
  if (!params.environment && !params.to) errors[''] = ["Must specify either an environment or a 'to' tag."];
  return errors;
}

async function answer(c: BrokerContext, query: MatrixQuery): Promise<Response> {
  const found = await askMatrix(c.var.db, query);
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
