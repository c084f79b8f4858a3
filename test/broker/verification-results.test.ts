import { History } from '../support/history.ts';
import { useBroker } from '../support/use-broker.ts';

const between = '/pacts/provider/core/consumer/heron';

describe('verification results', () => {
  const broker = useBroker({ perTest: true });
  const history = new History(broker);
  beforeEach(async () => {
    await history.publish('heron', '1', ['a']);
    await history.publish('heron', '2', ['a']);
  });

  const get = (path: string) => broker.ask('GET', path);
  const permalink = async () => new URL((await get(`${between}/latest`)).body._links['pb:pact-version'].href).pathname;
  const publish = async (result: unknown, metadata = '') =>
    broker.ask('POST', `${await permalink()}${metadata}/verification-results`, result);
  const passed = { success: true, providerApplicationVersion: '10' };
  const failed = { success: false, providerApplicationVersion: '10' };

  test('a result is returned as it was sent', async () => {
    const sent = JSON.stringify({
      ...passed,
      buildUrl: 'http://ci/9',
      verifiedBy: {
        implementation: 'Pact-Rust',
        version: '1',
        clientLanguage: { name: 'js', testFramework: 'jest' },
        x: 1,
      },
      testResults: ['NUMBER'],
      wip: true,
    }).replace('"NUMBER"', '{"b":80.0,"a":1e400}');
    const { status, headers, body } = await publish(sent);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      providerName: 'core',
      providerApplicationVersion: '10',
      success: true,
      buildUrl: 'http://ci/9',
    });
    expect(body.verifiedBy).toEqual({
      implementation: 'Pact-Rust',
      version: '1',
      client_implementation: 'js',
      client_test_framework: 'jest',
    });
    const location = headers.get('location') ?? '';
    expect(body._links.self).toMatchObject({
      href: location,
      name: expect.stringMatching(/^Verification result \d+ for Pact between heron \(2\) and core$/),
    });
    expect(await (await fetch(location)).text()).toContain('"testResults":[{"b":80.0,"a":1e400}]');
    expect((await get('/pacticipants/core')).body._embedded.latestVersion.number).toBe('10');
  });

  test.each<[string, unknown, object]>([
    ['an empty object', {}, { success: ['is missing'], providerApplicationVersion: ['is missing'] }],
    ['a string as success', { ...passed, success: 'true' }, { success: ['must be boolean'] }],
    [
      'a blank version',
      { ...passed, providerApplicationVersion: ' ' },
      { providerApplicationVersion: ['cannot be blank'] },
    ],
    [
      'an invalid build URL',
      { ...passed, buildUrl: 'foo bar' },
      { buildUrl: ['is not a valid URL eg. http://example.org'] },
    ],
  ])('%s is refused', async (_, result, errors) => {
    const answer = await publish(result);
    expect([answer.status, answer.body]).toEqual([400, { errors }]);
  });

  test('a result for an unknown pact version is a 404', async () => {
    const nowhere = `${between}/pact-version/abc/verification-results`;
    expect((await broker.ask('POST', nowhere, passed)).status).toBe(404);
    expect((await broker.ask('POST', nowhere, {})).status).toBe(400);
    expect((await get('/pacticipants/core')).body._embedded).not.toHaveProperty('latestVersion');
  });

  test('the latest result of a pact version counts for all its consumer versions', async () => {
    await history.version('heron', '1', { tags: ['prod'] });
    await history.publish('heron', '3', ['b']);
    await history.verify('10', 'heron', '1', true);
    await history.verify('10', 'heron', '2', false);
    const success = async (path: string) => (await get(`${between}${path}/verification-results/latest`)).body.success;
    expect(await success('/version/1')).toBe(false);
    expect(await success('/latest/prod')).toBe(false);
    expect((await get(`${between}/latest/verification-results/latest`)).status).toBe(404);
    expect((await get(`${between}/version/9/verification-results/latest`)).status).toBe(404);
  });

  test('deleting the latest result restores the one before it', async () => {
    await publish(failed);
    const second = (await publish(passed)).headers.get('location') ?? '';
    const deployable = async () => {
      const query = 'q[][pacticipant]=heron&q[][version]=2&q[][pacticipant]=core&q[][version]=10&latestby=cvpv';
      return (await get(`/matrix?${query}`)).body.summary.deployable;
    };
    expect(await deployable()).toBe(true);
    expect((await broker.ask('DELETE', new URL(second).pathname)).status).toBe(204);
    expect(await deployable()).toBe(false);
    expect((await get(new URL(second).pathname)).status).toBe(404);
    expect((await get(`${await permalink()}/verification-results/latest`)).body.success).toBe(false);
  });

  test('an unknown result number is a 404', async () => {
    await publish(passed);
    const results = `${await permalink()}/verification-results`;
    for (const number of ['x', '99999', '99999999999', '-1'])
      expect((await get(`${results}/${number}`)).status).toBe(404);
    expect((await get(`${results}/all`)).body.error).toMatch(/Matrix page/);
  });

  test('a result without webhooks has no triggered webhooks', async () => {
    const location = new URL((await publish(passed)).headers.get('location') ?? '').pathname;
    expect((await get(`${location}/triggered-webhooks`)).body._embedded.triggeredWebhooks).toEqual([]);
    expect((await get(`${between}/version/1/triggered-webhooks`)).body._embedded.triggeredWebhooks).toEqual([]);
  });

  test('the summary of a consumer version counts each provider once', async () => {
    await history.publish('heron', '1', ['a'], { provider: 'store' });
    await publish(passed);
    const summary = async (version: string) =>
      (await get(`/verification-results/consumer/heron/version/${version}/latest`)).body;
    expect(await summary('1')).toMatchObject({
      success: false,
      providerSummary: { successful: ['core'], failed: [], unknown: ['store'] },
    });
    expect((await summary('2')).success).toBe(true);
    await publish(failed);
    expect((await summary('2')).providerSummary).toEqual({ successful: [], failed: ['core'], unknown: [] });
    expect((await get('/verification-results/consumer/heron/version/9/latest')).status).toBe(404);
  });
});
