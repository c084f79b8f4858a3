import { readFile } from 'node:fs/promises';
import { contract } from '../../../scripts/support/contract.ts';
import { History } from '../../support/history.ts';
import type { TestBroker } from '../../support/test-broker.ts';
import { type BrokerFixture, useBroker } from '../../support/use-broker.ts';

export const pipeline = 'market_data_pipeline';
export const core = 'market-data-core';
export const longName =
  'market-data-aggregation-service-for-european-equities-and-derivatives-and-their-reference-data';
export const nonLatin = '市場データ配信サービスと参照データ管理システム 📈';
export const hostile = `<img src=x onerror=alert(1)>"'&`;

/** A broker with a core version that breaks the pipeline's pact by renaming a level, sixty other integrations, and long names. */
export function useSampleBroker(): BrokerFixture {
  const broker = useBroker();
  beforeAll(() => fill(broker), 600_000);
  return broker;
}

async function fill(broker: TestBroker): Promise<void> {
  const history = new History(broker);
  for (let i = 1; i <= 60; i += 1)
    await history.publish(`app-${String(i).padStart(2, '0')}`, '1', ['x'], { branch: 'main' });
  await publishBreakingCore(broker, history);
  await history.publish(hostile, '<b>1</b>', ['<script>alert(2)</script>'], {
    branch: '"><i>',
    buildUrl: 'javascript:alert(3)',
    tags: ['</td>'],
  });
  await publishLongNames(history);
  await history.version('labelled', '1.0');
  await post(broker, '/pacticipants/labelled/labels/team-with-a-long-name', {}, 'PUT');
  await post(broker, '/webhooks', {
    events: [{ name: 'contract_published' }],
    request: { method: 'POST', url: 'https://ci.example.org/builds', headers: { authorization: 'Bearer secret' } },
  });
}

/** Two hundred interactions between applications with long names, which are deployed to four environments. */
async function publishLongNames(history: History): Promise<void> {
  const descriptions = Array.from({ length: 200 }, (_, i) => `a message with an id of a trade, number ${i}`);
  const version = '2026.11.28-feature-a-branch-with-a-long-name.build.123456';
  await history.publish(longName, version, descriptions, {
    branch: 'feat/a-branch-with-a-long-name',
    provider: nonLatin,
  });
  await history.publish(nonLatin, '1.0', ['y'], { branch: '開発', tags: ['本番'] });
  for (const environment of ['test', 'staging', 'acceptance-of-the-european-region', '検証環境']) {
    await history.deploy(longName, version, environment);
    await history.deploy(nonLatin, '1.0', environment);
  }
}

/** The pipeline publishes its pact and is deployed. Core 1.1.0 is verified; core 1.2.0 renames the level `soft` and fails. */
async function publishBreakingCore(broker: TestBroker, history: History): Promise<void> {
  const pact = JSON.parse(await readFile(`pacts/${pipeline}-${core}.json`, 'utf8'));
  const version = { pacticipantName: pipeline, pacticipantVersionNumber: sha, branch: 'main' };
  const older = { ...pact, interactions: pact.interactions.slice(1) };
  await post(broker, '/contracts/publish', {
    ...version,
    pacticipantVersionNumber: 'older',
    contracts: [contract(pipeline, core, older)],
  });
  await post(broker, '/contracts/publish', { ...version, contracts: [contract(pipeline, core, pact)] });
  await history.deploy(pipeline, sha, 'production');
  await verify(broker, '1.1.0', []);
  await history.release(core, '1.1.0', 'production');
  await verify(broker, '1.2.0', ['a FeedbackEvent with level soft']);
}

const sha = 'dcb735c66f991fa4aad7af6d4ab9754bec71ea51';

/** Publishes a result as the official verifier does, in which the level of these interactions does not match. */
async function verify(broker: TestBroker, version: string, failing: readonly string[]): Promise<void> {
  await post(broker, `/pacticipants/${core}/branches/main/versions/${version}`, {}, 'PUT');
  const { body: pact } = await broker.ask('GET', `/pacts/provider/${core}/consumer/${pipeline}/latest`);
  const mismatches = [
    {
      attribute: 'body',
      description: "Expected 'slow' (String) to be equal to 'soft' (String)",
      identifier: '$.level',
    },
  ];
  const testResults = pact.interactions.map(({ _id, description }: { _id: string; description: string }) => {
    const failed = failing.includes(description);
    return { interactionId: _id, interactionDescription: description, success: !failed, ...(failed && { mismatches }) };
  });
  const { pathname } = new URL(pact._links['pb:publish-verification-results'].href);
  await post(broker, pathname, { success: failing.length === 0, providerApplicationVersion: version, testResults });
}

async function post(broker: TestBroker, path: string, body: object, method = 'POST'): Promise<void> {
  const answer = await broker.ask(method, path, body);
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
}

/** The path of every kind of page. */
export async function listPagePaths(broker: TestBroker): Promise<string[]> {
  const { body: environments } = await broker.ask('GET', '/environments');
  const { body: webhooks } = await broker.ask('GET', '/webhooks');
  const [webhook] = webhooks._links['pb:webhooks'];
  const path = encodeURIComponent(hostile);
  return [
    '/',
    '/pacticipants',
    '/environments',
    '/network',
    '/webhooks',
    '/nowhere',
    ...environments._embedded.environments.map(({ uuid }: { uuid: string }) => `/environments/${uuid}`),
    `/pacticipants/${core}`,
    `/pacticipants/${core}/fields`,
    `/pacticipants/${core}/compatibility`,
    `/pacticipants/${core}/versions/1.2.0`,
    `/pacticipants/${pipeline}/versions/${sha}`,
    `/pacts/provider/${core}/consumer/${pipeline}/latest`,
    `/matrix/provider/${core}/consumer/${pipeline}`,
    '/results/2',
    new URL(webhook.href).pathname,
    `/matrix?q[][pacticipant]=${core}&q[][pacticipant]=${pipeline}&latestby=cvpv`,
    `/pacticipants/${path}`,
    `/pacticipants/${path}/versions/${encodeURIComponent('<b>1</b>')}`,
    `/pacts/provider/core/consumer/${path}/latest`,
    `/matrix/provider/core/consumer/${path}`,
    '/?state=bogus',
    '/doc',
    '/doc/webhooks',
    '/?as=hal',
    `/pacts/provider/${core}/consumer/${pipeline}/latest?as=hal`,
    '/webhooks/execute?as=hal',
    ...[longName, nonLatin].map((name) => `/pacticipants/${encodeURIComponent(name)}`),
    `/groups/${longName}`,
    `/pacticipants/${longName}/versions/2026.11.28-feature-a-branch-with-a-long-name.build.123456`,
    `/pacts/provider/${encodeURIComponent(nonLatin)}/consumer/${longName}/latest`,
    `/matrix/provider/${encodeURIComponent(nonLatin)}/consumer/${longName}`,
    `/pacticipants/${encodeURIComponent(nonLatin)}/compatibility`,
    `/matrix/provider/${core}/consumer/${pipeline}?consumer-by=branch`,
  ];
}
