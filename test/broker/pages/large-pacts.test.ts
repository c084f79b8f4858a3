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

  async function getPage(consumer: string, query = ''): Promise<string> {
    const { status, body } = await broker.ask('GET', pathOf(consumer, '1') + query, undefined, browser);
    expect(status).toBe(200);
    return body;
  }

  test('contains a long description once, and elsewhere only its beginning', async () => {
    const description = 'd '.repeat(50_000);
    const results = await publish('described', '1', [{ description, contents: { a: 1, b: 2 } }]);
    const mismatches = [{ attribute: 'body', identifier: '$.a', description: 'not this number' }];
    await fail(results, [{ interactionDescription: description, success: false, mismatches }]);
    const html = await getPage('described');
    expect(html.split(description.trim())).toHaveLength(2);
    expect(html).toContain(`${description.slice(0, 120)}…`);
  });

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
    expect(html).toContain('<a href="?result=failed#contents">31 more</a>');
    expect(html).toContain('$.f3, $.f4 and 17 more');
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
        contents: Object.fromEntries(times(i === 0 ? 52 : 1, (j) => [`f${j}`, j + added])),
      }));
    const path = pathOf('changes', '2');
    await publish('changes', '1', pactOf(0));
    await publish('changes', '2', pactOf(1));
    const { body: html } = await broker.ask('GET', path, undefined, browser);
    expect(html).toContain('and 2 more fields');
    expect(html).toMatch(
      /The changes of \d+ more interactions are not listed\. <a href="[^"]*\/diff\/previous-distinct"/,
    );
    const { status, body } = await broker.ask('GET', `${path}/diff/previous-distinct`, undefined, {
      accept: 'text/html,*/*;q=0.8',
    });
    expect([status, body]).toEqual([200, expect.stringMatching(/\+ +"f51": 52/)]);
  });

  test('has several pages when its interactions have many fields, and each has less than 100 kB', async () => {
    const contents = Object.fromEntries(times(300, (i) => [`a_field_with_a_name_${i}`, `a value of a field ${i}`]));
    await publish(
      'wide',
      '1',
      times(30, (i) => ({ description: `message ${i}.`, contents })),
    );
    const first = await getPage('wide');
    const pages = Number(/Page 1 of (\d+)/.exec(first)?.[1]);
    expect(pages).toBeGreaterThan(5);
    const all = [first];
    for (let page = 2; page <= pages; page += 1) all.push(await getPage('wide', `?page=${page}`));
    for (const html of all) expect(Buffer.byteLength(html)).toBeLessThan(100_000);
    const articles = all.join('').match(/<summary><h3> message \d+\./g);
    expect(new Set(articles).size).toBe(30);
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
    expect(html).toContain('… (10002 characters, see the pact as HAL)');
  });
});

const brokerOfMany = useBroker();

