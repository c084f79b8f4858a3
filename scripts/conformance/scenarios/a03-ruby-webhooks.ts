import { publish } from '../publications.ts';
import { del, get, post, put, type Scenario, setUp } from '../scenario.ts';

const uuid = '596c5f93-1b7f-44bc-8d03-59440fcaa9a1';
const request = {
  url: 'https://localhost/webhook',
  method: 'POST',
  username: 'username',
  password: 'password',
  headers: { Foo: 'bar', Bar: 'foo' },
  body: { some: 'body' },
};
const hook = { description: 'a webhook', events: [{ name: 'contract_content_changed' }], request };

export const a03: Scenario = {
  id: 'A3',
  title: 'the Ruby client on webhooks',
  pacticipants: ['Vulture', 'Carrion Service'],
  needs: ['webhooks'],
  steps: [
    get('the index with the relation', '/'),
    post('for a consumer that is not there', '/webhooks', { ...hook, consumer: { name: 'Vulture' } }),
    post('for a pair that is not there', '/webhooks/provider/Carrion%20Service/consumer/Vulture', hook),
    setUp(publish('a pact', { consumer: 'Vulture', version: '1', provider: 'Carrion Service' })),
    post('for all', '/webhooks', hook, { save: { one: 'uuid' } }),
    del('for all, removed', '/webhooks/{{one}}'),
    put('with a uuid', `/webhooks/${uuid}`, {
      ...hook,
      provider: { name: 'Carrion Service' },
      consumer: { name: 'Vulture' },
    }),
    put('updated', `/webhooks/${uuid}`, { ...hook, description: 'b', consumer: { name: 'Vulture' } }),
    post('for a consumer', '/webhooks', { ...hook, consumer: { name: 'Vulture' } }, { save: { two: 'uuid' } }),
    post(
      'for a provider',
      '/webhooks',
      { ...hook, provider: { name: 'Carrion Service' } },
      { save: { three: 'uuid' } },
    ),
    post('for consumers by label', '/webhooks', { ...hook, consumer: { label: 'beaks' } }, { save: { four: 'uuid' } }),
    post('for providers by label', '/webhooks', { ...hook, provider: { label: 'bones' } }, { save: { five: 'uuid' } }),
    post('for a pair', '/webhooks/provider/Carrion%20Service/consumer/Vulture', hook, { save: { six: 'uuid' } }),
    post(
      'with a body that is not JSON',
      '/webhooks/provider/Carrion%20Service/consumer/Vulture',
      {
        ...hook,
        request: { ...request, body: '<xml></xml>' },
      },
      { save: { seven: 'uuid' } },
    ),
    post('without an address', '/webhooks/provider/Carrion%20Service/consumer/Vulture', {
      ...hook,
      request: { ...request, url: undefined },
    }),
    ...['two', 'three', 'four', 'five', 'six', 'seven'].map((name) =>
      setUp(del(`remove ${name}`, `/webhooks/{{${name}}}`)),
    ),
    setUp(del('remove the first', `/webhooks/${uuid}`)),
  ],
};
