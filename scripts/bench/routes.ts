import { createApp } from '../../src/broker/app.ts';
import { openDatabase } from '../../src/broker/store/open-database.ts';
import { consumer, type DataSet, providersOf, wideConsumer } from './data-set.ts';
import type { BrokerClient } from './http.ts';
import { canIDeploy } from './operations.ts';
import { resultPath } from './seed.ts';

/** The path of every GET route, with names from the data of `seed` as parameters, and the most expensive matrix queries. */
export async function readPaths(client: BrokerClient, dataSet: DataSet): Promise<string[]> {
  const db = await openDatabase(':memory:', () => new Date());
  const { routes } = createApp({ db, now: () => new Date(), log: () => undefined });
  await db.destroy();
  const named = await pathParameters(client, dataSet);
  const patterns = routes.filter(({ path, method }) => method === 'ALL' && path !== '/*').map(({ path }) => path);
  const paths = patterns.map((path) =>
    path.replace(/:(\w+)(\{[^}]*\})?/g, (_, name: string) => encodeURIComponent(named[name] ?? '1')),
  );
  const names = [wideConsumer, consumer(0)];
  return [
    ...new Set(paths),
    canIDeploy(wideConsumer, dataSet.consumerVersions),
    ...names.map((name) => `/matrix?q[][pacticipant]=${name}`),
    ...names.map((name) => `/matrix?q[][pacticipant]=${name}&latestby=cvpv`),
    `/matrix?q[][pacticipant]=${consumer(0)}&q[][pacticipant]=${named.provider}`,
  ];
}

async function pathParameters(client: BrokerClient, dataSet: DataSet): Promise<Record<string, string>> {
  const name = consumer(0);
  const provider = providersOf(dataSet, 0)[0] ?? '';
  const { _embedded } = await client.get('/environments');
  const results = await resultPath(client, name, provider, 1);
  const version = '1';
  return {
    pacticipant: name,
    consumer: name,
    provider,
    version,
    number: '1',
    other: '2',
    consumerVersion: version,
    providerVersion: version,
    branch: 'main',
    tag: 'main',
    to: 'main',
    sha: /pact-version\/(\w+)/.exec(results)?.[1] ?? '',
    metadata: 'W10=',
    environment: 'production',
    uuid: _embedded.environments[0].uuid,
    label: 'app',
  };
}
