import {
  deployQuery,
  type KnownNames,
  type MatrixQuery,
  type Params,
  parseCanIDeployQuery,
} from '../../matrix/query.ts';
import type { Selector } from '../../matrix/selector.ts';
import type { BrokerContext } from '../context.ts';
import { type FieldErrors, validationError } from '../http/http-error.ts';
import type { Resource } from '../http/resource.ts';
import { environmentExists } from '../store/environments.ts';
import { findPacticipantIds } from '../store/pacticipants.ts';
import { findSelectedVersions } from '../store/selected-versions.ts';
import { answerMatrix, findNamed, type MatrixRequest, matrixTypes, paramsOf } from './matrix.ts';

/** May a version be deployed to an environment, or together with the newest versions that have a tag? */
export const canIDeploy: Resource<MatrixRequest> = {
  produces: matrixTypes,
  findBeforeNegotiation: true,
  find: async (c) => {
    const params = paramsOf(c);
    const query = parseCanIDeployQuery(params);
    const known = await findNamed(c, query);
    const errors = canIDeployErrors(known, params, query);
    if (Object.keys(errors).length > 0) throw validationError(errors);
    return { query, ids: known.ids };
  },
  GET: (c, asked) => answerMatrix(c, asked),
};

/** May the newest version with one tag be deployed together with the newest versions that have another tag? */
export const canIDeployTagToTag: Resource<MatrixQuery> = {
  produces: matrixTypes,
  find: async (c) => {
    const { pacticipant = '', tag = '', to = '' } = c.req.param();
    const selector = { pacticipant, latest: true, tag };
    if (!(await versionExists(c, selector))) return undefined;
    return deployQuery(selector, { tag: to, latest: true });
  },
  GET: (c, query) => answerMatrix(c, { query }),
};

/** May the newest version of a branch be deployed to an environment? */
export const canIDeployBranchToEnvironment: Resource<MatrixQuery> = {
  find: async (c) => {
    const { pacticipant = '', branch = '', environment = '' } = c.req.param();
    const selector = { pacticipant, latest: true, branch };
    const known = (await versionExists(c, selector)) && (await environmentExists(c.var.db, environment));
    return known ? deployQuery(selector, { environment }) : undefined;
  },
  GET: (c, query) => answerMatrix(c, { query }),
};

async function versionExists(c: BrokerContext, selector: Selector): Promise<boolean> {
  const ids = [...(await findPacticipantIds(c.var.db, [selector.pacticipant])).values()];
  return (await findSelectedVersions(c.var.db, selector, ids)).size > 0;
}

function canIDeployErrors(known: KnownNames, params: Params, query: MatrixQuery): FieldErrors {
  const missing = (['pacticipant', 'version'] as const).filter((name) => !params[name]);
  const errors: FieldErrors = Object.fromEntries(missing.map((name) => [name, ['is missing']]));
  for (const name of query.malformed ?? []) errors[name] = ['must be a string'];
  const { environment } = query.target;
  if (typeof params.pacticipant === 'string' && params.pacticipant && !known.pacticipants.has(params.pacticipant)) {
    errors.pacticipant = ['does not match an existing pacticipant'];
  }
  if (environment && !known.environments.has(environment))
    errors.environment = [`with name '${environment}' does not exist`];
  if (params.environment && params.to) errors[''] = ["Cannot specify both a 'to' tag and an environment."];
  if (!params.environment && !params.to) errors[''] = ["Must specify either an environment or a 'to' tag."];
  return errors;
}
