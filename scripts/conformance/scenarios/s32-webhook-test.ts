import { publish } from '../publications.ts';
import { del, get, post, type Scenario, setUp } from '../scenario.ts';

const call = (path: string) => ({
  method: 'POST',
  url: `{{receiver}}${path}`,
  headers: { 'Content-Type': 'application/json', Authorization: 'Bearer secret', 'X-Plain': 'yes' },
  body: { consumer: '${pactbroker.consumerName}', event: '${pactbroker.eventName}', pact: '${pactbroker.pactUrl}' },
});

export const s32: Scenario = {
  id: 'S32',
  title: 'a webhook is tried out',
  pacticipants: ['Ferryman', 'Jetty'],
  needs: ['webhooks'],
  steps: [
    post('unsaved, for no pact at all', '/webhooks/execute', {
      consumer: { label: 'nobody-has-this' },
      request: call('/hooks/ferry'),
    }),
    get('what arrived', '{{receiver}}/received/ferry'),
    post('unsaved and wrong', '/webhooks/execute', { request: { method: 'POST' } }),
    setUp(publish('a pact', { consumer: 'Ferryman', version: '1', provider: 'Jetty', branch: 'main' })),
    post(
      'a webhook',
      '/webhooks',
      { provider: { name: 'Jetty' }, request: call('/hooks/jetty') },
      {
        compare: 'status',
        save: { hook: 'uuid' },
      },
    ),
    post('tried out with the latest pact', '/webhooks/{{hook}}/execute', ''),
    get('what arrived then', '{{receiver}}/received/jetty'),
    post('a failing one', '/webhooks/execute', { provider: { name: 'Jetty' }, request: call('/failing/ferry') }),
    post('an unknown one', '/webhooks/1234567890123456789012/execute', ''),
    setUp(del('no more of it', '/webhooks/{{hook}}')),
  ],
};
