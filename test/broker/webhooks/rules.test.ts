import { isWhitelisted } from '../../../src/broker/webhooks/host-whitelist.ts';
import { prepareRequest } from '../../../src/broker/webhooks/prepare-request.ts';
import { isPublicAddress } from '../../../src/broker/webhooks/public-address.ts';
import { redactSecrets, restoreSecrets } from '../../../src/broker/webhooks/redaction.ts';
import { allowedAddresses } from '../../../src/broker/webhooks/send-request.ts';
import { encodeFormValue, fillJsonTemplate, fillTemplate } from '../../../src/broker/webhooks/template.ts';
import { webhookSettingsFrom } from '../../../src/broker/webhooks/webhook-settings.ts';

describe('the whitelist of hosts', () => {
  test.each([
    ['ci.example.org', 'CI.example.org', true],
    ['ci.example.org', 'ci.example.org.evil.net', false],
    ['*.example.org', 'ci.example.org', true],
    ['*.example.org', '.example.org', false],
    ['*.example.org', 'evilexample.org', false],
    ['/.*\\.foo\\.com$/', 'a.foo.com', true],
    ['/.*\\.foo\\.com$/', 'a.foo.com.evil.net', false],
    ['10.2.3.0/24', '10.2.3.4', true],
    ['10.2.3.0/24', '10.2.4.4', false],
    ['10.2.3.0/24', 'ten.example.org', false],
    ['fd00::/8', 'fd12::1', true],
    ['10.0.0.0/99x', '10.0.0.1', false],
  ])('%s: %s %s', (entry, host, expected) => expect(isWhitelisted([entry], host)).toBe(expected));
});

test.each([
  ['8.8.8.8', true],
  ['2606:4700::1111', true],
  ['127.0.0.1', false],
  ['10.1.2.3', false],
  ['172.31.0.1', false],
  ['192.168.1.1', false],
  ['169.254.169.254', false],
  ['100.64.0.1', false],
  ['0.0.0.0', false],
  ['::1', false],
  ['fd00::1', false],
  ['fe80::1', false],
  ['::ffff:10.0.0.1', false],
  ['64:ff9b::7f00:1', false],
  ['2002:7f00:1::', false],
  ['not an address', false],
])('%s is public: %s', (address, expected) => expect(isPublicAddress(address)).toBe(expected));

describe('the addresses of a host', () => {
  const names: Record<string, string[]> = {
    'in.example.org': ['10.0.0.5'],
    'out.example.org': ['8.8.8.8'],
    'both.example.org': ['8.8.8.8', '10.0.0.5'],
  };
  const resolve = async (host: string) => (names[host] ?? []).map((address) => ({ address, family: 4 }));
  const allowed = async (host: string, hosts: string[]) =>
    (await allowedAddresses(new URL(`https://${host}/`), hosts, resolve)).map(({ address }) => address);

  test.each([
    ['out.example.org', [], ['8.8.8.8']],
    ['both.example.org', [], ['8.8.8.8']],
    ['in.example.org', ['in.example.org'], ['10.0.0.5']],
    ['in.example.org', ['*.example.org', '10.0.0.0/8'], ['10.0.0.5']],
    ['127.0.0.1', ['127.0.0.1'], ['127.0.0.1']],
    ['2130706433', ['127.0.0.1'], ['127.0.0.1']],
  ])('%s may be called with the whitelist %j', async (host, hosts, expected) =>
    expect(await allowed(host, hosts)).toEqual(expected),
  );

  test.each([
    ['in.example.org', []],
    ['in.example.org', ['*.example.org']],
    ['in.example.org', ['/.*/']],
    ['out.example.org', ['in.example.org']],
    ['127.0.0.1', []],
    ['2130706433', []],
    ['0x7f.1', []],
    ['[::1]', []],
    ['[::ffff:127.0.0.1]', []],
    ['nowhere.example.org', []],
  ])('%s may not be called with the whitelist %j', async (host, hosts) => {
    await expect(allowed(host, hosts)).rejects.toThrow(/whitelist/);
  });
});

describe('a template', () => {
  const parameters = { consumerName: 'Foo & "Co"', consumerVersionTags: 't1, t2 x' };
  const secret = (name: string) => `<${name}>`;

  test('retains unknown parameters', () => {
    const text = '${pactbroker.foo} ${pactbroker.toString} ${other.x} ${pactbroker.consumerName} ${env.TOKEN}';
    expect(fillTemplate(text, parameters, secret)).toBe(
      '${pactbroker.foo} ${pactbroker.toString} ${other.x} Foo & "Co" <TOKEN>',
    );
  });

  test('does not fill the values of parameters', () => {
    expect(fillTemplate('${pactbroker.consumerName}', { consumerName: '${env.TOKEN}' }, secret)).toBe('${env.TOKEN}');
  });

  test('encodes values in a URL', () => {
    expect(fillTemplate('?t=${pactbroker.consumerVersionTags}', parameters, secret, encodeFormValue)).toBe(
      '?t=t1%2C+t2+x',
    );
  });

  test('escapes values in JSON', () => {
    const filled = fillJsonTemplate(
      { a: ['${pactbroker.consumerName}', 1, null], '${pactbroker.consumerName}': true },
      parameters,
      secret,
    );
    expect(filled).toEqual({ a: ['Foo & "Co"', 1, null], 'Foo & "Co"': true });
  });
});

