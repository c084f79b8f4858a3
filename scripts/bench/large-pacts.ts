import { randomUUID } from 'node:crypto';
import { consumer, type DataSet, providersOf } from './data-set.ts';
import type { BenchRequest, BrokerClient } from './http.ts';
import { createContract } from './pact.ts';
import { result, resultPath } from './seed.ts';

/** About 1 MB of JSON. */
const interactions = 2_000;
const name = consumer(0);

/** The requests that send or read a pact of 1 MB. */
export async function largePactRequests(
  client: BrokerClient,
  dataSet: DataSet,
): Promise<[string, () => BenchRequest][]> {
  const to = providersOf(dataSet, 0)[0] ?? '';
  const path = (version: string) => `/pacts/provider/${to}/consumer/${name}/version/${version}`;
  const results = await resultPath(client, name, to, 1);
  const one = randomUUID();
  const other = randomUUID();
  for (const version of [one, other]) await client.send(publish(to, version, version));
  const tests = { tests: pact(to, one).interactions };
  return [
    ['publish 1 MB', () => publish(to, randomUUID(), randomUUID())],
    ['publish 1 MB that differs', () => publish(to, one, other)],
    ['PUT 1 MB', () => ({ method: 'PUT', path: path(randomUUID()), body: pact(to, randomUUID()) })],
    ['PATCH 1 MB', () => ({ method: 'PATCH', path: path(one), body: pact(to, one) })],
    ['GET 1 MB', () => ({ method: 'GET', path: path(one) })],
    ['difference of 1 MB', () => ({ method: 'GET', path: `${path(one)}/diff/version/${other}`, accept: 'text/plain' })],
    [
      'result of 1 MB',
      () => ({ method: 'POST', path: results, body: { ...result(randomUUID(), true), testResults: tests } }),
    ],
  ];
}

function publish(to: string, version: string, revision: string): BenchRequest {
  const contracts = [createContract(name, to, revision, interactions)];
  const body = { pacticipantName: name, pacticipantVersionNumber: version, contracts };
  return { method: 'POST', path: '/contracts/publish', body };
}

function pact(to: string, revision: string) {
  return JSON.parse(Buffer.from(createContract(name, to, revision, interactions).content, 'base64').toString());
}
