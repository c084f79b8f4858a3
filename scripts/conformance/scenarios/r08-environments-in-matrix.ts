import { publish, verify } from '../publications.ts';
import { get, post, type Scenario, type Step, setUp } from '../scenario.ts';

const environment = (name: string, production: boolean): Step =>
  post(
    `the environment ${name}`,
    '/environments',
    { name, production },
    { compare: 'status', save: { [name]: 'uuid' } },
  );
const place = (pacticipant: string, number: string, kind: string, where: string, applicationInstance?: string): Step =>
  setUp(
    post(
      `${pacticipant} ${number} ${kind} in ${where} ${applicationInstance ?? ''}`,
      `/pacticipants/${pacticipant}/versions/${number}/${kind}-versions/environment/{{${where}}}`,
      { applicationInstance },
    ),
  );
const published = (version: string, description: string): Step =>
  setUp(
    publish(`version ${version}`, {
      consumer: 'Mermaid',
      version,
      provider: 'Grotto',
      branch: 'main',
      descriptions: [description],
    }),
  );
const ask = (name: string, number: string, where: string) =>
  `/matrix?q[][pacticipant]=${name}&q[][version]=${number}&latestby=cvpv&environment=${where}`;

export const r08: Scenario = {
  id: 'R8',
  title: 'several versions in several environments',
  pacticipants: ['Mermaid', 'Grotto'],
  environments: ['tidepool', 'deep-sea'],
  steps: [
    environment('tidepool', false),
    environment('deep-sea', true),
    published('1', 'a'),
    published('2', 'b'),
    get('results of 1', '/pacts/provider/Grotto/consumer/Mermaid/version/1', {
      compare: 'status',
      save: { one: '_links.pb:publish-verification-results.href' },
    }),
    get('results of 2', '/pacts/provider/Grotto/consumer/Mermaid/version/2', {
      compare: 'status',
      save: { two: '_links.pb:publish-verification-results.href' },
    }),
    verify('1 by 10', '{{one}}', '10', true, { compare: 'status' }),
    verify('2 by 10', '{{two}}', '10', false, { compare: 'status' }),
    verify('2 by 11', '{{two}}', '11', true, { compare: 'status' }),
    place('Grotto', '10', 'deployed', 'tidepool', 'blue'),
    place('Grotto', '11', 'deployed', 'tidepool', 'green'),
    place('Grotto', '11', 'released', 'deep-sea'),
    place('Mermaid', '1', 'deployed', 'deep-sea'),
    place('Mermaid', '2', 'released', 'deep-sea'),
    get('1 where one has it not verified', ask('Mermaid', '1', 'tidepool')),
    get('2 where one fails', ask('Mermaid', '2', 'tidepool')),
    get('2 where it is verified', ask('Mermaid', '2', 'deep-sea')),
    get('10 with all that is there', ask('Grotto', '10', 'deep-sea')),
    get('11 with all that is there', ask('Grotto', '11', 'deep-sea')),
    get('11 where nobody is', ask('Grotto', '11', 'tidepool')),
    get('in words', ask('Grotto', '10', 'deep-sea'), { accept: 'text/plain' }),
    get(
      'both chosen by environment',
      '/matrix?q[][pacticipant]=Mermaid&q[][environment]=deep-sea&q[][pacticipant]=Grotto&q[][environment]=tidepool&latestby=cvpv',
    ),
    get('one chosen by environment', '/matrix?q[][pacticipant]=Mermaid&q[][environment]=deep-sea&latestby=cvpv'),
    get('an unknown environment chosen', '/matrix?q[][pacticipant]=Mermaid&q[][environment]=moon&latestby=cvpv'),
    get('what is deployed is selected', '/pacts/provider/Grotto/for-verification'),
  ],
};