describe('secrets of a webhook', () => {
  const request = (headers: Record<string, string>, password?: string) => ({
    method: 'POST',
    url: 'https://x.y',
    headers,
    password,
  });

  test('are redacted, except template parameters', () => {
    const shown = redactSecrets(
      request(
        {
          authorization: 'Bearer abc',
          'x-auth-token': '${pactbroker.buildUrl}',
          'x-api-key': 'k',
          'private-token': 'Bearer ${env.TOKEN}',
          'x-token': 'abc${pactbroker.buildUrl}',
          accept: 'x',
        },
        'pw',
      ),
    );
    expect([shown.headers, shown.password]).toEqual([
      {
        authorization: '**********',
        'x-auth-token': '${pactbroker.buildUrl}',
        'x-api-key': '**********',
        'private-token': 'Bearer ${env.TOKEN}',
        'x-token': '**********',
        accept: 'x',
      },
      '**********',
    ]);
  });

  describe('in an update', () => {
    const before = request({ authorization: 'Bearer abc', 'x-token': 'abc' }, 'pw');
    const update = (headers: Record<string, string>, password?: string) =>
      restoreSecrets(request(headers, password), before);

    test('a redacted header is restored', () => {
      expect(update({ authorization: '**********' }).headers).toMatchObject({ authorization: 'Bearer abc' });
    });

    test('an absent header is deleted', () => {
      expect(update({ authorization: '**********' }).headers).not.toHaveProperty('x-token');
    });

    test('an absent password is retained', () => {
      expect(update({}).password).toBe('pw');
    });

    test('a new password replaces the old one', () => {
      expect(update({}, 'new').password).toBe('new');
    });
  });

  test.each(['http://x.y', 'https://x.z', 'https://x.y:8443', 'https://x.y.z/'])(
    'are not sent to another server: %s',
    (url) => {
      const before = request({ authorization: 'Bearer abc', 'x-token': 'abc' }, 'pw');
      const moved = (headers: Record<string, string>, password?: string) => ({ ...request(headers, password), url });
      expect(restoreSecrets(moved({}), before)).toEqual(moved({}));
      expect(() => restoreSecrets(moved({ authorization: '**********' }, '**********'), before)).toThrow(
        expect.objectContaining({
          status: 400,
          body: {
            errors: {
              'request.headers.authorization': [expect.stringContaining('must be given again')],
              'request.password': [expect.stringContaining('must be given again')],
            },
          },
        }),
      );
    },
  );

  test.each(['https://x.y/other?q=${pactbroker.consumerName}', 'HTTPS://X.Y:443'])(
    'stay when only the path or the spelling of the server changes: %s',
    (url) => {
      const before = request({ authorization: 'Bearer abc' }, 'pw');
      const kept = restoreSecrets({ ...request({ authorization: '**********' }), url }, before);
      expect([kept.headers, kept.password]).toEqual([{ authorization: 'Bearer abc' }, 'pw']);
    },
  );

  test('from the environment are sent but redacted in logs', () => {
    const template = {
      ...request({ 'x-plain': 'a ${env.TOKEN}' }, '${env.PASSWORD}'),
      url: 'https://x.y/${env.TOKEN}',
      username: 'u',
      body: { t: '${env.TOKEN}' },
    };
    const { request: sent, redacted } = prepareRequest(template, {}, { TOKEN: 's3cret', PASSWORD: 'pässword' }, 'us');
    expect([sent.url.href, sent.body, new Map(sent.headers).get('authorization')]).toEqual([
      'https://x.y/s3cret',
      '{"t":"s3cret"}',
      `Basic ${Buffer.from('u:pässword').toString('base64')}`,
    ]);
    expect(JSON.stringify([redacted, redacted.url.href])).not.toMatch(/s3cret|pässword|Basic/);
    expect(() => prepareRequest(template, {}, { TOKEN: 's3cret' }, 'us')).toThrow(/env\.PASSWORD.*is not available/);
  });

  test('line breaks in a header value are removed', () => {
    const { request: sent } = prepareRequest(
      request({ 'x-branch': '${pactbroker.b}' }),
      { b: 'a\r\nx-evil: 1' },
      {},
      'us',
    );
    expect(new Map(sent.headers).get('x-branch')).toBe('a x-evil: 1');
  });
});

test('the webhook settings have the names of the official broker', () => {
  const environment = {
    PACT_BROKER_WEBHOOK_SCHEME_WHITELIST: 'http https',
    PACT_BROKER_WEBHOOK_HOST_WHITELIST: '*.foo.com 10.0.0.0/8',
    PACT_BROKER_WEBHOOK_HTTP_METHOD_WHITELIST: 'post get',
    PACT_BROKER_WEBHOOK_RETRY_SCHEDULE: '1 2',
    PACT_BROKER_WEBHOOK_HTTP_CODE_SUCCESS: '200 418',
    PACT_BROKER_WEBHOOK_SECRETS: 'TOKEN MISSING',
    TOKEN: 't',
    OTHER: 'o',
  };
  expect(webhookSettingsFrom(environment)).toEqual({
    schemes: ['http', 'https'],
    hosts: ['*.foo.com', '10.0.0.0/8'],
    methods: ['POST', 'GET'],
    retrySchedule: [1, 2],
    successCodes: [200, 418],
    secrets: { TOKEN: 't' },
  });
  expect(webhookSettingsFrom({})).toEqual({});
});
