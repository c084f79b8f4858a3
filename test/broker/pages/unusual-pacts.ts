import { contract } from '../../../scripts/support/contract.ts';
import { History } from '../../support/history.ts';
import type { TestBroker } from '../../support/test-broker.ts';

const json = (content: unknown) => ({ contents: { content, contentType: 'application/json', encoded: false } });
const provider = 'unusual';

/** Pacts of every specification and kind. */
export const pacts: Readonly<Record<string, object>> = {
  'http-2': {
    interactions: [
      {
        description: 'a search',
        providerState: 'there are films',
        request: { method: 'POST', path: '/films', query: 'year=1999&genre=a&genre=b', headers: { Accept: 'a/b' } },
        response: {
          status: 200,
          headers: { 'Content-Type': 'application/json' },
          body: { price: 80.0, films: [{ id: 1, name: 'One' }] },
          matchingRules: {
            '$.body.films': { min: 1 },
            '$.body.films[*].*': { match: 'type' },
            '$.headers.Content-Type': { match: 'regex', regex: 'json' },
          },
        },
      },
      { description: 'no body', request: { method: 'DELETE', path: '/films/1' }, response: { status: 204 } },
    ],
    metadata: { pactSpecification: { version: '2.0.0' } },
  },
  'http-3': {
    interactions: [
      {
        description: 'a form',
        providerStates: [{ name: 'a user', params: { id: 7 } }, { name: 'a day' }],
        request: { method: 'POST', path: '/form', query: { tags: ['a', 'b'] }, body: 'name=x&age=3' },
        response: { status: 200, headers: { 'Content-Type': 'application/xml' }, body: '<a b="1"><c>x</c></a>' },
      },
      {
        description: 'empty bodies',
        request: { method: 'POST', path: '/e', body: '' },
        response: { status: 200, body: {} },
      },
      { description: 'null body', request: { method: 'GET', path: '/n' }, response: { status: 200, body: null } },
    ],
    metadata: { pactSpecification: { version: '3.0.0' } },
  },
  'http-4': {
    interactions: [
      {
        type: 'Synchronous/HTTP',
        key: 'k',
        description: 'a picture',
        pending: true,
        comments: { text: ['seen by nobody'], testname: 'pictures' },
        request: { method: 'GET', path: '/p', headers: { Accept: ['image/png', 'image/gif'] } },
        response: {
          status: 200,
          headers: { 'Content-Type': ['image/png'] },
          body: { content: 'iVBORw0KGgo=', contentType: 'image/png', encoded: 'base64' },
          matchingRules: { body: { $: { matchers: [{ match: 'contentType', value: 'image/png' }] } } },
        },
      },
    ],
    metadata: { pactSpecification: { version: '4.0' } },
  },
  'messages-3': {
    messages: [
      {
        description: 'a Tick with a price',
        contents: { price: 80.5, at: '2026-11-26' },
        metaData: { topic: 't' },
        matchingRules: {
          body: {
            '$.price': { matchers: [{ match: 'decimal' }] },
            '$.at': { matchers: [{ match: 'date', format: 'yyyy-MM-dd' }] },
          },
        },
      },
      { description: 'a text', contents: 'just text' },
      { description: 'nothing at all', contents: null },
    ],
    metadata: { pactSpecification: { version: '3.0.0' } },
  },
  'replies-4': {
    interactions: [
      {
        type: 'Synchronous/Messages',
        description: 'asks twice',
        request: { ...json({ ask: 'x' }), metadata: { queue: 'q' } },
        response: [json({ ok: true }), { ...json({ ok: false, why: 'late' }), metadata: { last: true } }],
      },
    ],
    metadata: { pactSpecification: { version: '4.0' } },
  },
  'plugin-4': {
    interactions: [
      {
        type: 'Synchronous/Messages',
        description: 'area of a shape',
        pluginConfiguration: { protobuf: { descriptorKey: 'a', service: 'Calculator/area' } },
        interactionMarkup: { markup: '```protobuf\nmessage Shape {}\n```', markupType: 'COMMON_MARK' },
        request: { contents: { content: 'EgoNAABAQBUAAIBA', contentType: 'application/protobuf', encoded: 'base64' } },
        response: [
          {
            contents: { content: 'CgQAAEBB', contentType: 'application/protobuf', encoded: 'base64' },
            matchingRules: { body: { '$.value[0].*': { matchers: [{ match: 'number' }] } } },
          },
        ],
      },
    ],
    metadata: { pactSpecification: { version: '4.0' }, plugins: [{ name: 'protobuf', version: '0.4.0' }] },
  },
};

