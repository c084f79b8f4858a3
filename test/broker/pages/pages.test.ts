import { randomUUID } from 'node:crypto';
import { History } from '../../support/history.ts';
import { useBroker } from '../../support/use-broker.ts';

const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

describe('pages', () => {
  const broker = useBroker();
  const getPage = async (path: string) => (await broker.ask('GET', path, undefined, browser)).body as string;

  test('an empty broker shows the commands that fill it', async () => {
    const html = await getPage('/');
    for (const command of ['pact:publish', 'pact:verify', 'record-deployment'])
      expect(html).toContain(`<code>PACT_BROKER_BASE_URL=${broker.url} npm run ${command}`);
  });

  test('commands contain the URL of this broker', async () => {
    await new History(broker).publish('heron', '1', ['x'], { branch: 'main' });
    for (const path of ['/pacticipants/heron', '/pacticipants/core/fields'])
      expect(await getPage(path)).toContain(`<code>PACT_BROKER_BASE_URL=${broker.url} npm run `);
  });

  test.each([
    'application/hal+json, application/json',
    'application/hal+json',
    '*/*',
    'application/hal+json, application/json, text/html, */*',
  ])('a client that accepts %s gets HAL', async (accept) => {
    const { headers } = await broker.ask('GET', '/', undefined, { accept });
    expect(headers.get('content-type')).toBe('application/hal+json;charset=utf-8');
  });

  test('a program gets HAL with ?as=hal too', async () => {
    const { headers } = await broker.ask('GET', '/?as=hal', undefined, { accept: 'application/hal+json' });
    expect(headers.get('content-type')).toBe('application/hal+json;charset=utf-8');
  });

  test('inline scripts and files from other sites are forbidden', async () => {
    const { headers, body } = await broker.ask('GET', '/', undefined, browser);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'self'; script-src 'self'/);
    expect(headers.get('vary')).toBe('Accept, Accept-Encoding');
    expect(body).not.toMatch(/ style=| on\w+=|<script>|https?:\/\/(?!127)/);
  });

  test('assets are cached without limit', async () => {
    const [, path = ''] = /href="(\/assets\/[^"]+css)"/.exec(await getPage('/')) ?? [];
    const { headers } = await broker.ask('GET', path, undefined, browser);
    expect(headers.get('content-type')).toBe('text/css;charset=utf-8');
    expect(headers.get('cache-control')).toContain('immutable');
  });

  test('a pacticipant without a main branch has latest versions, and the command that records one', async () => {
    const history = new History(broker);
    await history.publish('ibis', '7', ['a price'], { provider: 'ticks', branch: 'base' });
    const html = await getPage('/pacticipants/ibis');
    expect(html).toContain('<span class="note">latest versions</span>');
    expect(html).not.toContain('main branches');
    expect(html).toContain(`npx pact-broker create-or-update-pacticipant --name ibis --main-branch`);
    expect(html).toContain('can-i-deploy -- --pacticipant ibis --version 7 --to-environment production');
  });

  test('with main branches, the page names them and asks about their latest version', async () => {
    const history = new History(broker);
    await history.publish('rail', '7', ['a price'], { branch: 'main' });
    await history.verify('1', 'rail', '7', true);
    await broker.ask('PUT', '/pacticipants/core/branches/main/versions/1', {});
    const html = await getPage('/pacticipants/rail');
    expect(html).toContain('<span class="note">main branches</span>');
    expect(html).toContain('can-i-deploy -- --pacticipant rail --main-branch --to-environment production');
  });

  test('the changes of a pact show the beginning of a long description, with all of it as title', async () => {
    const history = new History(broker);
    const description = `an order ${'of many words '.repeat(20)}`.trim();
    await history.publish('lark', '1', ['a price'], { provider: 'prices' });
    await history.publish('lark', '2', ['a price', description], { provider: 'prices' });
    const [, heading = ''] = /<h3><span class="note">Added:<\/span>(.*?)<\/h3>/s.exec(
      await getPage('/pacts/provider/prices/consumer/lark/latest'),
    ) ?? [''];
    expect(heading).toContain(`title="${description}"`);
    expect(heading).toContain(`>${description.slice(0, 120)}…<`);
  });

  test('a pact without a result names the build that has to verify it', async () => {
    const history = new History(broker);
    await history.publish('web', '1', ['a price'], { provider: 'prices' });
    expect(await getPage('/pacts/provider/prices/consumer/web/latest')).toContain(
      'Let the build of prices verify it and publish the result.',
    );
  });

  test.each([
    [false, true],
    [true, false],
  ])(
    'the page of a pending pact (success: %s) explains that a failure does not fail the build: %s',
    async (success, isNoted) => {
      const consumer = `pending-${success}`;
      await new History(broker).publish(consumer, '1', ['x'], { branch: 'main' });
      const path = `/pacts/provider/core/consumer/${consumer}/latest`;
      const { href } = (await broker.ask('GET', path)).body._links['pb:pact-version'];
      const metadata = Buffer.from('p=true').toString('base64url');
      const result = { success, providerApplicationVersion: '1' };
      const { status } = await broker.ask(
        'POST',
        `${new URL(href).pathname}/metadata/${metadata}/verification-results`,
        result,
      );
      const note = 'The pact was pending, so this failure does not fail the provider&#39;s build.';
      expect([status, (await getPage(path)).includes(note)]).toEqual([201, isNoted]);
    },
  );

  test('the matrix shows the number of listed pairs, and the total when the limit cuts the list', async () => {
    for (const number of ['1', '2', '3'])
      await new History(broker).publish('plover', number, [number], { branch: 'main' });
    const query = 'q[][pacticipant]=plover&q[][pacticipant]=core&latestby=cvpv';
    const heading = async (limit: number) =>
      /Pairs <span class="count">([^<]*)</.exec(await getPage(`/matrix?${query}&limit=${limit}`))?.[1];
    expect([await heading(2), await heading(3)]).toEqual(['2 of 3', '3']);
  });

  test('a browser gets a page for an error', async () => {
    for (const [path, words] of [
      ['/pacticipants/Nobody', 'was not found'],
      ['/pacticipants/Nobody/versions/1', 'was not found'],
      ['/nowhere', 'was not found'],
      ['/matrix/provider/A/consumer/B', 'No consumer with name &#39;B&#39; found'],
    ] as const) {
      const { status, body } = await broker.ask('GET', path, undefined, browser);
      expect([status, body.includes(words)]).toEqual([404, true]);
    }
  });
});

