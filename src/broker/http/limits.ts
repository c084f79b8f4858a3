import { z } from 'zod';

/** The limits of one request, each with its default. A request that exceeds one would take the broker's time from other clients. */
export const defaultLimits = {
  /** Selectors of a matrix query, or of a query for the pacts for verification. */
  selectors: 500,
  /** Pacticipants that a matrix query ignores. */
  ignored: 500,
  /** Tags of a version, and of the provider version that verifies. */
  tags: 100,
  /** Contracts of a publication. */
  contracts: 500,
  /** Interactions, or messages, of a pact. */
  interactions: 20_000,
  /** Branches that a bulk deletion excludes. */
  branches: 500,
  /** Events of a webhook. */
  events: 50,
  /** Headers of a webhook's request. */
  headers: 100,
  /** Contacts of an environment. */
  contacts: 100,
  /** Bytes of a body with pacts or a verification result. */
  bodyBytes: 10 * 2 ** 20,
  /** Bytes of any other body. */
  smallBodyBytes: 256 * 2 ** 10,
};

export type Limits = Readonly<typeof defaultLimits>;
export type LimitName = keyof Limits;

const names = Object.keys(defaultLimits) as LimitName[];

/** No limits, for requests that the broker sends to itself. */
export const noLimits = Object.fromEntries(names.map((name) => [name, Number.POSITIVE_INFINITY])) as Limits;

/** The environment variable that sets a limit: `PACT_BROKER_MAX_BODY_BYTES`. */
export function limitSetting(name: LimitName): string {
  return `PACT_BROKER_MAX_${name.replace(/[A-Z]/g, '_$&').toUpperCase()}`;
}

const limit = z.coerce
  .number({ error: 'must be a number' })
  .int('must be a whole number')
  .min(1, 'must be at least 1')
  .optional();

/** The environment variables of the limits. */
export const LimitVariables = z.object(Object.fromEntries(names.map((name) => [limitSetting(name), limit])));

/** The limits that environment variables set, as parsed by `LimitVariables`. */
export function limitsFrom(variables: z.infer<typeof LimitVariables>): Partial<Limits> {
  const given = names.flatMap((name) => {
    const value = variables[limitSetting(name)];
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(given);
}