/** Valid names that are hard to put into URLs and markup. (`.` and `..` cannot be part of a URL.) */
export const names = [
  '...',
  '/',
  '//',
  'a/b',
  'a b',
  ' a',
  '%2F',
  '%',
  '?',
  '#',
  'a?b#c',
  'a&b=c',
  'a+b',
  'a\\b',
  "it's",
  'מחירים',
  '\u202eevil',
  '📈 prices',
  'latest',
  'versions',
  'é',
  'n'.repeat(255),
  '<b>',
  '{}',
  'a;b',
  '~',
  'a:b',
];

/** Verification results in the formats of different verifiers. */
const results: Readonly<Record<string, object>> = {
  'http-2': {
    tests: [
      {
        testDescription: 'has status code 200',
        status: 'failed',
        exampleDescription: 'has status code 200',
        fullDescription: 'a search',
        interactionDescription: 'a search',
        interactionProviderState: 'there are films',
        exception: { class: 'RSpec::Expectations::ExpectationNotMetError', message: 'expected 200, got 500' },
      },
    ],
    summary: { testCount: 1, failureCount: 1 },
  },
  'http-3': [
    {
      interactionDescription: 'a form',
      success: false,
      mismatches: [
        { attribute: 'status', description: 'expected status of 200 but was 500' },
        { attribute: 'header', identifier: 'content-type', description: 'expected xml' },
      ],
    },
  ],
  'messages-3': [
    {
      interactionDescription: 'a text',
      success: false,
      exceptions: [{ message: 'no connection', exceptionClass: 'java.net.ConnectException' }],
    },
  ],
};

/** Fills a broker with these pacts and names, and with results, environments and a webhook. */
export async function fillWithUnusualPacts(broker: TestBroker): Promise<void> {
  const history = new History(broker);
  for (const [consumer, pact] of Object.entries(pacts)) {
    for (const [number, content] of [
      ['1', { interactions: [] }],
      ['2', pact],
    ] as const)
      await send(broker, '/contracts/publish', {
        pacticipantName: consumer,
        pacticipantVersionNumber: number,
        branch: 'main',
        tags: ['a/b'],
        buildUrl: 'https://ci.example.org/1',
        contracts: [contract(consumer, provider, content)],
      });
    const { body } = await broker.ask('GET', `/pacts/provider/${provider}/consumer/${consumer}/version/2`);
    const { pathname } = new URL(body._links['pb:publish-verification-results'].href);
    await send(broker, `/pacticipants/${provider}/branches/main/versions/7`, {}, 'PUT');
    if (consumer !== 'plugin-4')
      await send(broker, pathname, {
        success: !(consumer in results),
        providerApplicationVersion: '7',
        ...(consumer in results && { testResults: results[consumer] }),
      });
    await history.deploy(consumer, '2', 'production', consumer === 'http-4' ? 'blue' : undefined);
  }
  await history.release(provider, '7', 'production');
  for (const name of names) await history.publish(name, name, ['x'], { branch: name, tags: [name], provider });
  await send(broker, '/webhooks', {
    events: [{ name: 'contract_published' }],
    request: { method: 'POST', url: 'https://ci.example.org/builds' },
  });
}

async function send(broker: TestBroker, path: string, body: object, method = 'POST'): Promise<void> {
  const answer = await broker.ask(method, path, body);
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
}
