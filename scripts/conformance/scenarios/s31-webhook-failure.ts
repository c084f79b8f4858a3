import { publish } from '../contents.ts';
import { del, get, given, post, type Scenario } from '../scenario.ts';

export const s31: Scenario = {
  id: 'S31',
  title: 'a webhook fails and is tried again',
  pacticipants: ['Lookout', 'Mast'],
  needs: ['webhooks'],
  steps: [
    post('a webhook to where it fails', '/webhooks', {
      provider: { name: 'Nobody yet' },
      request: { method: 'POST', url: '{{receiver}}/failing/lookout' },
    }),
    given(publish('a pact', { consumer: 'Lookout', version: '1', provider: 'Mast', branch: 'main' })),
    post(
      'a webhook for the provider',
      '/webhooks',
      {
        provider: { name: 'Mast' },
        request: { method: 'POST', url: '{{receiver}}/failing/lookout' },
      },
      { compare: 'status', keep: { hook: 'uuid' } },
    ),
    publish('new content', { consumer: 'Lookout', version: '2', provider: 'Mast', branch: 'main', says: ['land'] }),
    get('its status', '/pacts/provider/Mast/consumer/Lookout/webhooks/status', {
      until: { at: 'summary.retrying', is: 1 },
      keep: { logs: '_embedded.triggeredWebhooks.0._links.pb:logs.href' },
    }),
    get('its logs', '{{logs}}', { accept: 'text/plain' }),
    given(del('no more of it', '/webhooks/{{hook}}')),
  ],
};
