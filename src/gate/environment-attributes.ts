import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { BrokerAccess } from '../broker-client/client.ts';
import { ContractError, withoutCredentials } from '../config/errors.ts';
import { type Environment, listEnvironments } from './environments.ts';

const Attributes = z.object({
  name: z.string(),
  displayName: z.string().optional(),
  production: z.boolean(),
  contacts: z.array(z.object({ name: z.string(), details: z.record(z.string(), z.unknown()).optional() })).optional(),
});
/** The attributes of an environment that a client can set. Without a display name, the broker derives one from the name. */
export type EnvironmentAttributes = z.infer<typeof Attributes>;

/** An environment with its attributes. */
export interface DescribedEnvironment extends EnvironmentAttributes {
  readonly uuid: string;
}

/** Every environment of the broker. @throws ContractError BROKER_NOT_HAL, BROKER_CONTRADICTION, or an error of the broker */
export async function describeEnvironments(access: BrokerAccess): Promise<DescribedEnvironment[]> {
  return (await listEnvironments(access)).map((one) => describeEnvironment(access, one));
}

/** Whether the resource has each of the attributes that are given. */
export function hasAttributes(resource: unknown, attributes: EnvironmentAttributes): boolean {
  const { data } = Attributes.safeParse(withoutNulls(resource));
  return (
    data !== undefined &&
    Object.entries(attributes).every(([name, value]) => isDeepStrictEqual(data[name as keyof typeof data], value))
  );
}

export function describeEnvironment(access: BrokerAccess, environment: Environment): DescribedEnvironment {
  return { uuid: environment.uuid, ...attributesOf(access, environment) };
}

export function attributesOf(access: BrokerAccess, environment: Environment): EnvironmentAttributes {
  const { data } = Attributes.safeParse(withoutNulls(environment));
  if (data) return data;
  throw new ContractError('BROKER_NOT_HAL', `${withoutCredentials(access.url)}/environments/${environment.uuid}`);
}

/** A broker may return null for an attribute that is not set. */
function withoutNulls(resource: unknown): unknown {
  return JSON.parse(JSON.stringify(resource), (_, value) => (value === null ? undefined : value));
}
