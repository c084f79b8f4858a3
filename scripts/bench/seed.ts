import { consumer, type DataSet, pactVersionIndex, providersOf, wideConsumer, wideProviders } from './data-set.ts';
import type { BenchRequest, BrokerClient } from './http.ts';
import { createContract } from './pact.ts';

/** Fills a broker by its public API, with a few concurrent clients. */
export async function seed(client: BrokerClient, dataSet: DataSet, clients: number): Promise<void> {
  const send = (request: BenchRequest) => sendWithRetry(client, request);
  const consumers = Array.from({ length: dataSet.consumers }, (_, i) => ({
    name: consumer(i),
    providers: providersOf(dataSet, i),
  }));
  const wide = { name: wideConsumer, providers: wideProviders(dataSet) };
  // First sequentially: two clients that create the same pacticipant at once may conflict.
  for (const one of [wide, ...consumers]) await send(publication(dataSet, one, 1));
  const later = Array.from({ length: dataSet.consumerVersions - 1 }, (_, i) => i + 2);
  for (const version of later)
    await forEachConcurrently([...consumers, wide], clients, (one) => send(publication(dataSet, one, version)));
  await verify(client, dataSet, clients);
  await deploy(client, dataSet, clients);
}

/** Posts results of provider versions for the pact versions of their consumers; one in fifty fails. */
async function verify(client: BrokerClient, dataSet: DataSet, clients: number): Promise<void> {
  const resultPaths = await findResultPaths(client, dataSet, clients);
  for (let version = 1; version <= dataSet.providerVersions; version += 1) {
    await forEachConcurrently(wideProviders(dataSet), clients, async (name) => {
      const path = `/pacticipants/${name}/branches/main/versions/${version}`;
      await sendWithRetry(client, { method: 'PUT', path, body: {} });
      for (const request of resultRequests(dataSet, resultPaths.get(name) ?? [], version))
        await sendWithRetry(client, request);
    });
  }
}

function resultRequests(dataSet: DataSet, pairs: readonly string[][], version: number): BenchRequest[] {
  return pairs.flatMap((paths, i) => {
    const newest = pactVersionIndex(version, dataSet.providerVersions, paths.length);
    const verified = paths.slice(Math.max(0, newest - dataSet.pactVersionsVerified + 1), newest + 1);
    const all = version === dataSet.providerVersions ? paths : verified;
    return all.map(
      (path): BenchRequest => ({ method: 'POST', path, body: result(version, (version * 7 + i) % 50 !== 0) }),
    );
  });
}

export function result(version: number | string, success: boolean) {
  return { success, providerApplicationVersion: `${version}`, verifiedBy: { implementation: 'Bench', version: '1' } };
}

/** The paths for results, for each pact version of each consumer of a provider. */
async function findResultPaths(
  client: BrokerClient,
  dataSet: DataSet,
  clients: number,
): Promise<Map<string, string[][]>> {
  const pairs = [
    ...Array.from({ length: dataSet.consumers }, (_, i) =>
      providersOf(dataSet, i).map((to) => [consumer(i), to] as const),
    ).flat(),
    ...wideProviders(dataSet).map((to) => [wideConsumer, to] as const),
  ];
  const found = new Map<string, string[][]>();
  await forEachConcurrently(pairs, clients, async ([from, to]) => {
    const paths: string[] = [];
    for (const version of firstOfEachContent(dataSet)) paths.push(await resultPath(client, from, to, version));
    found.set(to, [...(found.get(to) ?? []), paths]);
  });
  return found;
}

function firstOfEachContent(dataSet: DataSet): number[] {
  const versions = Array.from({ length: dataSet.consumerVersions }, (_, i) => i + 1);
  const at = (version: number) => pactVersionIndex(version, dataSet.consumerVersions, dataSet.pactVersionsOfEach);
  return versions.filter((version) => version === 1 || at(version) !== at(version - 1));
}

export async function resultPath(client: BrokerClient, from: string, to: string, version: number): Promise<string> {
  const pact = await client.get(`/pacts/provider/${to}/consumer/${from}/version/${version}`);
  return new URL(pact._links['pb:publish-verification-results'].href).pathname;
}

function publication(
  dataSet: DataSet,
  { name, providers }: { name: string; providers: string[] },
  version: number,
): BenchRequest {
  const content = pactVersionIndex(version, dataSet.consumerVersions, dataSet.pactVersionsOfEach);
  const body = {
    pacticipantName: name,
    pacticipantVersionNumber: `${version}`,
    branch: version % 4 === 3 ? `feat-${version}` : 'main',
    tags: version % 4 === 3 ? [] : ['main'],
    contracts: providers.map((to) => createContract(name, to, content)),
  };
  return { method: 'POST', path: '/contracts/publish', body };
}

/** Deploys the newest versions to production and older ones to test. */
export async function deploy(client: BrokerClient, dataSet: DataSet, clients: number): Promise<void> {
  await createEnvironments(client);
  const { _embedded } = await client.get('/environments');
  const consumers = [...Array.from({ length: dataSet.consumers }, (_, i) => consumer(i)), wideConsumer];
  const deployed = [
    ...consumers.map((name) => ({ name, versions: dataSet.consumerVersions })),
    ...wideProviders(dataSet).map((name) => ({ name, versions: dataSet.providerVersions })),
  ];
  for (const { uuid, production } of _embedded.environments) {
    await forEachConcurrently(deployed, clients, async ({ name, versions }) => {
      const version = production ? versions : Math.ceil(versions * 0.75);
      const path = `/pacticipants/${name}/versions/${version}/deployed-versions/environment/${uuid}`;
      await sendWithRetry(client, { method: 'POST', path, body: {} });
    });
  }
}

/** Creates the environments that the broker does not have. */
async function createEnvironments(client: BrokerClient): Promise<void> {
  const { _embedded } = await client.get('/environments');
  const known: string[] = _embedded.environments.map(({ name }: { name: string }) => name);
  for (const name of ['production', 'test'].filter((one) => !known.includes(one)))
    await sendWithRetry(client, {
      method: 'POST',
      path: '/environments',
      body: { name, production: name === 'production' },
    });
}

/** Retries on a 5xx: concurrent writers sometimes cause a deadlock in the official broker. */
async function sendWithRetry(client: BrokerClient, request: BenchRequest): Promise<void> {
  for (let left = 5; ; left -= 1) {
    const { status, text } = await client.send(request);
    if (status < 300) return;
    if (status < 500 || left === 0)
      throw new Error(`${request.method} ${request.path}: ${status} ${text.slice(0, 500)}`);
  }
}

/** Runs a function for each item, `concurrency` at a time. */
async function forEachConcurrently<T>(
  items: readonly T[],
  concurrency: number,
  run: (item: T) => Promise<void>,
): Promise<void> {
  const left = [...items].reverse();
  const work = async () => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) await run(item);
  };
  await Promise.all(Array.from({ length: concurrency }, work));
}
