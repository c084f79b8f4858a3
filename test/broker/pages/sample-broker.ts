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
/** 120 characters without a blank or a separator, and the same of a version and a branch. */
export const unbroken =
  'acceptanceenvironmentmarketdatadistributionserviceforeuropeanequitiesandderivativesandtheirreferencedataandcorporateacts';
/** 120 ideographs. */
export const ideographs = '市場参照配信管理'.repeat(15);
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
  await publishUnbrokenNames(history);
  await publishManyRequests(broker, history);
  await post(broker, '/webhooks', {
    events: [{ name: 'contract_published' }],
    request: { method: 'POST', url: 'https://ci.example.org/builds', headers: { authorization: 'Bearer secret' } },
  });
  await publishMessages(broker);
  await history.version('labelled', '1.0');
  await post(broker, '/pacticipants/labelled/labels/team-with-a-long-name', {}, 'PUT');
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

/** Applications with names of 120 characters without blanks. */
async function publishUnbrokenNames(history: History): Promise<void> {
  await history.publish(unbroken, unbroken, [unbroken, `${unbroken}-2`], { branch: unbroken, provider: ideographs });
  await history.publish(ideographs, ideographs, [ideographs], { branch: ideographs, provider: unbroken });
}

/** Two hundred requests, of which four fail. */
async function publishManyRequests(broker: TestBroker, history: History): Promise<void> {
  const interactions = Array.from({ length: 200 }, (_, i) => ({
    description: `a request for order number ${i} of a customer`,
    providerStates: [{ name: `the order ${i} exists`, params: { id: i } }],
    request: { method: 'GET', path: `/orders/${i}`, headers: { Accept: 'application/json' } },
    response: {
      status: 200,
      headers: { 'Content-Type': 'application/json' },
      body: { id: i, price: 80.5, currency: 'EUR', lines: [{ sku: 'A-1', amount: 3 }] },
    },
  }));
  const pact = { interactions, metadata: { pactSpecification: { version: '3.0.0' } } };
  const contracts = [contract('order-viewer', 'orders', pact)];
  await post(broker, '/contracts/publish', {
    pacticipantName: 'order-viewer',
    pacticipantVersionNumber: '1',
    branch: 'main',
    contracts,
  });
  await history.version('orders', '3.1.0', { branch: 'main' });
  const { body } = await broker.ask('GET', '/pacts/provider/orders/consumer/order-viewer/latest');
  const mismatches = [{ attribute: 'body', identifier: '$.price', description: 'Expected 80 to be a decimal number' }];
  const testResults = interactions.map(({ description }, i) => ({
    interactionDescription: description,
    success: i % 50 !== 7,
    ...(i % 50 === 7 && { mismatches }),
  }));
  const { pathname } = new URL(body._links['pb:publish-verification-results'].href);
  await post(broker, pathname, { success: false, providerApplicationVersion: '3.1.0', testResults });
}

/** A message with metadata, and bodies in base64: bytes, and a text. */
async function publishMessages(broker: TestBroker): Promise<void> {
  const json = { contentType: 'application/json', encoded: false };
  const encode = (content: string | Buffer, contentType: string) => ({
    content: Buffer.from(content).toString('base64'),
    contentType,
    encoded: 'base64',
  });
  const message = (description: string, contents: object) => ({
    type: 'Asynchronous/Messages',
    description,
    contents,
    metadata: { topic: 'orders.placed' },
  });
  const interactions = [
    message('an order was placed', { content: { id: 7, at: '2026-11-28T10:00:00Z' }, ...json }),
    message('an invoice', encode(Buffer.from([0x25, 0x50, 0x44, 0x46, 0, 1]), 'application/pdf')),
    message('a letter', encode('Dear customer,\nthank you for 3 × 市場.', 'text/plain')),
  ];
  const pact = { interactions, metadata: { pactSpecification: { version: '4.0' } } };
  await post(broker, '/contracts/publish', {
    pacticipantName: 'mailer',
    pacticipantVersionNumber: '1',
    branch: 'main',
    contracts: [contract('mailer', 'orders', pact)],
  });
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

function openPage(broker: TestBroker, path: string): Promise<Response> {
  return fetch(broker.url + path, { headers: { accept: 'text/html' }, redirect: 'manual' });
}

/** The path of every kind of page. */
export async function listPagePaths(broker: TestBroker): Promise<string[]> {
  const { body: environments } = await broker.ask('GET', '/environments');
  const { body: webhooks } = await broker.ask('GET', '/webhooks');
  const [webhook] = webhooks._links['pb:webhooks'];
  const delivery = /\/triggered-webhooks\/[^"]+/.exec(await (await openPage(broker, '/webhooks')).text())?.[0];
  const result = (await openPage(broker, '/results/2')).headers.get('location');
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
    `/pacts/provider/${core}/consumer/${pipeline}/version/${sha}/previous-distinct`,
    `/pacts/provider/${core}/consumer/${pipeline}/latest-untagged`,
    `/pacts/provider/core/consumer/${path}/latest/${encodeURIComponent('</td>')}`,
    `/pacts/provider/${core}/consumer/${pipeline}/branch/main/latest`,
    `/pacts/provider/${core}/consumer/${pipeline}/version/older`,
    `/matrix/provider/${core}/consumer/${pipeline}`,
    '/results/2',
    new URL(webhook.href).pathname,
    delivery ?? '/no-delivery-is-listed',
    new URL(result ?? '/no-result-is-found', broker.url).pathname,
    new URL(result ?? '/no-result-is-found', broker.url).pathname.replace(/\/verification-results.*/, ''),
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
    `/groups/${unbroken}`,
    `/pacticipants/${unbroken}`,
    `/pacticipants/${unbroken}/versions/${unbroken}`,
    `/pacts/provider/${encodeURIComponent(ideographs)}/consumer/${unbroken}/latest`,
    `/matrix/provider/${encodeURIComponent(ideographs)}/consumer/${unbroken}`,
    `/?search=${unbroken}`,
    '/pacts/provider/orders/consumer/order-viewer/latest',
    '/pacts/provider/orders/consumer/order-viewer/latest?result=failed',
    '/pacts/provider/orders/consumer/mailer/latest',
    `/pacticipants/${longName}/versions/2026.11.28-feature-a-branch-with-a-long-name.build.123456`,
    `/pacts/provider/${encodeURIComponent(nonLatin)}/consumer/${longName}/latest`,
    `/matrix/provider/${encodeURIComponent(nonLatin)}/consumer/${longName}`,
    `/pacticipants/${encodeURIComponent(nonLatin)}/compatibility`,
    `/matrix/provider/${core}/consumer/${pipeline}?consumer-by=branch`,
  ];
}
