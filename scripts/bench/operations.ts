import { randomUUID } from 'node:crypto';
import { consumer, type DataSet, provider, providersOf, wideConsumer } from './data-set.ts';
import type { BenchRequest, BrokerClient } from './http.ts';
import { contract } from './pact.ts';
import { result, resultPath } from './seed.ts';

/** Something that is asked of a broker again and again; `i` tells the askings apart. */
export interface Operation {
  readonly name: string;
  readonly request: (i: number) => BenchRequest;
}

/** What is measured, for a broker filled by `seed`. */
export async function operationsFor(client: BrokerClient, shape: DataSet): Promise<Operation[]> {
  const paths: string[] = [];
  for (let i = 0; i < Math.min(16, shape.consumers); i += 1)
    paths.push(await resultPath(client, consumer(i), providersOf(shape, i)[0] ?? '', shape.consumerVersions));
  const reading = (name: string, path: (i: number) => string) => ({
    name,
    request: (i: number): BenchRequest => ({ method: 'GET', path: path(i) }),
  });
  const version = shape.consumerVersions;
  return [
    reading('index', () => '/'),
    reading('can-i-deploy, 2 providers', (i) => canIDeploy(consumer(i % shape.consumers), version)),
    reading(`can-i-deploy, ${shape.wide} providers`, () => canIDeploy(wideConsumer, version)),
    { name: 'pacts for verification', request: (i) => forVerification(provider(i % shape.providers)) },
    { name: 'publish', request: (i) => publish(shape, i % shape.consumers) },
    {
      name: 'result',
      request: (i) => ({ method: 'POST', path: paths[i % paths.length] ?? '', body: result(randomUUID(), true) }),
    },
  ];
}

/** As the official command-line tool asks. */
export function canIDeploy(name: string, version: number): string {
  return `/matrix?q[][pacticipant]=${name}&q[][version]=${version}&latestby=cvp&environment=production`;
}

/** As a verifier asks that follows the official advice. */
function forVerification(name: string): BenchRequest {
  const body = {
    providerVersionBranch: 'main',
    includePendingStatus: true,
    includeWipPactsSince: '2020-01-01',
    consumerVersionSelectors: [{ mainBranch: true }, { deployedOrReleased: true }],
  };
  return { method: 'POST', path: `/pacts/provider/${name}/for-verification`, body };
}

/** A new version with a new content. */
function publish(shape: DataSet, i: number): BenchRequest {
  const [name, to = '', version] = [consumer(i), providersOf(shape, i)[0], randomUUID()];
  const contracts = [contract(name, to, version)];
  const body = { pacticipantName: name, pacticipantVersionNumber: version, branch: 'main', contracts };
  return { method: 'POST', path: '/contracts/publish', body };
}
