import { isDeepStrictEqual } from 'node:util';
import type { BrokerClient, Hal } from '../broker-client/client.ts';
import { pathOf } from './requests.ts';
import type { Copying } from './target.ts';

interface Environment {
  readonly uuid: string;
  readonly name: string;
  readonly displayName?: string;
  readonly production: boolean;
  readonly contacts?: unknown;
}

/** The uuids of the target's environments, by name. */
export type EnvironmentIds = ReadonlyMap<string, string>;

async function readEnvironments(broker: BrokerClient): Promise<Environment[]> {
  const { _embedded } = await broker.get('/environments');
  return (_embedded?.environments ?? []) as Environment[];
}

/** Makes the environments that are missing, and says of the others what the source says. */
export async function copyEnvironments({ from, to, ledger }: Copying): Promise<EnvironmentIds> {
  const [wanted, there] = [await readEnvironments(from), await readEnvironments(to.client)];
  const ids = new Map(there.map(({ name, uuid }) => [name, uuid]));
  ledger.found('environments', wanted.length);
  for (const environment of wanted) {
    const { name } = environment;
    const had = there.find((one) => one.name === name);
    const body = attributes(environment);
    if (!had) {
      const made: Hal | undefined = await to.write('environments', name, 'post', '/environments', body);
      if (made) ids.set(name, made.uuid);
    } else {
      ledger.there('environments');
      if (!isDeepStrictEqual(attributes(had), body))
        await to.change('environments', name, 'put', pathOf`/environments/${had.uuid}`, body);
    }
  }
  for (const { name } of there)
    if (!wanted.some((one) => one.name === name)) ledger.otherwise('environments', name, 'only the target has it');
  return ids;
}

function attributes({ name, displayName, production, contacts }: Environment) {
  return { name, ...(displayName && { displayName }), production, ...(contacts !== undefined && { contacts }) };
}
