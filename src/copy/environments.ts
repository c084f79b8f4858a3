import { isDeepStrictEqual } from 'node:util';
import type { BrokerClient } from '../broker-client/client.ts';
import type { Hal } from '../broker-client/hal.ts';
import { encodePath } from './requests.ts';
import type { CopyContext } from './target.ts';

interface Environment {
  readonly uuid: string;
  readonly name: string;
  readonly displayName?: string;
  readonly production: boolean;
  readonly contacts?: unknown;
}

/** The UUIDs of the target's environments, by name. */
export type EnvironmentUuids = ReadonlyMap<string, string>;

async function readEnvironments(broker: BrokerClient): Promise<Environment[]> {
  const { _embedded } = await broker.get('/environments');
  return (_embedded?.environments ?? []) as Environment[];
}

/** Creates the missing environments and updates the others to the attributes of the source. */
export async function copyEnvironments({ from, to, report }: CopyContext): Promise<EnvironmentUuids> {
  const wanted = await readEnvironments(from);
  const present = await readEnvironments(to.client);
  const uuids = new Map(present.map(({ name, uuid }) => [name, uuid]));
  report.countFound('environments', wanted.length);
  for (const environment of wanted) {
    const { name } = environment;
    const existing = present.find((one) => one.name === name);
    const body = environmentBody(environment);
    if (!existing) {
      const created: Hal | undefined = await to.write('environments', name, 'post', '/environments', body);
      if (created) uuids.set(name, created.uuid);
    } else {
      report.countAlreadyPresent('environments');
      if (!isDeepStrictEqual(environmentBody(existing), body))
        await to.writeAttribute('environments', name, 'put', encodePath`/environments/${existing.uuid}`, body);
    }
  }
  for (const { name } of present)
    if (!wanted.some((one) => one.name === name)) report.addDifferent('environments', name, 'only the target has it');
  return uuids;
}

function environmentBody({ name, displayName, production, contacts }: Environment) {
  return { name, ...(displayName && { displayName }), production, ...(contacts !== undefined && { contacts }) };
}
