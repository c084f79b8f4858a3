import { z } from 'zod';
import type { BrokerContext } from '../context.ts';
import { displayNameFor } from '../hal/display-name.ts';
import { presentEnvironment, presentEnvironments } from '../hal/environment.ts';
import { createdResponse, halResponse, noContentResponse } from '../hal/hal.ts';
import { filledLine, filledWord, line } from '../http/fields.ts';
import { validationError } from '../http/http-error.ts';
import { jsonTypes, type Resource, withBody } from '../http/resource.ts';
import {
  createEnvironment,
  deleteEnvironment,
  type Environment,
  type EnvironmentAttributes,
  findEnvironment,
  findEnvironmentByName,
  listEnvironments,
  replaceEnvironment,
} from '../store/environments.ts';
import { pathParam } from '../url/request.ts';

const Contact = z.object({ name: filledLine, details: z.record(z.string(), z.unknown()).optional() });
const Attributes = z.object({
  name: filledWord,
  displayName: line.nullish(),
  production: z.literal([true, false], { error: productionProblem }),
  contacts: z.array(Contact).optional(),
});

const body = { consumes: jsonTypes, schema: Attributes, limited: { contacts: 'contacts' } } as const;

function productionProblem({ input }: { input?: unknown }): string {
  if (input === undefined) return 'is missing';
  return input === null || input === '' ? 'must be filled' : 'must be one of: true, false';
}

/** The environments, to which versions are deployed. */
export const environments: Resource = {
  GET: async (c) => halResponse(c, presentEnvironments(c, await listMatchingEnvironments(c))),
  POST: withBody(body, async (c, body) => {
    const environment = await createEnvironment(c.var.db, withDisplayName(body), c.var.now);
    if (!environment) throw nameTaken(body.name);
    return createdResponse(c, c.var.urls.environment(environment.uuid), presentEnvironment(environment, c.var.urls));
  }),
};

export const environment: Resource<Environment> = {
  find: (c) => findEnvironment(c.var.db, pathParam(c, 'uuid')),
  GET: (c, environment) => halResponse(c, presentEnvironment(environment, c.var.urls)),
  PUT: withBody(body, async (c, body, found) => {
    const same = await findEnvironmentByName(c.var.db, body.name);
    if (same && same.id !== found.id) throw nameTaken(body.name);
    const environment = await replaceEnvironment(c.var.db, found.id, withDisplayName(body), c.var.now);
    return halResponse(c, presentEnvironment(environment, c.var.urls));
  }),
  DELETE: async (c, { id }) => {
    await deleteEnvironment(c.var.db, id);
    return noContentResponse(c);
  },
};

async function listMatchingEnvironments(c: BrokerContext): Promise<Environment[]> {
  const name = c.req.query('name');
  if (!name) return listEnvironments(c.var.db);
  const found = await findEnvironmentByName(c.var.db, name);
  return found ? [found] : [];
}

function withDisplayName({ displayName, ...rest }: z.infer<typeof Attributes>): EnvironmentAttributes {
  return { ...rest, displayName: displayName?.trim() ? displayName : displayNameFor(rest.name) };
}

const nameTaken = (name: string) =>
  validationError({ name: [`name '${name}' is already used by an existing environment.`] });