describe('the page of 200 interactions', () => {
  const broker = useBroker();
  const path = '/pacts/provider/core/consumer/many/latest';
  const getPage = async (query = '') =>
    (await broker.ask('GET', path + query, undefined, { accept: 'text/html' })).body as string;
  const interactions = times(200, (i) => ({
    description: `order number ${i}.`,
    providerStates: [{ name: `the order ${i} exists`, params: { id: i } }],
    request: { method: 'GET', path: `/orders/${i}`, headers: { Accept: 'application/json' } },
    response: {
      status: 200,
      headers: { 'Content-Type': 'application/json' },
      body: { id: i, price: 1.5, currency: 'EUR', customer: { name: 'a', city: 'b' } },
    },
  }));
  /** The interactions of a page, in their order. */
  const numbersOf = (html: string) =>
    [...html.matchAll(/<article class="interaction[^"]*"><details( open="")?>.*?order number (\d+)\./g)].map(
      ([, open, number]) => ({ number: Number(number), isOpen: open !== undefined }),
    );

  beforeAll(async () => {
    await broker.ask('PUT', '/pacts/provider/core/consumer/many/version/1', { interactions });
    const { body: pact } = await broker.ask('GET', path);
    const { pathname } = new URL(pact._links['pb:publish-verification-results'].href);
    const testResults = interactions.map(({ description }, i) => ({
      interactionDescription: description,
      success: i % 150 !== 120,
      mismatches: [{ attribute: 'body', identifier: '$.price', description: 'no price' }].slice(0, Number(i === 120)),
    }));
    await broker.ask('POST', pathname, { success: false, providerApplicationVersion: '2', testResults });
  });

  test('has less than 100 kB, and its pages have every interaction', async () => {
    const first = await getPage();
    const pages = [first];
    const count = Number(/Page 1 of (\d+)/.exec(first)?.[1]);
    for (let page = 2; page <= count; page += 1) pages.push(await getPage(`?page=${page}`));
    for (const page of pages) expect(Buffer.byteLength(page)).toBeLessThan(100_000);
    expect(pages.flatMap(numbersOf).map(({ number }) => number)).toEqual(times(200, (i) => i));
  });

  test('expands the failed interaction, and collapses the others', async () => {
    const pages = await Promise.all(times(8, (i) => getPage(`?page=${i + 1}`)));
    expect(pages.flatMap(numbersOf).filter(({ isOpen }) => isOpen)).toEqual([{ number: 120, isOpen: true }]);
  });

  test('has a table of contents that leads to every interaction on its page', async () => {
    const html = await getPage('?page=2');
    const entries = [...html.matchAll(/<li value="(\d+)"><a href="([^"]*)#interaction-\1">/g)];
    expect(entries).toHaveLength(200);
    for (const [, number = '', query = ''] of [0, 120, 199].map((i) => entries[i] ?? []))
      expect(await getPage(query || '?page=2')).toContain(`id="interaction-${number}"`);
    expect(html).toContain(
      '<span class="visually-hidden">does not match: </span><span aria-hidden="true">✘ </span>order number 120.',
    );
  });

  test.each([
    ['?search=NUMBER+12.', [12]],
    ['?search=order+199+exists', [199]],
    ['?result=failed', [120]],
    ['?result=matching&search=number+120.', []],
    ['?result=none', []],
  ])('is filtered by %s', async (query, numbers) => {
    const html = await getPage(query);
    expect(numbersOf(html).map(({ number }) => number)).toEqual(numbers);
    expect(html).toContain(`${numbers.length} of 200 interactions`);
    expect(html.includes('No interaction matches.')).toBe(numbers.length === 0);
  });

  test('reports a result that does not exist', async () => {
    expect(await getPage('?result=bogus')).toContain(
      'There is no result &quot;bogus&quot;: all interactions are shown.',
    );
  });

  test('leads from a filtered page to the failed interaction', async () => {
    const [, href = ''] =
      /<a href="([^"]*)">order number 120\.<\/a>: \$\.price/.exec(await getPage('?search=number+7.')) ?? [];
    expect(await getPage(href.split('#')[0])).toContain('id="interaction-121"');
  });
});

test('the page of 5,000 interactions lists a part of them in the table of contents, and says so', async () => {
  const interactions = times(5_000, (i) => ({ description: `m${i}` }));
  await brokerOfMany.ask('PUT', '/pacts/provider/core/consumer/most/version/1', { interactions });
  const page = async (query: string) =>
    (
      await brokerOfMany.ask('GET', `/pacts/provider/core/consumer/most/latest${query}`, undefined, {
        accept: 'text/html',
      })
    ).body;
  const html = await page('?page=100');
  expect(Buffer.byteLength(html)).toBeLessThan(100_000);
  expect(html).toMatch(
    /Entries 3961 to \d+ of 5000 are listed\. Use the filter or the next pages to find the others\./,
  );
  expect(html).toContain('<li value="3961">');
});
