import { prettyJson } from '../../../src/broker/pages/hal/pretty-json.ts';
import { relations } from '../../../src/broker/pages/hal/relations.ts';
import { Urls } from '../../../src/broker/url/urls.ts';
import { History } from '../../support/history.ts';
import { useBroker } from '../../support/use-broker.ts';

const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };
const unescapeHtml = (html: string) =>
  html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

describe('prettyJson', () => {
  const base = 'https://pacts.example.org/broker';
  const pretty = (json: string) => prettyJson(json, base, new Urls('/broker'));

  test.each([
    '{}',
    '[]',
    '{"a":[],"b":{},"c":[1,{"d":null}],"e":"x, {y}: \\"z\\" <b>&amp;"}',
    '[true,false,-1.5,"\\\\"]',
  ])('has the layout of JSON.stringify: %s', (json) => {
    expect(unescapeHtml(pretty(json))).toBe(JSON.stringify(JSON.parse(json), null, 2));
  });

  test('numbers stay as they are', () => {
    expect(pretty('{"a":1.0,"b":12345678901234567890}')).toContain('1.0,\n  &quot;b&quot;: 12345678901234567890');
  });

  test.each([
    [`${base}/pacticipants/a`, '/broker/pacticipants/a?as=hal'],
    [`${base}/matrix?q=1#x`, '/broker/matrix?q=1&amp;as=hal'],
    [base, '/broker/?as=hal'],
    ['https://other.example.org/x', 'https://other.example.org/x'],
  ])('the href %s is a link to %s', (href, expected) => {
    expect(/href="([^"]+)"/.exec(pretty(JSON.stringify({ href })))?.[1]).toBe(expected);
  });

  test.each(['javascript:alert(1)', `${base}/pacticipants/{pacticipant}`, 'https://pacts.example.org:x', '"><script>'])(
    'the href %s is text',
    (href) => {
      expect(pretty(JSON.stringify({ href }))).not.toMatch(/<a |<script/);
    },
  );
});

describe('the view of HAL in a browser', () => {
  const broker = useBroker();
  beforeAll(async () => {
    const history = new History(broker);
    await history.publish('app', '1', ['a'], { branch: 'main', tags: ['x'] });
    await history.verify('2', 'app', '1', true);
    await history.deploy('app', '1', 'test');
    const request = { method: 'POST', url: 'https://ci.example.org/' };
    await broker.ask('POST', '/webhooks', {
      consumer: { name: 'app' },
      provider: { label: 'y' },
      events: [{ name: 'contract_published' }],
      request,
    });
  });
  const view = async (path: string) => (await broker.ask('GET', path, undefined, browser)).body as string;

  test('has the JSON of the API, indented, and the request to repeat it', async () => {
    const html = await view('/pacticipants/app?as=hal');
    const { body } = await broker.ask('GET', '/pacticipants/app');
    const [, json = ''] = /<pre class="log" tabindex="0">(.*?)<\/pre>/s.exec(html) ?? [];
    expect(unescapeHtml(json)).toBe(JSON.stringify(body, null, 2));
    expect(unescapeHtml(html)).toContain(`curl -H 'Accept: application/hal+json' ${broker.url}/pacticipants/app`);
    expect(html).toContain('href="/pacticipants/app/versions?as=hal"');
    expect(html).toContain('href="/doc/versions"');
  });

  test('says how a resource is written to that cannot be read', async () => {
    const { status, body } = await broker.ask('GET', '/webhooks/execute?as=hal', undefined, browser);
    expect(status).toBe(405);
    expect(body).toContain('405: this resource does not support GET. Its methods: POST, OPTIONS.');
  });

  test('an error keeps its status', async () => {
    const { status, body } = await broker.ask('GET', '/pacticipants/nobody?as=hal', undefined, browser);
    expect([status, (body as string).includes('404, application')]).toEqual([404, true]);
  });

  test('every relation of the API has a page, and /doc lists all of them', async () => {
    const { names, curies } = await crawlRelations();
    expect(names.size).toBeGreaterThan(60);
    const missing = [...names].filter((name) => !Object.hasOwn(relations, name));
    expect(missing).toEqual([]);
    const list = await view('/doc');
    for (const name of names) {
      expect(list).toContain(`href="/doc/${name}"`);
      for (const curie of curies) {
        const path = curie.replace('{rel}', name);
        const { status } = await broker.ask('GET', path, undefined, browser);
        expect([path, status]).toEqual([path, 200]);
      }
    }
    expect((await broker.ask('GET', '/doc/constructor', undefined, browser)).status).toBe(404);
  });

  test('the relation of webhooks contains the section that errors about webhook URLs refer to', async () => {
    const page = await view('/doc/webhooks');
    expect(page).toContain('id="whitelist"');
    expect(page).toContain('settings allow: <code>PACT_BROKER_WEBHOOK_HOST_WHITELIST');
  });

  /** The names of the relations and the templates of `curies` of all resources that can be read from the index on. */
  async function crawlRelations() {
    const names = new Set<string>();
    const curies = new Set<string>();
    const seen = new Set(['/']);
    for (const path of seen) {
      const { body } = await broker.ask('GET', path, undefined, { accept: 'application/hal+json, */*;q=0.1' });
      const text = JSON.stringify(body ?? '');
      for (const [, name = ''] of text.matchAll(/"(?:pb|beta):([\w-]+)":/g)) names.add(name);
      for (const [, href = ''] of text.matchAll(/"href":"([^"]+)"/g)) {
        if (!href.startsWith(broker.url)) continue;
        const next = href.slice(broker.url.length);
        if (next.includes('/doc/')) curies.add(next);
        else if (!/[{}]/.test(next) && seen.size < 200) seen.add(next || '/');
      }
    }
    return { names, curies };
  }
});
