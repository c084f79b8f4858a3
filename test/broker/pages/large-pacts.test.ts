import { contract } from '../../../scripts/support/contract.ts';
import { useBroker } from '../../support/use-broker.ts';

const times = <Item>(count: number, make: (i: number) => Item) => Array.from({ length: count }, (_, i) => make(i));

describe('the page of a large pact', () => {
  const broker = useBroker();
  const browser = { accept: 'text/html' };
  const pathOf = (consumer: string, version: string) => `/pacts/provider/core/consumer/${consumer}/version/${version}`;

  async function publish(consumer: string, version: string, messages: object[]): Promise<string> {
    const { content } = contract(consumer, 'core', { messages });
    const pact = Buffer.from(content, 'base64').toString();
    const { status, body } = await broker.ask('PUT', pathOf(consumer, version), pact);
    expect([200, 201]).toContain(status);
    return new URL(body._links['pb:publish-verification-results'].href).pathname;
  }

  async function fail(results: string, tests: object[]): Promise<void> {
    const body = { success: false, providerApplicationVersion: '1', testResults: tests };
    expect((await broker.ask('POST', results, body)).status).toBe(201);
  }

  async function getPage(consumer: string): Promise<string> {
    const { status, body } = await broker.ask('GET', pathOf(consumer, '1'), undefined, browser);
    expect(status).toBe(200);
    return body;
  }

  test('lists the fields with a mismatch and counts the others', async () => {
    const contents = Object.fromEntries(times(150, (i) => [`field${i}`, i]));
    const results = await publish('fields', '1', [{ description: 'm', contents }]);
    const mismatches = [{ attribute: 'body', identifier: '$.field140', description: 'not this number' }];
    await fail(results, [{ interactionDescription: 'm', success: false, mismatches }]);
    const html = await getPage('fields');
    expect(html).toContain('title="$.field99"');
    expect(html).not.toContain('title="$.field100"');
    expect(html).toContain('not this number');
    expect(html).toContain('and 49 more, see the pact as HAL');
  });

  test('counts the mismatches that it does not list', async () => {
    const results = await publish('mismatches', '1', [{ description: 'm', contents: { a: 1 } }]);
    const mismatches = times(203, (i) => ({ attribute: 'body', identifier: '$', description: `reason ${i}.` }));
    await fail(results, [{ interactionDescription: 'm', success: false, mismatches }]);
    const html = await getPage('mismatches');
    expect(html).toContain('reason 199.');
    expect(html).not.toContain('reason 200.');
    expect(html).toContain('3 mismatches are not shown.');
  });

  test('counts the failed interactions and the failed fields that it does not list', async () => {
    const contents = Object.fromEntries(times(22, (i) => [`f${i}`, i]));
    const results = await publish(
      'failures',
      '1',
      times(51, (i) => ({ description: `m${i}`, contents })),
    );
    const mismatches = times(22, (i) => ({ attribute: 'body', identifier: `$.f${i}`, description: 'no' }));
    const tests = times(51, (i) => ({ interactionDescription: `m${i}`, success: false, mismatches }));
    await fail(results, tests);
    const html = await getPage('failures');
    expect(html).toContain('51 of 51 interactions failed:');
    expect(html).toContain('<li>and 11 more</li>');
    expect(html).toContain('$.f18, $.f19 and 2 more');
  });

  test('says that a result is too large', async () => {
    const results = await publish('results', '1', [{ description: 'm', contents: {} }]);
    await fail(results, [{ interactionDescription: 'm', success: false, exception: { message: 'x'.repeat(2 ** 21) } }]);
    expect(await getPage('results')).toContain('The result is too large to be shown here.');
  });

  test('counts the changes that it does not list', async () => {
    const pactOf = (added: number) =>
      times(52, (i) => ({
        description: `m${i}`,
        contents: Object.fromEntries(times(i === 0 ? 102 : 1, (j) => [`f${j}`, j + added])),
      }));
    const path = pathOf('changes', '2');
    await publish('changes', '1', pactOf(0));
    await publish('changes', '2', pactOf(1));
    const { body: html } = await broker.ask('GET', path, undefined, browser);
    expect(html).toContain('and 2 more fields');
    expect(html).toContain('The changes of 2 more interactions are not listed.');
  });

  test('refers to the JSON of more than 5,000 interactions', async () => {
    await publish(
      'many',
      '1',
      times(5_001, (i) => ({ description: `m${i}` })),
    );
    expect(await getPage('many')).toContain('is too large to be shown here. <a href="?as=hal">Show its JSON</a>');
  });

  test('shortens a long example', async () => {
    await publish('text', '1', [{ description: 'm', contents: { a: 'x'.repeat(10_000) } }]);
    const html = await getPage('text');
    expect(html).toContain('x'.repeat(200));
    expect(html).not.toContain('x'.repeat(400));
  });
});

describe('the page of 200 interactions', () => {
  const broker = useBroker();
  const path = '/pacts/provider/core/consumer/many/latest';
  const getPage = async (query = '') =>
    (await broker.ask('GET', path + query, undefined, { accept: 'text/html' })).body as string;

  test('has less than 100 kB, and its pages have every interaction', async () => {
    const interactions = Array.from({ length: 200 }, (_, i) => ({
      description: `order number ${i}.`,
      request: { method: 'GET', path: `/orders/${i}` },
      response: { status: 200, body: { id: i, price: 1.5, currency: 'EUR' } },
    }));
    await broker.ask('PUT', '/pacts/provider/core/consumer/many/version/1', { interactions });
    const pages = await Promise.all(['', '?page=2', '?page=3', '?page=4', '?page=5'].map(getPage));
    for (const page of pages) expect(Buffer.byteLength(page)).toBeLessThan(100_000);
    const all = pages.join('');
    expect(interactions.filter(({ description }) => !all.includes(description))).toEqual([]);
  });
});
