import { consumer, contentIndex, type DataSet, providersOf, wideConsumer, wideProviders } from './data-set.ts';
import type { BenchRequest, BrokerClient } from './http.ts';
import { contract } from './pact.ts';

/** Fills a broker through its public API alone; a few clients at once, as many as the broker bears. */
export async function seed(client: BrokerClient, shape: DataSet, clients: number): Promise<void> {
  const send = (question: BenchRequest) => sendWithRetry(client, question);
  const everyone = Array.from({ length: shape.consumers }, (_, i) => ({
    name: consumer(i),
    providers: providersOf(shape, i),
  }));
  const portal = { name: wideConsumer, providers: wideProviders(shape) };
  // One after the other first: two that make the same pacticipant at once may get in each other's way.
  for (const one of [portal, ...everyone]) await send(publication(shape, one, 1));
  const later = Array.from({ length: shape.consumerVersions - 1 }, (_, i) => i + 2);
  for (const version of later)
    await forEachConcurrently([...everyone, portal], clients, (one) => send(publication(shape, one, version)));
  await verify(client, shape, clients);
  await deploy(client, shape, clients);
}

/** Results of provider versions for the contents of their consumers; one in fifty is a failure. */
async function verify(client: BrokerClient, shape: DataSet, clients: number): Promise<void> {
  const contents = await findResultPaths(client, shape, clients);
  for (let version = 1; version <= shape.providerVersions; version += 1) {
    await forEachConcurrently(wideProviders(shape), clients, async (name) => {
      const path = `/pacticipants/${name}/branches/main/versions/${version}`;
      await sendWithRetry(client, { method: 'PUT', path, body: {} });
      for (const question of resultRequests(shape, contents.get(name) ?? [], version))
        await sendWithRetry(client, question);
    });
  }
}

function resultRequests(shape: DataSet, pairs: readonly string[][], version: number): BenchRequest[] {
  return pairs.flatMap((paths, i) => {
    const newest = contentIndex(version, shape.providerVersions, paths.length);
    const verified = paths.slice(Math.max(0, newest - shape.contentsVerified + 1), newest + 1);
    const all = version === shape.providerVersions ? paths : verified;
    return all.map(
      (path): BenchRequest => ({ method: 'POST', path, body: result(version, (version * 7 + i) % 50 !== 0) }),
    );
  });
}

export function result(version: number | string, success: boolean) {
  return { success, providerApplicationVersion: `${version}`, verifiedBy: { implementation: 'Bench', version: '1' } };
}

/** Where results are posted for each content of each consumer of a provider. */
async function findResultPaths(
  client: BrokerClient,
  shape: DataSet,
  clients: number,
): Promise<Map<string, string[][]>> {
  const pairs = [
    ...Array.from({ length: shape.consumers }, (_, i) =>
      providersOf(shape, i).map((to) => [consumer(i), to] as const),
    ).flat(),
    ...wideProviders(shape).map((to) => [wideConsumer, to] as const),
  ];
  const found = new Map<string, string[][]>();
  await forEachConcurrently(pairs, clients, async ([from, to]) => {
    const paths: string[] = [];
    for (const version of firstOfEachContent(shape)) paths.push(await resultPath(client, from, to, version));
    found.set(to, [...(found.get(to) ?? []), paths]);
  });
  return found;
}

function firstOfEachContent(shape: DataSet): number[] {
  const versions = Array.from({ length: shape.consumerVersions }, (_, i) => i + 1);
  const at = (version: number) => contentIndex(version, shape.consumerVersions, shape.contentsOfEach);
  return versions.filter((version) => version === 1 || at(version) !== at(version - 1));
}

export async function resultPath(client: BrokerClient, from: string, to: string, version: number): Promise<string> {
  const pact = await client.get(`/pacts/provider/${to}/consumer/${from}/version/${version}`);
  return new URL(pact._links['pb:publish-verification-results'].href).pathname;
}

function publication(
  shape: DataSet,
  { name, providers }: { name: string; providers: string[] },
  version: number,
): BenchRequest {
  const content = contentIndex(version, shape.consumerVersions, shape.contentsOfEach);
  const body = {
    pacticipantName: name,
    pacticipantVersionNumber: `${version}`,
    branch: version % 4 === 3 ? `feat-${version}` : 'main',
    tags: version % 4 === 3 ? [] : ['main'],
    contracts: providers.map((to) => contract(name, to, content)),
  };
  return { method: 'POST', path: '/contracts/publish', body };
}

/** The newest versions are in production, older ones in test. */
export async function deploy(client: BrokerClient, shape: DataSet, clients: number): Promise<void> {
  await makeEnvironments(client);
  const { _embedded } = await client.get('/environments');
  const consumers = [...Array.from({ length: shape.consumers }, (_, i) => consumer(i)), wideConsumer];
  const placed = [
    ...consumers.map((name) => ({ name, versions: shape.consumerVersions })),
    ...wideProviders(shape).map((name) => ({ name, versions: shape.providerVersions })),
  ];
  for (const { uuid, production } of _embedded.environments) {
    await forEachConcurrently(placed, clients, async ({ name, versions }) => {
      const version = production ? versions : Math.ceil(versions * 0.75);
      const path = `/pacticipants/${name}/versions/${version}/deployed-versions/environment/${uuid}`;
      await sendWithRetry(client, { method: 'POST', path, body: {} });
    });
  }
}

/** A new broker need not have any. */
async function makeEnvironments(client: BrokerClient): Promise<void> {
  const { _embedded } = await client.get('/environments');
  const known: string[] = _embedded.environments.map(({ name }: { name: string }) => name);
  for (const name of ['production', 'test'].filter((one) => !known.includes(one)))
    await sendWithRetry(client, {
      method: 'POST',
      path: '/environments',
      body: { name, production: name === 'production' },
    });
}

/** The official broker deadlocks now and then under parallel writers; the same again then succeeds. */
async function sendWithRetry(client: BrokerClient, question: BenchRequest): Promise<void> {
  for (let left = 5; ; left -= 1) {
    const { status, text } = await client.send(question);
    if (status < 300) return;
    if (status < 500 || left === 0)
      throw new Error(`${question.method} ${question.path}: ${status} ${text.slice(0, 500)}`);
  }
}

/** Does something with each, so many at a time. */
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