describe('filters', () => {
  const broker = useBroker();
  beforeAll(() => new History(broker).publish('app', '1', ['a'], { branch: 'main' }));

  test.each([
    ['/?state=bogus', 'There is no state &quot;bogus&quot;'],
    ['/pacticipants?sort=bogus', 'Unknown sort order'],
    ['/pacticipants?page=9', 'There is no page 9. '],
    ['/?page=9', 'There is no page 9. '],
    ['/pacticipants/app?page=9', 'There is no page 9. '],
    ['/?sort=bogus', 'There is no order &quot;bogus&quot;'],
    ['/matrix/provider/core/consumer/app?consumer-by=branch', 'The selector &quot;branch&quot; needs a name'],
    ['/matrix/provider/core/consumer/app?provider-by=bogus', 'There is no selector &quot;bogus&quot;'],
    ['/matrix/provider/core/consumer/app?provider-is=main', 'The name &quot;main&quot; needs a selector'],
  ])('the page says why a filter has no effect: %s', async (path, words) => {
    const { body } = await broker.ask('GET', path, undefined, browser);
    expect(body).toContain(words);
  });

  test.each([
    '/',
    '/?state=failed&sort=consumer',
    '/matrix/provider/core/consumer/app?consumer-by=branch&consumer-is=main',
  ])('a filter that has an effect needs no explanation: %s', async (path) => {
    const { status, body } = await broker.ask('GET', path, undefined, browser);
    expect([status, (body as string).includes('role="alert"')]).toEqual([200, false]);
  });
});

describe('breadcrumbs', () => {
  const broker = useBroker();
  beforeAll(() => new History(broker).publish('app', '1', ['a'], { branch: 'main' }));

  test.each([
    ['/pacticipants/app', ['Pacticipants', 'app']],
    ['/pacticipants/app/versions/1', ['Pacticipants', 'app', '1']],
    ['/pacticipants/core/compatibility', ['Pacticipants', 'core', 'Compatibility']],
    ['/pacticipants/core/fields', ['Pacticipants', 'core', 'Fields']],
    ['/groups/core', ['Pacticipants', 'core', 'Connected services']],
    ['/matrix/provider/core/consumer/app', ['Pacticipants', 'app', 'Matrix with core']],
    ['/pacts/provider/core/consumer/app/latest', ['Pacticipants', 'app', '1', 'Pact with core']],
  ])('end in the current page: %s', async (path, expected) => {
    const { body } = await broker.ask('GET', path, undefined, browser);
    const [, list = ''] = /aria-label="Breadcrumbs">(.*?)<\/nav>/s.exec(body as string) ?? [];
    expect([...list.matchAll(/<li>(.*?)<\/li>/gs)].map(([, one = '']) => one.replace(/<[^>]*>/g, ''))).toEqual(
      expected,
    );
    expect(list).toContain(`<span aria-current="page">${expected.at(-1)}</span>`);
  });
});

