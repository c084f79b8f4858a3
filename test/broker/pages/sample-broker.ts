import { readFile } from 'node:fs/promises';
import { contract, History } from '../../../scripts/support/history.ts';
import { startTestBroker, type TestBroker } from '../../support/test-broker.ts';

export const pipeline = 'market_data_pipeline';
export const core = 'market-data-core';
export const hostile = `<img src=x onerror=alert(1)>"'&`;

/** A broker after the story of a core that renames a level, among sixty integrations that nobody looks at. */
export async function startWorld(): Promise<TestBroker> {
  const broker = await startTestBroker();
  const history = new History(broker);
  for (let i = 1; i <= 60; i += 1)
    await history.publish(`app-${String(i).padStart(2, '0')}`, '1', ['x'], { branch: 'main' });
  await tellStory(broker, history);
  await history.publish(hostile, '<b>1</b>', ['<script>alert(2)</script>'], {
    ...{ branch: '"><i>', buildUrl: 'javascript:alert(3)', tags: ['</td>'] },
  });
  await post(broker, '/webhooks', {
    events: [{ name: 'contract_published' }],
    request: { method: 'POST', url: 'https://ci.example.org/builds', headers: { authorization: 'Bearer secret' } },
  });
  return broker;
}

/** The pipeline publishes its pact and goes to production; one core keeps it, the next renames the level `soft`. */
async function tellStory(broker: TestBroker, history: History): Promise<void> {
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

/** What the official verifier sends when the level is not what it was in these interactions. */
async function verify(broker: TestBroker, version: string, broken: readonly string[]): Promise<void> {
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
    const failed = broken.includes(description);
    return { interactionId: _id, interactionDescription: description, success: !failed, ...(failed && { mismatches }) };
  });
  const { pathname } = new URL(pact._links['pb:publish-verification-results'].href);
  await post(broker, pathname, { success: broken.length === 0, providerApplicationVersion: version, testResults });
}

async function post(broker: TestBroker, path: string, body: object, method = 'POST'): Promise<void> {
  const answer = await broker.ask(method, path, body);
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
}

/** The address of every kind of page. */
export async function everyPage(broker: TestBroker): Promise<string[]> {
  const { body: environments } = await broker.ask('GET', '/environments');
  const { body: webhooks } = await broker.ask('GET', '/webhooks');
  const [webhook] = webhooks._links['pb:webhooks'];
  const path = encodeURIComponent(hostile);
  return [
    ...['/', '/pacticipants', '/environments', '/network', '/webhooks', '/nowhere'],
    ...environments._embedded.environments.map(({ uuid }: { uuid: string }) => `/environments/${uuid}`),
    ...[`/pacticipants/${core}`, `/pacticipants/${core}/fields`, `/pacticipants/${core}/versions/1.2.0`],
    ...[`/pacticipants/${pipeline}/versions/${sha}`, `/pacts/provider/${core}/consumer/${pipeline}/latest`],
    ...[`/matrix/provider/${core}/consumer/${pipeline}`, '/results/2', new URL(webhook.href).pathname],
    `/matrix?q[][pacticipant]=${core}&q[][pacticipant]=${pipeline}&latestby=cvpv`,
    ...[`/pacticipants/${path}`, `/pacticipants/${path}/versions/${encodeURIComponent('<b>1</b>')}`],
    ...[`/pacts/provider/core/consumer/${path}/latest`, `/matrix/provider/core/consumer/${path}`],
  ];
}
