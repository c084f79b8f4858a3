import { History } from '../../support/history.ts';
import { pactBroker } from '../../support/pact-broker-cli.ts';
import { type Receiver, startReceiver } from '../../support/receiver.ts';
import { useBroker } from '../../support/use-broker.ts';

const uuid = '696c5f93-1b7f-44bc-8d03-59440fcaa9a0';
const call = (url: string, more: object = {}) => ({ request: { method: 'POST', url, ...more } });
const plain = call('https://localhost/a');
const whitelist = 'See /doc/webhooks#whitelist for more information.';

const webhooks = { schemes: ['http', 'https'], hosts: ['127.0.0.1', 'localhost'] };

describe('the webhook resource', () => {
  const broker = useBroker({ perTest: true, webhooks });
  beforeEach(() => new History(broker).publish('heron', '1', ['a']));

  const post = (path: string, body: unknown) => broker.ask('POST', path, body);

  test('a webhook is created under a given uuid', async () => {
    const headers = { Authorization: 'Bearer 1', 'X-Plain': 'yes' };
    const made = await broker.ask('PUT', `/webhooks/${uuid}`, {
      description: 'd',
      consumer: { name: 'heron' },
      provider: { name: 'core' },
      ...call('https://localhost/a?c=${pactbroker.consumerName}', { headers, username: 'u', password: 'pw' }),
    });
    expect([made.status, made.headers.get('location')]).toEqual([201, null]);
    expect(made.body).toEqual({
      uuid,
      description: 'd',
      consumer: { name: 'heron' },
      provider: { name: 'core' },
      enabled: true,
      request: {
        method: 'POST',
        url: 'https://localhost/a?c=${pactbroker.consumerName}',
        headers: { authorization: '**********', 'x-plain': 'yes' },
        username: 'u',
        password: '**********',
      },
      events: [{ name: 'contract_content_changed' }],
      createdAt: expect.any(String),
      _links: {
        self: { title: 'd', href: `${broker.url}/webhooks/${uuid}` },
        'pb:execute': { title: expect.any(String), href: `${broker.url}/webhooks/${uuid}/execute` },
        'pb:consumer': { title: 'Consumer', name: 'heron', href: `${broker.url}/pacticipants/heron` },
        'pb:provider': { title: 'Provider', name: 'core', href: `${broker.url}/pacticipants/core` },
        'pb:pact-webhooks': {
          title: 'All webhooks for consumer heron and provider core',
          href: `${broker.url}/webhooks/provider/core/consumer/heron`,
        },
        'pb:webhooks': { title: 'All webhooks', href: `${broker.url}/webhooks` },
      },
    });
  });

  test('an update replaces a webhook but retains its password', async () => {
    await broker.ask('PUT', `/webhooks/${uuid}`, call('https://localhost/b', { username: 'u', password: 'pw' }));
    const changed = await broker.ask('PUT', `/webhooks/${uuid}`, { ...plain, enabled: false });
    expect([changed.status, changed.body.request, changed.body.enabled, changed.body.consumer]).toEqual([
      200,
      { method: 'POST', url: 'https://localhost/a', password: '**********' },
      false,
      undefined,
    ]);
  });

  test('a deleted webhook is a 404', async () => {
    await broker.ask('PUT', `/webhooks/${uuid}`, plain);
    expect((await broker.ask('DELETE', `/webhooks/${uuid}`)).status).toBe(204);
    expect((await broker.ask('GET', `/webhooks/${uuid}`)).status).toBe(404);
  });

  test('a secret is not sent to a server that it was not given for', async () => {
    const receiver = await startReceiver();
    const headers = { authorization: 'Bearer s3cret' };
    await broker.ask(
      'PUT',
      `/webhooks/${uuid}`,
      call('https://localhost/a', { headers, username: 'u', password: 'pw' }),
    );
    const redacted = call(receiver.url, { headers: { authorization: '**********' } });
    const refused = await broker.ask('PUT', `/webhooks/${uuid}`, redacted);
    expect([refused.status, Object.keys(refused.body.errors)]).toEqual([400, ['request.headers.authorization']]);
    expect((await broker.ask('PUT', `/webhooks/${uuid}`, call(receiver.url, { username: 'u' }))).status).toBe(200);
    expect((await broker.ask('POST', `/webhooks/${uuid}/execute`, {})).status).toBe(200);
    expect(receiver.received.map((request) => request.headers.authorization)).toEqual([
      `Basic ${Buffer.from('u:').toString('base64')}`,
    ]);
    await receiver.close();
  });

  test('lists contain the webhooks of their consumer and provider', async () => {
    await post('/webhooks', plain);
    await post('/webhooks/provider/core', plain);
    await post('/webhooks/consumer/heron', plain);
    await post('/webhooks/provider/core/consumer/heron', plain);
    await post('/webhooks', { ...plain, consumer: { label: 'bird' }, provider: { name: 'core' } });
    const titles = async (path: string) =>
      (await broker.ask('GET', path)).body._links['pb:webhooks'].map(({ title }: { title: string }) => title);
    const [all, provider, consumer, pair] = [
      'A webhook for all pacts',
      'A webhook for all pacts with provider core',
      'A webhook for all pacts with consumer heron',
      'A webhook for the pact between heron and core',
    ];
    const labelled = "A webhook for the pact between consumers labeled 'bird' and core";
    expect(await titles('/webhooks')).toEqual([all, provider, consumer, pair, labelled]);
    expect(await titles('/webhooks/provider/core')).toEqual([provider, labelled]);
    expect(await titles('/webhooks/consumer/heron')).toEqual([consumer]);
    expect(await titles('/webhooks/provider/core/consumer/heron')).toEqual([pair]);
    expect(await titles('/pacts/provider/core/consumer/heron/webhooks')).toEqual([pair]);
    expect((await broker.ask('GET', '/webhooks/provider/none')).body.error).toBe("No provider with name 'none' found");
    await broker.ask('DELETE', '/pacticipants/heron');
    expect(await titles('/webhooks')).toEqual([all, provider, labelled]);
  });
});

