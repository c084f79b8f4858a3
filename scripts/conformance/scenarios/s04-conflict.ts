import { contract, publish, publishBody } from '../publications.ts';
import { get, post, type Scenario, setUp } from '../scenario.ts';

const first = { consumer: 'Kestrel', version: '1', provider: 'Meadow', branch: 'main', descriptions: ['a vole'] };
const other = {
  ...first,
  descriptions: ['a mouse'],
  branch: 'late',
  tags: ['late'],
  buildUrl: 'http://ci.example.org/2',
};

export const s04: Scenario = {
  id: 'S4',
  title: 'a version keeps its content',
  pacticipants: ['Kestrel', 'Meadow', 'Thistle'],
  steps: [
    setUp(publish('first', first)),
    publish('other content for the same version', other),
    publish('asked to merge', { ...other, onConflict: 'merge' }),
    publish('asked to overwrite', { ...other, onConflict: 'overwrite' }),
    publish('one interaction more', { ...first, descriptions: ['a vole', 'a mouse'] }),
    publish('nothing left', { ...first, descriptions: [] }),
    post('one of two contracts in conflict', '/contracts/publish', {
      ...publishBody(other),
      contracts: [contract('Kestrel', 'Thistle'), contract('Kestrel', 'Meadow', { descriptions: ['a beetle'] })],
    }),
    publish('as problem+json', other, { accept: 'application/hal+json, application/problem+json' }),
    get('the version, unchanged', '/pacticipants/Kestrel/versions/1'),
    get('the branch that was not made', '/pacticipants/Kestrel/branches/late'),
    get('the provider that was not made', '/pacticipants/Thistle'),
    get('the pact, unchanged', '/pacts/provider/Meadow/consumer/Kestrel/version/1'),
  ],
};