describe('pages with hostile names', () => {
  const broker = useBroker();
  const history = new History(broker);
  const name = `<img src=x onerror=alert(1)>"'&`;
  beforeAll(async () => {
    await history.publish(name, '<b>1</b>', ['<script>alert(2)</script>'], {
      buildUrl: 'javascript:alert(3)',
      branch: '"><i>',
    });
    await broker.ask('PATCH', `/pacticipants/${encodeURIComponent(name)}`, { repositoryUrl: 'https://example.org/"x' });
  });

  test.each([
    '/',
    '/pacticipants',
    `/pacticipants/${encodeURIComponent(name)}`,
    '/network',
    `/groups/${encodeURIComponent(name)}`,
    `/pacts/provider/core/consumer/${encodeURIComponent(name)}/latest`,
    `/matrix/provider/core/consumer/${encodeURIComponent(name)}`,
    '/pacticipants/core/fields',
    `/pacticipants/${encodeURIComponent(name)}/versions/${encodeURIComponent('<b>1</b>')}`,
  ])('%s has no injected markup or links', async (path) => {
    const { status, body } = await broker.ask('GET', path, undefined, browser);
    expect(status).toBe(200);
    expect(body).not.toMatch(/<img src=x|<b>1|<script>alert|<i>|href="javascript:/);
  });
});

describe('malformed pacts', () => {
  const broker = useBroker();
  const history = new History(broker);

  test.each([
    { interactions: ['text', null, 3, [], {}] },
    { interactions: 'none', messages: { a: 1 } },
    { interactions: [{ description: { a: 1 }, request: 'GET', response: [1], providerStates: 'x', comments: 'no' }] },
    {
      interactions: [
        { response: { body: null, headers: ['a'], matchingRules: { body: null, header: [1], '$.x': null } } },
      ],
    },
    {
      messages: [
        { contents: { a: [] }, matchingRules: { body: { '$.a': { matchers: [null, { match: 5 }, { regex: {} }] } } } },
      ],
    },
    { messages: [{ contents: 'text', metaData: 'x', providerStates: [null, { name: null, params: [] }] }] },
    { interactions: [{ type: 'Synchronous/Messages', request: null, response: [null, { contents: [[1, [2]]] }] }] },
    { interactions: Array.from({ length: 120 }, (_, i) => ({ description: `case ${i}`, request: {}, response: {} })) },
  ])('a malformed pact has a page: %j', async (content) => {
    const version = randomUUID();
    const path = `/pacts/provider/core/consumer/odd/version/${version}`;
    await broker.ask('PUT', path, { ...content, consumer: { name: 'odd' } });
    await history.verify('1', 'odd', version, false);
    const seen = await broker.ask('GET', '/pacts/provider/core/consumer/odd/latest', undefined, browser);
    expect([seen.status, (seen.body as string).length < 300_000]).toEqual([200, true]);
  });
});

describe('a broker with credentials', () => {
  const broker = useBroker({ access: { write: { username: 'rw', password: 'secret' } } });

  test('pages need authentication as the API does', async () => {
    const refused = await broker.ask('GET', '/', undefined, browser);
    expect(refused.body).toContain('<h1>Credentials required</h1>');
    expect(refused.body).not.toContain('href=');
    const authorization = `Basic ${Buffer.from('rw:secret').toString('base64')}`;
    const seen = await broker.ask('GET', '/', undefined, { ...browser, authorization });
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Basic realm="Restricted area"']);
    expect(seen.body).toContain('<!doctype html>');
  });
});

describe('a program without credentials', () => {
  const broker = useBroker({ access: { write: { username: 'rw', password: 'secret' } } });

  test('gets an empty 401 as from the official broker', async () => {
    const { status, body } = await broker.ask('GET', '/');
    expect([status, body || '']).toEqual([401, '']);
  });
});

describe('a broker with a base URL', () => {
  const broker = useBroker({ baseUrls: ['https://pacts.example.org/broker'] });

  test('links keep the path of the base URL', async () => {
    const { body } = await broker.ask('GET', '/', undefined, browser);
    const links = [...(body as string).matchAll(/(?:href|src|action)="([^"]*)"/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !/^(\/broker\/|#)/.test(link))).toEqual([]);
  });
});