describe('invalid webhooks', () => {
  const broker = useBroker({ webhooks });
  beforeAll(() => new History(broker).publish('heron', '1', ['a']));

  test.each<[string, object, Record<string, string[]>]>([
    ['an empty object', {}, { request: ['is missing'] }],
    ['a missing URL', { request: { method: 'POST' } }, { 'request.url': ['is missing'] }],
    ['a missing method', { request: { url: 'https://localhost' } }, { 'request.method': ['is missing'] }],
    ['an invalid URL', call('not an address'), { 'request.url': ['is not a valid URL eg. http://example.org'] }],
    [
      'a URL with a backslash',
      call('https:\\\\localhost\\a'),
      { 'request.url': ['is not a valid URL eg. http://example.org'] },
    ],
    [
      'a template parameter as host',
      call('https://${pactbroker.x}/a'),
      { 'request.url': ['cannot have a template parameter in the host'] },
    ],
    [
      'a template parameter next to the host',
      call('https://localhost${env.X}/a'),
      { 'request.url': ['cannot have a template parameter in the host'] },
    ],
    [
      'a scheme that is not in the whitelist',
      call('ftp://localhost'),
      { 'request.url': [`scheme must be http, https. ${whitelist}`] },
    ],
    [
      'a host that is not in the whitelist',
      call('https://x.y'),
      { 'request.url': [`host must be in the whitelist "127.0.0.1", "localhost". ${whitelist}`] },
    ],
    [
      'a method that is not in the whitelist',
      { request: { ...plain.request, method: 'GET' } },
      { 'request.method': [`must be POST. ${whitelist}`] },
    ],
    ['an empty list of events', { ...plain, events: [] }, { events: ['size cannot be less than 1'] }],
    ['an event without a name', { ...plain, events: [{}] }, { events: ['name is missing (at index 0)'] }],
    [
      'a name together with a label',
      { ...plain, consumer: { name: 'heron', label: 'x' } },
      { 'consumer.label': ['name and label cannot be provided at the same time'] },
    ],
    [
      'an unknown consumer',
      { ...plain, consumer: { name: 'none' } },
      { 'consumer.name': ['does not match an existing pacticipant'] },
    ],
  ])('%s is refused', async (_, body, errors) => {
    const answer = await broker.ask('POST', '/webhooks', body);
    expect([answer.status, answer.body]).toEqual([400, { errors }]);
  });

  test('an unknown event is refused', async () => {
    const { body } = await broker.ask('POST', '/webhooks', { ...plain, events: [{ name: 'nope' }] });
    expect(body.errors.events).toEqual([
      expect.stringMatching(/^name must be one of: contract_published, .* \(at index 0\)$/),
    ]);
  });

  test('a short uuid is refused', async () => {
    expect((await broker.ask('PUT', '/webhooks/abc', plain)).body.errors.uuid[0]).toMatch(/16 or more characters/);
  });
});

/** Exit codes and words are those that the CLI has against the official broker 2.120.0. */
describe('the official CLI on webhooks', () => {
  const broker = useBroker({ webhooks: { schemes: ['http'], hosts: ['127.0.0.1'] } });
  let receiver: Receiver;
  beforeAll(async () => {
    receiver = await startReceiver();
    await new History(broker).publish('heron', '1', ['a']);
  });
  afterAll(() => receiver.close());

  const run = async (...args: string[]) => {
    const { exit, output } = await pactBroker(broker.url, ...args);
    return `${exit} ${output}`;
  };

  test('creates, updates, tests and deletes a webhook', async () => {
    const request = [
      '--request',
      'POST',
      '--header',
      'Content-Type: application/json',
      '--data',
      '{"a":1}',
      '--user',
      'u:pw',
    ];
    const scope = ['--consumer', 'heron', '--provider', 'core', '--contract-published'];
    expect(await run('create-webhook', receiver.url, ...request, ...scope)).toMatch(/^0 .*[Ww]ebhook/s);
    expect(await run('create-webhook', receiver.url, ...request, '--consumer', 'none', '--contract-published')).toMatch(
      /^1 .*does not match an existing pacticipant/s,
    );
    const update = ['create-or-update-webhook', receiver.url, ...request, ...scope, '--uuid', uuid];
    expect(await run(...update)).toMatch(/^0 /);
    expect(await run(...update, '--description', 'again')).toMatch(/^0 /);
    expect(await run('test-webhook', '--uuid', uuid)).toMatch(/^0 /);
    expect(receiver.received.map(({ body }) => body)).toEqual(['{"a":1}']);
    expect(await run('delete-webhook', '--uuid', uuid)).toMatch(/^0 /);
    expect(await run('delete-webhook', '--uuid', uuid)).toMatch(/^0 .*was not found/);
    expect(await run('test-webhook', '--uuid', uuid)).toMatch(/^1 .*not found/s);
  });
});
