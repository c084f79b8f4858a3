import { pactTitle } from '../../src/broker/badges/pact-title.ts';
import { History } from '../support/history.ts';
import { useBroker } from '../support/use-broker.ts';

const title = (consumer: string, provider: string, options: Partial<Parameters<typeof pactTitle>[2]> = {}) =>
  pactTitle({ name: consumer }, { name: provider }, { initials: false, ...options });

test.each([
  ['both names', title('Foo', 'Bar'), 'foo/bar pact'],
  ['one of them', title('Foo', 'Bar', { label: 'Provider' }), 'bar pact'],
  ['an unknown label has no effect', title('Foo', 'Bar', { label: 'constructor' }), 'foo/bar pact'],
  ['initials of words', title('foo-bar baz_x', 'API', { initials: true }), 'fbbx/api pact'],
  ['initials of a name in camel case', title('FooBAZQux9Mill', 'fooBar', { initials: true }), 'fbqm/fb pact'],
])('the title of a badge: %s', (_, actual, expected) => expect(actual).toBe(expected));

test('the title contains the tag of a consumer', () => {
  const consumer = { name: 'Foo Bar', tag: 'Dev' };
  const provider = { name: 'Core' };
  expect(pactTitle(consumer, provider, { initials: true })).toBe('fb (dev)/core pact');
});

describe('badges', () => {
  const broker = useBroker();
  const latest = '/pacts/provider/core/consumer/heron/latest/badge.svg';
  const picture = { accept: 'image/webp,*/*' };
  const words = (svg: string) => /<title>(.*)<\/title>/.exec(svg)?.[1];
  const seen = async (path: string) => words((await broker.ask('GET', path, undefined, picture)).body);
  beforeAll(() => new History(broker).publish('heron', '1', ['a'], { branch: 'main' }));

  test('the badge of a pact is an image that is not cached', async () => {
    const { status, headers, body } = await broker.ask('GET', latest, undefined, picture);
    expect([status, words(body)]).toEqual([200, 'heron/core pact: unknown']);
    expect(headers.get('content-type')).toBe('image/svg+xml;charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-cache');
    expect(body).not.toMatch(/https?:(?!\/\/www\.w3\.org)/);
  });

  test('a can-i-merge badge is cached for 30 seconds', async () => {
    const mayMerge = (name: string) => broker.ask('GET', `/pacticipants/${name}/main-branch/can-i-merge/badge`);
    const { headers, body } = await mayMerge('heron');
    expect([headers.get('cache-control'), words(body)]).toEqual(['max-age=30', 'can-i-merge: unknown']);
    expect((await mayMerge('nobody')).headers.get('cache-control')).toBe('no-cache');
  });

  test('names are escaped in the image', async () => {
    await new History(broker).publish('<svg onload=alert(1)>', '1', ['a']);
    const { body } = await broker.ask('GET', latest.replace('heron', encodeURIComponent('<svg onload=alert(1)>')));
    expect(body).toContain('&lt;svg onload=alert(1)&gt;');
    expect(body.match(/<svg/g)).toHaveLength(1);
  });

  test('a tag can have the name "badge"', async () => {
    expect(await seen('/pacts/provider/core/consumer/heron/latest/badge/badge.svg')).toBe('pact not found: unknown');
  });
});

describe('public badges', () => {
  const broker = useBroker({ access: { write: { username: 'a', password: 'b' }, publicBadges: true } });

  test.each([
    ['GET', '/pacts/provider/core/consumer/heron/latest/badge', 200],
    ['GET', '/matrix/provider/a/latest/b/consumer/c/latest/d/badge.svg', 200],
    ['GET', '/pacticipants/a/latest-version/dev/can-i-deploy/to/prod/badge', 200],
    ['GET', '/pacticipants/a/main-branch/can-i-merge/badge.svg', 200],
    ['GET', '/pacts/provider/core/consumer/heron/latest', 401],
    ['PUT', '/pacticipants/a/versions/b/tags/badge', 401],
    ['GET', '/pacticipants/a/versions/b/tags/badge', 401],
  ])('%s %s: %i', async (method, path, status) => {
    expect((await broker.ask(method, path)).status).toBe(status);
  });
});
