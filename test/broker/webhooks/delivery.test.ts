import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StartOptions } from '../../../src/broker/server.ts';
import { History } from '../../support/history.ts';
import { type Receiver, startReceiver } from '../../support/receiver.ts';
import { startTestBroker, type TestBroker } from '../../support/test-broker.ts';

const listed = { schemes: ['http'], hosts: ['127.0.0.1'], secrets: { TOKEN: 's3cret' } };

describe('webhooks', () => {
  let receiver: Receiver;
  let broker: TestBroker;
  let history: History;
  const start = async (options: Partial<StartOptions> = {}) => {
    broker = await startTestBroker({ webhooks: listed, ...options });
    history = new History(broker);
  };
  beforeEach(async () => {
    receiver = await startReceiver();
    await start();
  });
  afterEach(async () => {
    await broker.close();
    await receiver.close();
  });

  const create = async (events: string[], request: object = {}, scope: object = {}) => {
    const body = {
      events: events.map((name) => ({ name })),
      request: { method: 'POST', url: receiver.url, ...request },
    };
    return (await broker.ask('POST', '/webhooks', { ...body, ...scope })).body;
  };
  /** What arrived, one line for each, in the order of the lines. */
  const arrived = async () => {
    await broker.deliverWebhooks();
    return receiver.received.map(({ body }) => body).sort();
  };
  const statusOf = async (consumer = 'heron') =>
    (await broker.ask('GET', `/pacts/provider/core/consumer/${consumer}/webhooks/status`)).body;
  const logsOf = async () => {
    const [{ _links }] = (await statusOf())._embedded.triggeredWebhooks;
    const { pathname } = new URL(_links['pb:logs'].href);
    return (await broker.ask('GET', pathname, undefined, { accept: 'text/plain' })).body;
  };

  test('a delivery is sent after a publication', async () => {
    await create(['contract_published']);
    await history.publish('heron', '1', ['a']);
    while (receiver.received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect((await statusOf()).summary).toMatchObject({ failed: 0 });
  });

  test('template parameters have the values of the event', async () => {
    await history.version('core', '7', { branch: 'main', tags: ['ready'] });
    await history.deploy('core', '7', 'test');
    await history.publish('heron', '1', ['a']);
    await history.verify('7', 'heron', '1', true);
    await broker.ask('PUT', '/pacticipants/heron/labels/bird', {});
    const names = [
      'eventName',
      'consumerName',
      'providerName',
      'consumerVersionNumber',
      'consumerVersionBranch',
      'consumerVersionTags',
      'providerVersionNumber',
      'providerVersionBranch',
      'providerVersionTags',
      'buildUrl',
      'consumerLabels',
      'providerLabels',
      'currentlyDeployedProviderVersionNumber',
      'githubVerificationStatus',
      'gitlabVerificationStatus',
      'bitbucketVerificationStatus',
      'azureDevOpsVerificationStatus',
      'foo',
    ];
    const body = names.map((name) => `\${pactbroker.${name}}`).join('|');
    await create(['contract_published'], { url: `${receiver.url}/?t=\${pactbroker.consumerVersionTags}`, body });
    await history.publish('heron', '2', ['a'], { branch: 'x/y', tags: ['t2 x', 't1'], buildUrl: 'http://ci/2' });
    const said = [
      'contract_published',
      'heron',
      'core',
      '2',
      'x/y',
      't2 x, t1',
      '7',
      'main',
      'ready',
      'http://ci/2',
      'bird',
      '',
      '7',
      'success',
      'success',
      'SUCCESSFUL',
      'succeeded',
      '${pactbroker.foo}',
    ];
    expect([await arrived(), receiver.received[0]?.path]).toEqual([[said.join('|')], '/?t=t2+x%2C+t1']);
  });

  test('a result published at the pact URL is for its consumer version', async () => {
    await create(['contract_published'], { body: '${pactbroker.pactUrl}' });
    await create(['provider_verification_published'], {
      body: '${pactbroker.consumerVersionNumber} ${pactbroker.verificationResultUrl}',
    });
    await history.publish('heron', '1', ['a']);
    const [pactUrl = ''] = await arrived();
    await history.publish('heron', '2', ['a']);
    const { pathname } = new URL(pactUrl);
    const result = { success: true, providerApplicationVersion: '7' };
    const { headers } = await broker.ask('POST', `${pathname}/verification-results`, result);
    expect(await arrived()).toContain(`1 ${headers.get('location')}`);
  });

  test.each([
    [true, ['provider_verification_published', 'provider_verification_succeeded']],
    [false, ['provider_verification_failed', 'provider_verification_published']],
  ])('a result triggers its events (success: %s)', async (success, events) => {
    await history.publish('heron', '1', ['a']);
    const all = ['provider_verification_published', 'provider_verification_succeeded', 'provider_verification_failed'];
    await create(all, { body: '${pactbroker.eventName}' });
    await history.verify('7', 'heron', '1', success);
    expect(await arrived()).toEqual(events);
  });

  test('contract_content_changed is triggered only by new content', async () => {
    await create(['contract_content_changed'], { body: '${pactbroker.consumerVersionNumber}' });
    await history.publish('heron', '1', ['a']);
    await history.publish('heron', '2', ['a']);
    await history.publish('heron', '3', ['b']);
    expect(await arrived()).toEqual(['1', '3']);
  });

  test('each provider version that has to verify the pact triggers a delivery', async () => {
    const body = '${pactbroker.providerVersionNumber}: ${pactbroker.providerVersionDescriptions}';
    await create(['contract_requiring_verification_published'], { body });
    await history.version('core', '1', { branch: 'main' });
    await history.deploy('core', '1', 'test');
    await history.release('core', '1', 'production');
    await history.version('core', '2', { branch: 'main' });
    await history.version('core', '3', { branch: 'feat' });
    await history.publish('heron', '1', ['a']);
    await history.verify('2', 'heron', '1', false);
    await history.publish('heron', '2', ['a']);
    const deployed = '1: deployed in test, released in production';
    expect(await arrived()).toEqual([deployed, deployed, '2: latest from main branch']);
  });

  test('only enabled webhooks with the pact in their scope are triggered', async () => {
    await history.publish('heron', '1', ['a']);
    await history.publish('stork', '1', ['a']);
    await broker.ask('PUT', '/pacticipants/heron/labels/bird', {});
    const scopes = {
      all: {},
      heron: { consumer: { name: 'heron' } },
      stork: { consumer: { name: 'stork' } },
      bird: { consumer: { label: 'bird' }, provider: { name: 'core' } },
      fish: { provider: { label: 'fish' } },
      disabled: { enabled: false },
    };
    for (const [body, scope] of Object.entries(scopes)) await create(['contract_published'], { body }, scope);
    await history.publish('heron', '2', ['a']);
    expect(await arrived()).toEqual(['all', 'bird', 'heron']);
  });

  test('a rejected publication triggers nothing', async () => {
    await create(['contract_published'], { body: '${pactbroker.consumerVersionNumber}' });
    await history.publish('heron', '1', ['a']);
    await expect(history.publish('heron', '1', ['b'])).rejects.toThrow('409');
    expect(await arrived()).toEqual(['1']);
  });

  test('the notices of a publication name the triggered webhooks and their logs', async () => {
    const { uuid } = await create(['contract_published'], {}, { description: 'tells the crew' });
    const { body } = await broker.ask('POST', '/contracts/publish', {
      pacticipantName: 'heron',
      pacticipantVersionNumber: '1',
      branch: 'main',
      contracts: [contractOf('heron')],
    });
    const texts: string[] = body.notices.map(({ text }: { text: string }) => text);
    expect(texts[4]).toMatch(
      /^ {2}Webhook "tells the crew" triggered for event contract_published\.\n {4}View logs at .+\/triggered-webhooks\/.+\/logs$/,
    );
    expect(texts.slice(5)).toEqual(['  Next steps:', expect.stringContaining('Add Pact verification tests')]);
    await broker.ask('DELETE', `/webhooks/${uuid}`);
    expect((await broker.ask('GET', texts[4]?.split(broker.url)[1] ?? '')).status).toBe(200);
  });

  test('a failed delivery is retried by the schedule', async () => {
    await broker.close();
    await start({ webhooks: { ...listed, retrySchedule: [10, 60] } });
    receiver.answers = [{ status: 500 }];
    await create(['contract_published']);
    await history.publish('heron', '1', ['a']);
    const fares = async () => {
      await broker.deliverWebhooks();
      const [{ status, attemptsMade, attemptsRemaining }] = (await statusOf())._embedded.triggeredWebhooks;
      return [receiver.received.length, status, attemptsMade, attemptsRemaining];
    };
    expect(await fares()).toEqual([1, 'retrying', 1, 2]);
    broker.pass(9);
    expect(await fares()).toEqual([1, 'retrying', 1, 2]);
    broker.pass(2);
    expect(await fares()).toEqual([2, 'retrying', 2, 1]);
    broker.pass(61);
    expect(await fares()).toEqual([3, 'failure', 3, 0]);
    broker.pass(9_999);
    expect(await fares()).toEqual([3, 'failure', 3, 0]);
    const { summary, _links } = await statusOf();
    expect([summary, _links['pb:error-logs'].length]).toEqual([{ successful: 0, failed: 1 }, 1]);
    expect(await logsOf()).toMatch(
      /Retrying webhook in 10 seconds\n[\s\S]*in 60 seconds\n[\s\S]*failed after 3 attempts\n$/,
    );
  });

  test('a deleted webhook makes no more attempts', async () => {
    receiver.answers = [{ status: 500 }];
    const { uuid } = await create(['contract_published']);
    await history.publish('heron', '1', ['a']);
    await broker.deliverWebhooks();
    await broker.ask('DELETE', `/webhooks/${uuid}`);
    broker.pass(99_999);
    expect(await arrived()).toHaveLength(1);
    const { body } = await broker.ask('GET', '/pacts/provider/core/consumer/heron/version/1/triggered-webhooks');
    expect(body._embedded.triggeredWebhooks[0]).toMatchObject({ status: 'failure', attemptsRemaining: 0 });
  });

  test('secrets are sent, and redacted everywhere else', async () => {
    receiver.answers = [{ status: 200, body: 'you sent s3cret, abc123 and pässword' }];
    const { uuid } = await create(['contract_published'], {
      url: `${receiver.url}/\${env.TOKEN}`,
      headers: { 'X-Token': 'abc123', 'X-Plain': '${env.TOKEN}', 'Content-Type': 'application/json' },
      body: { t: '${env.TOKEN}' },
      username: 'u',
      password: 'pässword',
    });
    await history.publish('heron', '1', ['a']);
    await broker.deliverWebhooks();
    const basic = `Basic ${Buffer.from('u:pässword').toString('base64')}`;
    expect(receiver.received[0]).toMatchObject({
      path: '/s3cret',
      body: '{"t":"s3cret"}',
      headers: { 'x-token': 'abc123', 'x-plain': 's3cret', authorization: basic, 'content-type': 'application/json' },
    });
    const tried = await broker.ask('POST', `/webhooks/${uuid}/execute`);
    expect(tried.body).toMatchObject({ success: true, response: { status: 200 } });
    const read = [await logsOf(), tried.body, (await broker.ask('GET', `/webhooks/${uuid}`)).body];
    expect(JSON.stringify(read)).not.toMatch(/s3cret|abc123|pässword|Basic/);
  });

  test('an environment variable that is not listed as a secret is unavailable', async () => {
    await create(['contract_published'], { body: '${env.HOME}' });
    await history.publish('heron', '1', ['a']);
    expect(await arrived()).toEqual([]);
    expect(await logsOf()).toContain('${env.HOME} is not available to webhooks');
  });

  test('a redirect is not followed', async () => {
    receiver.answers = [{ status: 302, headers: { location: `${receiver.url}/elsewhere` } }, { status: 200 }];
    await create(['contract_published']);
    await history.publish('heron', '1', ['a']);
    expect([(await arrived()).length, (await statusOf()).summary.retrying]).toEqual([1, 1]);
  });

  test('a call that times out does not block other calls', async () => {
    await broker.close();
    await start({ webhooks: { ...listed, timeoutMs: 200 } });
    receiver.answers = [{ status: 200, hangs: true }, { status: 200 }];
    await create(['contract_published']);
    await create(['contract_published']);
    await history.publish('heron', '1', ['a']);
    expect((await arrived()).length).toBe(2);
    expect((await statusOf()).summary).toEqual({ successful: 1, failed: 0, retrying: 1 });
  });

  test('a name that resolves to a private address is refused', async () => {
    await broker.close();
    await start({
      webhooks: { schemes: ['http'] },
      resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    });
    await create(['contract_published'], { url: receiver.url.replace('127.0.0.1', 'rebound.example.org') });
    await history.publish('heron', '1', ['a']);
    expect(await arrived()).toEqual([]);
    expect(await logsOf()).toContain('rebound.example.org is a private address');
  });

  test('the checked address is the one that is called', async () => {
    await broker.close();
    let asked = 0;
    const resolve = async () => [{ address: ++asked === 1 ? '127.0.0.1' : '203.0.113.1', family: 4 }];
    await start({ webhooks: { schemes: ['http'], hosts: ['hooks.example.org'] }, resolve });
    await create(['contract_published'], { url: receiver.url.replace('127.0.0.1', 'hooks.example.org') });
    await history.publish('heron', '1', ['a']);
    expect([await arrived(), asked]).toEqual([[''], 1]);
    expect(receiver.received[0]?.headers.host).toMatch(/^hooks\.example\.org:/);
  });

  test('a test of a webhook uses the latest pact, or placeholders', async () => {
    const request = { method: 'POST', url: receiver.url, body: { c: '${pactbroker.consumerName}' } };
    const unsaved = await broker.ask('POST', '/webhooks/execute', { request });
    expect(unsaved.body).toMatchObject({
      success: true,
      request: { body: { c: 'placeholder-consumer' } },
      response: { status: 200, body: 'ok' },
    });
    await history.publish('heron', '1', ['a']);
    receiver.answers = [{ status: 500 }];
    const { uuid } = await create(['contract_published'], request);
    const saved = await broker.ask('POST', `/webhooks/${uuid}/execute`);
    expect([saved.status, saved.body.success, saved.body.request.body]).toEqual([200, false, { c: 'heron' }]);
    expect((await statusOf()).summary).toEqual({ successful: 0, failed: 0 });
  });

  describe('on a file', () => {
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'broker-'));
      await broker.close();
    });
    afterEach(() => rm(folder, { recursive: true }));

    const startAgain = (options: Partial<StartOptions> = {}) =>
      start({ database: join(folder, 'broker.sqlite'), ...options });

    test('a retry survives a restart', async () => {
      await startAgain();
      receiver.answers = [{ status: 500 }, { status: 200 }];
      await create(['contract_published'], { body: '${pactbroker.consumerVersionNumber}' });
      await history.publish('heron', '1', ['a']);
      expect(await arrived()).toEqual(['1']);
      await broker.close();
      await startAgain();
      broker.pass(11);
      expect(await arrived()).toEqual(['1', '1']);
      expect((await statusOf()).summary).toEqual({ successful: 1, failed: 0 });
    });

    test('a call that is aborted when the broker stops is made again', async () => {
      await startAgain({ stopMs: 50 });
      receiver.answers = [{ status: 200, hangs: true }, { status: 200 }];
      await create(['contract_published']);
      await history.publish('heron', '1', ['a']);
      while (receiver.received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      await broker.close();
      await startAgain();
      expect((await arrived()).length).toBe(2);
      expect((await statusOf())._embedded.triggeredWebhooks[0]).toMatchObject({ status: 'success', attemptsMade: 1 });
    });

    test('two brokers make each call once', async () => {
      await startAgain();
      const other = await startTestBroker({ database: join(folder, 'broker.sqlite'), webhooks: listed });
      await create(['contract_published'], { body: '${pactbroker.consumerVersionNumber}' });
      for (const number of ['1', '2', '3', '4', '5']) await history.publish('heron', number, ['a']);
      await Promise.all([other.deliverWebhooks(), broker.deliverWebhooks()]);
      expect(await arrived()).toEqual(['1', '2', '3', '4', '5']);
      await other.close();
    });
  });
});

function contractOf(consumer: string) {
  const content = JSON.stringify({ consumer: { name: consumer }, provider: { name: 'core' }, interactions: [] });
  return {
    consumerName: consumer,
    providerName: 'core',
    specification: 'pact',
    contentType: 'application/json',
    content: Buffer.from(content).toString('base64'),
  };
}
