import { useWebhooks } from './use-webhooks.ts';

describe('the request of a webhook', () => {
  const { broker, history, receiver, create, deliver, statusOf, logsOf } = useWebhooks();

  test('secrets are redacted everywhere except in the request', async () => {
    receiver().answers = [{ status: 200, body: 'you sent s3cret, abc123 and pässword' }];
    const { uuid } = await create(['contract_published'], {
      url: `${receiver().url}/\${env.TOKEN}`,
      headers: { 'X-Token': 'abc123', 'X-Plain': '${env.TOKEN}', 'Content-Type': 'application/json' },
      body: { t: '${env.TOKEN}' },
      username: 'u',
      password: 'pässword',
    });
    await history.publish('heron', '1', ['a']);
    await broker.deliverWebhooks();
    const basic = `Basic ${Buffer.from('u:pässword').toString('base64')}`;
    expect(receiver().received[0]).toMatchObject({
      path: '/s3cret',
      body: '{"t":"s3cret"}',
      headers: { 'x-token': 'abc123', 'x-plain': 's3cret', authorization: basic, 'content-type': 'application/json' },
    });
    const tried = await broker.ask('POST', `/webhooks/${uuid}/execute`, {});
    expect(tried.body).toMatchObject({ success: true, response: { status: 200 } });
    const read = [await logsOf(), tried.body, (await broker.ask('GET', `/webhooks/${uuid}`)).body];
    expect(JSON.stringify(read)).not.toMatch(/s3cret|abc123|pässword|Basic/);
  });

  test('an environment variable that is not listed as a secret is unavailable', async () => {
    await create(['contract_published'], { body: '${env.HOME}' });
    await history.publish('heron', '1', ['a']);
    expect(await deliver()).toEqual([]);
    expect(await logsOf()).toContain('${env.HOME} is not available to webhooks');
  });

  test('a redirect is not followed', async () => {
    receiver().answers = [{ status: 302, headers: { location: `${receiver().url}/elsewhere` } }, { status: 200 }];
    await create(['contract_published']);
    await history.publish('heron', '1', ['a']);
    expect([(await deliver()).length, (await statusOf()).summary.retrying]).toEqual([1, 1]);
  });

  test('a name that resolves to a private address is refused', async () => {
    await broker.restart({
      webhooks: { schemes: ['http'] },
      resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    });
    await create(['contract_published'], { url: receiver().url.replace('127.0.0.1', 'rebound.example.org') });
    await history.publish('heron', '1', ['a']);
    expect(await deliver()).toEqual([]);
    expect(await logsOf()).toContain('rebound.example.org is a private address');
  });

  test('the checked address is the one that is called', async () => {
    let asked = 0;
    const resolve = async () => [{ address: ++asked === 1 ? '127.0.0.1' : '203.0.113.1', family: 4 }];
    await broker.restart({ webhooks: { schemes: ['http'], hosts: ['hooks.example.org'] }, resolve });
    await create(['contract_published'], { url: receiver().url.replace('127.0.0.1', 'hooks.example.org') });
    await history.publish('heron', '1', ['a']);
    expect([await deliver(), asked]).toEqual([[''], 1]);
    expect(receiver().received[0]?.headers.host).toMatch(/^hooks\.example\.org:/);
  });

  test('a test uses the latest pact, or placeholders without one', async () => {
    const request = { method: 'POST', url: receiver().url, body: { c: '${pactbroker.consumerName}' } };
    const unsaved = await broker.ask('POST', '/webhooks/execute', { request });
    expect(unsaved.body).toMatchObject({
      success: true,
      request: { body: { c: 'placeholder-consumer' } },
      response: { status: 200, body: 'ok' },
    });
    await history.publish('heron', '1', ['a']);
    receiver().answers = [{ status: 500 }];
    const { uuid } = await create(['contract_published'], request);
    const saved = await broker.ask('POST', `/webhooks/${uuid}/execute`, {});
    expect([saved.status, saved.body.success, saved.body.request.body]).toEqual([200, false, { c: 'heron' }]);
    expect((await statusOf()).summary).toEqual({ successful: 0, failed: 0 });
  });
});
