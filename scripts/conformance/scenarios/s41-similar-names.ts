import { pact, publish } from '../publications.ts';
import { get, post, put, type Scenario, type Step, setUp } from '../scenario.ts';

const publishing = (consumer: string, provider: string): Step =>
  publish(`published: ${consumer}, ${provider}`, { consumer, version: '2', provider, branch: 'main' });
const putting = (consumer: string, provider: string): Step =>
  put(
    `put: ${consumer}, ${provider}`,
    `/pacts/provider/${encodeURIComponent(provider)}/consumer/${encodeURIComponent(consumer)}/version/2`,
    pact(consumer, provider, 'a'),
  );

export const s41: Scenario = {
  id: 'S41',
  title: 'a name that is nearly another one is refused',
  pacticipants: ['Crocus', 'Tulip Bed', 'Crocuss', 'crocuss', 'Bed Tulip', 'Primrose'],
  steps: [
    setUp(publish('first', { consumer: 'Crocus', version: '1', provider: 'Tulip Bed', branch: 'main' })),
    publishing('crocus', 'Tulip Bed'),
    publishing('Crocuss', 'Tulip Bed'),
    publishing('Crocus', 'tulip-bed'),
    publishing('Crocus', 'TulipBedService'),
    publishing('Crocus', 'Bed Tulip'),
    publishing('crocus API', 'tulip_bed provider'),
    putting('crocus', 'Tulip Bed'),
    putting('Crocus', 'Tulip Beds Service'),
    putting('crocus', 'tulip-bed'),
    get('none was made', '/pacticipants/crocus'),
    post('made by hand', '/pacticipants', { name: 'crocuss' }, { compare: 'status' }),
    publishing('crocuss', 'Tulip Bed'),
    publishing('Primrose', 'Tulip Bed'),
    get('made', '/pacticipants/Primrose'),
  ],
};
