import { publish } from '../publications.ts';
import { del, get, post, put, request, type Scenario, type Step, setUp } from '../scenario.ts';

const uuid = '696c5f93-1b7f-44bc-8d03-59440fcaa9a0';
const to = (url: string, more: object = {}) => ({ request: { method: 'POST', url, ...more } });
const call = to('https://localhost/a');
const secret = {
  description: 'tells the crew',
  events: [{ name: 'contract_published' }],
  provider: { name: 'Galley' },
  ...to('https://localhost/run?c=${pactbroker.consumerName}', {
    headers: {
      Authorization: 'Bearer 1',
      'X-Token': 'abc',
      'X-Plain': 'yes',
      'X-Auth-Token': '${pactbroker.buildUrl}',
    },
    body: { pactUrl: '${pactbroker.pactUrl}' },
    username: 'u',
    password: 'pw',
  }),
};
const starred = {
  ...secret,
  description: 'tells the crew again',
  ...to('https://localhost/run', { headers: { Authorization: '**********' }, body: 'text', username: 'u' }),
};
const events = [
  'contract_published',
  'contract_content_changed',
  'provider_verification_published',
  'provider_verification_succeeded',
  'provider_verification_failed',
  'contract_requiring_verification_published',
].map((name) => ({ name }));
const inAnyOrder = { anyOrder: ['_links.pb:webhooks'] };
const wrong = (name: string, body: unknown): Step => post(name, '/webhooks', body);

export const s29: Scenario = {
  id: 'S29',
  title: 'webhooks are made, changed and removed',
  pacticipants: ['Cook', 'Galley'],
  needs: ['webhooks'],
  steps: [
    get('an unknown one', `/webhooks/${uuid}`),
    put('one for a provider that is not there', `/webhooks/${uuid}`, secret),
    setUp(publish('a pact', { consumer: 'Cook', version: '1', provider: 'Galley', branch: 'main' })),
    put('made under its own uuid', `/webhooks/${uuid}`, secret),
    get('read without its secrets', `/webhooks/${uuid}`),
    put('changed, its secrets kept', `/webhooks/${uuid}`, starred),
    put('disabled', `/webhooks/${uuid}`, { ...starred, enabled: false }),
    post('without events', '/webhooks', { ...call, consumer: { name: 'Cook' } }, { save: { one: 'uuid' } }),
    post('by label', '/webhooks', { ...call, consumer: { label: 'sailors' } }, { save: { two: 'uuid' } }),
    post(
      'for every event',
      '/webhooks/provider/Galley/consumer/Cook',
      { ...call, events },
      { save: { three: 'uuid' } },
    ),
    post('by the old path', '/pacts/provider/Galley/consumer/Cook/webhooks', call, { save: { four: 'uuid' } }),
    post('for a provider by path', '/webhooks/provider/Galley', call, { save: { five: 'uuid' } }),
    post('for a consumer by path', '/webhooks/consumer/Cook', call, { save: { six: 'uuid' } }),
    get('all', '/webhooks', { ownItemsIn: ['_embedded.webhooks', '_links.pb:webhooks'], compare: 'shape' }),
    get('those of the pair', '/webhooks/provider/Galley/consumer/Cook', inAnyOrder),
    get('those of the pair, by the old path', '/pacts/provider/Galley/consumer/Cook/webhooks', inAnyOrder),
    get('those of the provider', '/webhooks/provider/Galley', inAnyOrder),
    get('those of the consumer', '/webhooks/consumer/Cook', inAnyOrder),
    get('those of an unknown provider', '/webhooks/provider/Zip'),
    post('for an unknown provider', '/webhooks/provider/Zip/consumer/Cook', call),
    wrong('wrong method, scheme and event', {
      request: { method: 'GET', url: 'ftp://x.y' },
      events: [{ name: 'nope' }],
    }),
    wrong('a template for the host', to('https://${pactbroker.consumerName}/a')),
    wrong('a host that is not listed', to('https://hooks.example.org/a')),
    wrong('an unknown consumer', { ...call, consumer: { name: 'Nobody' } }),
    wrong('no events at all', { ...call, events: [] }),
    wrong('an event without a name', { ...call, events: [{}] }),
    wrong('name and label', { ...call, consumer: { name: 'Cook', label: 'sailors' } }),
    wrong('no request', {}),
    wrong('no address', { request: { method: 'POST' } }),
    wrong('no method', { request: { url: 'https://localhost' } }),
    wrong('a method that there is not', { request: { method: 'FOO', url: 'https://localhost' } }),
    wrong('an empty request', { request: {} }),
    wrong('an address that is none', to('not an address')),
    wrong('malformed', '{bad'),
    put('a uuid that is too short', '/webhooks/abc', call),
    post('as text', '/webhooks', '{}', { type: 'text/plain' }),
    request('OPTIONS', 'options of one', `/webhooks/${uuid}`),
    request('OPTIONS', 'options of all', '/webhooks'),
    ...['one', 'two', 'three', 'four', 'five', 'six'].map((name) => del(`remove ${name}`, `/webhooks/{{${name}}}`)),
    del('remove the first', `/webhooks/${uuid}`),
    del('remove the first again', `/webhooks/${uuid}`),
  ],
};
