import { randomUUID } from 'node:crypto';
import { consumer, type DataSet, provider, providersOf, wideConsumer } from './data-set.ts';
import type { BenchRequest, BrokerClient } from './http.ts';
import { createContract } from './pact.ts';
import { result, resultPath } from './seed.ts';

/** A request that is sent many times; `i` is different in each. */
export interface Operation {
  readonly name: string;
  readonly request: (i: number) => BenchRequest;
}

/** The operations to measure on a broker that `seed` has filled. */
export async function operationsFor(client: BrokerClient, dataSet: DataSet): Promise<Operation[]> {
  const paths: string[] = [];
  for (let i = 0; i < Math.min(16, dataSet.consumers); i += 1)
    paths.push(await resultPath(client, consumer(i), providersOf(dataSet, i)[0] ?? '', dataSet.consumerVersions));
  const reading = (name: string, path: (i: number) => string) => ({
    name,
    request: (i: number): BenchRequest => ({ method: 'GET', path: path(i) }),
  });
  const version = dataSet.consumerVersions;
  return [
    reading('index', () => '/'),
    reading('can-i-deploy, 2 providers', (i) => canIDeploy(consumer(i % dataSet.consumers), version)),
    reading(`can-i-deploy, ${dataSet.wide} providers`, () => canIDeploy(wideConsumer, version)),
    { name: 'pacts for verification', request: (i) => forVerification(provider(i % dataSet.providers)) },
    { name: 'publish', request: (i) => publish(dataSet, i % dataSet.consumers) },
    {
      name: 'result',
      request: (i) => ({ method: 'POST', path: paths[i % paths.length] ?? '', body: result(randomUUID(), true) }),
    },
  ];
}

/** The request of the official command-line tool. */
export function canIDeploy(name: string, version: number): string {
  return `/matrix?q[][pacticipant]=${name}&q[][version]=${version}&latestby=cvp&environment=production`;
}

/** The request of a verifier with the recommended consumer version selectors. */
function forVerification(name: string): BenchRequest {
  const body = {
    providerVersionBranch: 'main',
    includePendingStatus: true,
    includeWipPactsSince: '2020-01-01',
    consumerVersionSelectors: [{ mainBranch: true }, { deployedOrReleased: true }],
  };
  return { method: 'POST', path: `/pacts/provider/${name}/for-verification`, body };
}

/** A new version with a new pact version. */
function publish(dataSet: DataSet, i: number): BenchRequest {
  const name = consumer(i);
  const to = providersOf(dataSet, i)[0] ?? '';
  const version = randomUUID();
  const contracts = [createContract(name, to, version)];
  const body = { pacticipantName: name, pacticipantVersionNumber: version, branch: 'main', contracts };
  return { method: 'POST', path: '/contracts/publish', body };
}
