import { randomUUID } from 'node:crypto';
import type { Asking, Question } from './http.ts';
import { contract } from './pact.ts';
import { result, resultPath } from './seed.ts';
import { consumer, provider, providersOf, type Shape, wideConsumer } from './shape.ts';

/** Something that is asked of a broker again and again; `i` tells the askings apart. */
export interface Operation {
  readonly name: string;
  readonly ask: (i: number) => Question;
}

/** What is measured, for a broker filled by `seed`. */
export async function operationsFor(client: Asking, shape: Shape): Promise<Operation[]> {
  const paths: string[] = [];
  for (let i = 0; i < Math.min(16, shape.consumers); i += 1)
    paths.push(await resultPath(client, consumer(i), providersOf(shape, i)[0] ?? '', shape.consumerVersions));
  const reading = (name: string, path: (i: number) => string) => ({
    name,
    ask: (i: number): Question => ({ method: 'GET', path: path(i) }),
  });
  const version = shape.consumerVersions;
  return [
    reading('index', () => '/'),
    reading('can-i-deploy, 2 providers', (i) => canIDeploy(consumer(i % shape.consumers), version)),
    reading(`can-i-deploy, ${shape.wide} providers`, () => canIDeploy(wideConsumer, version)),
    { name: 'pacts for verification', ask: (i) => forVerification(provider(i % shape.providers)) },
    { name: 'publish', ask: (i) => publish(shape, i % shape.consumers) },
    {
      name: 'result',
      ask: (i) => ({ method: 'POST', path: paths[i % paths.length] ?? '', body: result(randomUUID(), true) }),
    },
  ];
}

/** As the official command-line tool asks. */
export function canIDeploy(name: string, version: number): string {
  return `/matrix?q[][pacticipant]=${name}&q[][version]=${version}&latestby=cvp&environment=production`;
}

/** As a verifier asks that follows the official advice. */
function forVerification(name: string): Question {
  const body = {
    providerVersionBranch: 'main',
    includePendingStatus: true,
    includeWipPactsSince: '2020-01-01',
    consumerVersionSelectors: [{ mainBranch: true }, { deployedOrReleased: true }],
  };
  return { method: 'POST', path: `/pacts/provider/${name}/for-verification`, body };
}

/** A new version with a new content. */
function publish(shape: Shape, i: number): Question {
  const [name, to = '', version] = [consumer(i), providersOf(shape, i)[0], randomUUID()];
  const contracts = [contract(name, to, version)];
  const body = { pacticipantName: name, pacticipantVersionNumber: version, branch: 'main', contracts };
  return { method: 'POST', path: '/contracts/publish', body };
}
