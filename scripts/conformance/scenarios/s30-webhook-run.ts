import { publish, verify } from '../publications.ts';
import { del, get, post, put, type Scenario, setUp } from '../scenario.ts';

const hook = (events: string[], path: string) => ({
  description: `calls ${path}`,
  events: events.map((name) => ({ name })),
  provider: { name: 'Signalbox' },
  request: {
    method: 'POST',
    url: `{{receiver}}/hooks/${path}?c=\${pactbroker.consumerName}`,
    headers: {
      'Content-Type': 'application/json',
      'X-Token': 'secret',
      'X-Plain': '${pactbroker.consumerVersionTags}',
    },
    username: 'u',
    password: 'pw',
    body: {
      event: '${pactbroker.eventName}',
      pact: '${pactbroker.pactUrl}',
      build: '${pactbroker.buildUrl}',
      consumer: '${pactbroker.consumerVersionNumber}',
      branch: '${pactbroker.consumerVersionBranch}',
      tags: '${pactbroker.consumerVersionTags}',
      provider: '${pactbroker.providerVersionNumber}',
      providerTags: '${pactbroker.providerVersionTags}',
      providerBranch: '${pactbroker.providerVersionBranch}',
      describes: '${pactbroker.providerVersionDescriptions}',
      result: '${pactbroker.verificationResultUrl}',
      github: '${pactbroker.githubVerificationStatus}',
      gitlab: '${pactbroker.gitlabVerificationStatus}',
      bitbucket: '${pactbroker.bitbucketVerificationStatus}',
      azure: '${pactbroker.azureDevOpsVerificationStatus}',
      labels: '${pactbroker.consumerLabels}',
      providerLabels: '${pactbroker.providerLabels}',
      deployed: '${pactbroker.currentlyDeployedProviderVersionNumber}',
      unknown: '${pactbroker.foo}',
    },
  },
});
const received = (name: string, key: string, count: number) =>
  get(name, `{{receiver}}/received/${key}`, { until: { at: 'count', is: count } });

export const s30: Scenario = {
  id: 'S30',
  title: 'webhooks run',
  pacticipants: ['Stationmaster', 'Signalbox'],
  needs: ['webhooks'],
  steps: [
    setUp(put('the provider has a main branch', '/pacticipants/Signalbox/branches/main/versions/7', {})),
    setUp(put('the provider has a label', '/pacticipants/Signalbox/labels/railway', {})),
    post('a webhook', '/webhooks', hook(['contract_published'], 'published'), { save: { published: 'uuid' } }),
    publish('a pact', {
      consumer: 'Stationmaster',
      version: '1',
      provider: 'Signalbox',
      branch: 'main',
      tags: ['rail', 'night'],
      buildUrl: 'http://ci.example.org/1',
    }),
    get('its status', '/pacts/provider/Signalbox/consumer/Stationmaster/webhooks/status', {
      until: { at: 'summary.successful', is: 1 },
      save: { logs: '_embedded.triggeredWebhooks.0._links.pb:logs.href' },
    }),
    received('what arrived', 'published', 1),
    get('its logs', '{{logs}}', { accept: 'text/plain' }),
    get('what was triggered', '/pacts/provider/Signalbox/consumer/Stationmaster/version/1/triggered-webhooks'),
    setUp(del('no more of it', '/webhooks/{{published}}')),
    get('the status stays', '/pacts/provider/Signalbox/consumer/Stationmaster/webhooks/status'),
    post(
      'one for results',
      '/webhooks',
      hook(['provider_verification_succeeded', 'provider_verification_failed'], 'results'),
      {
        save: { results: 'uuid' },
      },
    ),
    post(
      'one for content that is not verified',
      '/webhooks',
      hook(['contract_requiring_verification_published'], 'requiring'),
      {
        save: { requiring: 'uuid' },
      },
    ),
    publish('new content', {
      consumer: 'Stationmaster',
      version: '2',
      provider: 'Signalbox',
      branch: 'main',
      descriptions: ['go'],
    }),
    received('what it requires', 'requiring', 1),
    post(
      'selected',
      '/pacts/provider/Signalbox/for-verification',
      { consumerVersionSelectors: [{ mainBranch: true }] },
      {
        compare: 'status',
        save: { pact: '_embedded.pacts.0._links.self.href' },
      },
    ),
    verify('a result', '{{pact}}/verification-results', '7', true, { save: { result: 'headers.location' } }),
    received('what the result says', 'results', 1),
    get('what the result triggered', '{{result}}/triggered-webhooks', {
      until: { at: '_embedded.triggeredWebhooks.0.status', is: 'success' },
    }),
    publish('the same content, verified already', {
      consumer: 'Stationmaster',
      version: '3',
      provider: 'Signalbox',
      branch: 'main',
      descriptions: ['go'],
    }),
    setUp(del('no more results', '/webhooks/{{results}}')),
    setUp(del('no more requirements', '/webhooks/{{requiring}}')),
  ],
};
