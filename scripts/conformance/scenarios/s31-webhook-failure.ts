import { publish } from '../publications.ts';
import { del, get, post, type Scenario, setUp } from '../scenario.ts';

export const s31: Scenario = {
  id: 'S31',
  title: 'a failed webhook is retried',
  pacticipants: ['Lookout', 'Mast'],
  needs: ['webhooks'],
  steps: [
    post('a webhook for an unknown provider', '/webhooks', {
      provider: { name: 'Nobody yet' },
      request: { method: 'POST', url: '{{receiver}}/failing/lookout' },
    }),
    setUp(publish('a pact', { consumer: 'Lookout', version: '1', provider: 'Mast', branch: 'main' })),
    post(
      'a webhook for the provider',
      '/webhooks',
      {
        provider: { name: 'Mast' },
        request: { method: 'POST', url: '{{receiver}}/failing/lookout' },
      },
      { compare: 'status', save: { hook: 'uuid' } },
    ),
    publish('new content', {
      consumer: 'Lookout',
      version: '2',
      provider: 'Mast',
      branch: 'main',
      descriptions: ['land'],
    }),
    get('its status', '/pacts/provider/Mast/consumer/Lookout/webhooks/status', {
      until: { at: 'summary.retrying', is: 1 },
      save: { logs: '_embedded.triggeredWebhooks.0._links.pb:logs.href' },
    }),
    get('its logs', '{{logs}}', { accept: 'text/plain' }),
    setUp(del('the webhook is deleted', '/webhooks/{{hook}}')),
  ],
};
