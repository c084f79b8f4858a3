import { publish, verify } from '../publications.ts';
import { del, get, put, type Scenario, type Step, setUp } from '../scenario.ts';

const published = (consumer: string, version: string, provider: string, description = 'a word'): Step =>
  setUp(
    publish(`${consumer} ${version}`, {
      consumer,
      version,
      provider,
      branch: 'main',
      tags: ['t'],
      descriptions: [description],
    }),
  );

export const s39: Scenario = {
  id: 'S39',
  title: 'what is deleted is gone, and the rest stays',
  pacticipants: ['Gardener', 'Compost', 'Shears', 'Rake'],
  steps: [
    published('Gardener', '1', 'Compost'),
    published('Gardener', '2', 'Compost', 'another word'),
    published('Shears', '1', 'Compost'),
    published('Rake', '1', 'Shears'),
    get('results', '/pacts/provider/Compost/consumer/Gardener/version/1', {
      compare: 'status',
      save: { results: '_links.pb:publish-verification-results.href' },
    }),
    verify('a result', '{{results}}', '5', true, { compare: 'status', save: { result: 'headers.location' } }),
    del('the result', '{{result}}'),
    get('the result is gone', '{{result}}'),
    del('the result again', '{{result}}'),
    verify('another result', '{{results}}', '5', true, { compare: 'status', save: { result: 'headers.location' } }),
    del('the newer pact', '/pacts/provider/Compost/consumer/Gardener/version/2'),
    get('the older is the latest', '/pacts/provider/Compost/consumer/Gardener/latest'),
    del('the older pact', '/pacts/provider/Compost/consumer/Gardener/version/1'),
    get('no pact is left', '/pacts/provider/Compost/consumer/Gardener/latest'),
    get('its result', '{{result}}'),
    del('the newer pact again', '/pacts/provider/Compost/consumer/Gardener/version/2'),
    del('the integration, as HAL', '/integrations/provider/Compost/consumer/Shears'),
    del('the integration', '/integrations/provider/Compost/consumer/Shears', { accept: '*/*' }),
    get('its consumer, which is a provider as well', '/pacticipants/Shears'),
    get('its version', '/pacticipants/Shears/versions/1'),
    get('its provider', '/pacticipants/Compost'),
    get('the integrations that are left', '/integrations', { ownItemsIn: ['_embedded.integrations'] }),
    del('an unknown integration', '/integrations/provider/Compost/consumer/Nobody', { accept: '*/*' }),
    setUp(put('a version', '/pacticipants/Compost/versions/6', {})),
    del('the version', '/pacticipants/Compost/versions/6'),
    get('the version is gone', '/pacticipants/Compost/versions/6'),
    del('a provider', '/pacticipants/Shears'),
    get('the provider is gone', '/pacticipants/Shears'),
    get('its pacts are gone', '/pacts/provider/Shears/consumer/Rake/version/1'),
    get('its consumer stays', '/pacticipants/Rake'),
    del('the pacts of a tag', '/pacts/provider/Compost/consumer/Gardener/tag/t'),
    published('Gardener', '3', 'Compost'),
    published('Gardener', '4', 'Compost'),
    del('the pacts of a branch', '/pacts/provider/Compost/consumer/Gardener/branch/main'),
    get('the pacts of the branch are gone', '/pacts/provider/Compost/consumer/Gardener/branch/main'),
    published('Gardener', '5', 'Compost'),
    del('all pacts of the pair', '/pacts/provider/Compost/consumer/Gardener/versions'),
    get('all pacts of the pair are gone', '/pacts/provider/Compost/consumer/Gardener/versions'),
  ],
};
