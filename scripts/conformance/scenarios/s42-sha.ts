import { interaction, pact } from '../publications.ts';
import { get, put, type Scenario, type Step } from '../scenario.ts';

const names = { consumer: { name: 'Abacus' }, provider: { name: 'Counter' } };
const url = (version: string) => `/pacts/provider/Counter/consumer/Abacus/version/${version}`;
const vector = (name: string, version: string, content: unknown): Step => put(name, url(version), content);
const spec = (version: string) => ({ pactSpecification: { version } });

export const s42: Scenario = {
  id: 'S42',
  title: 'equal contents have one SHA, and it is the one that the official broker has',
  pacticipants: ['Abacus', 'Counter'],
  steps: [
    vector('two interactions', '1', pact('Abacus', 'Counter', 'a', 'b')),
    vector('the other way round', '2', pact('Abacus', 'Counter', 'b', 'a')),
    vector('keys in another order', '3', {
      metadata: spec('2.0.0'),
      provider: names.provider,
      interactions: [
        { response: { status: 200 }, request: { path: '/b', method: 'GET' }, description: 'b' },
        { response: { status: 200 }, request: { path: '/a', method: 'GET' }, description: 'a' },
      ],
      consumer: names.consumer,
    }),
    vector('another specification', '4', { ...pact('Abacus', 'Counter', 'a', 'b'), metadata: spec('3.0.0') }),
    vector('no specification', '5', { ...names, interactions: [interaction('a')] }),
    vector('an old way to say which', '6', {
      ...names,
      interactions: [],
      metadata: { 'pact-specification': { version: '1.0' } },
    }),
    vector('the oldest way', '7', { ...names, interactions: [], metadata: { pactSpecificationVersion: '1' } }),
    vector('messages', '8', {
      ...names,
      messages: [{ description: 'm', contents: { b: 1, a: 2 } }],
      metadata: spec('3.0.0'),
    }),
    vector('interactions of version 4', '9', {
      ...names,
      interactions: [
        { type: 'Asynchronous/Messages', key: 'k', pending: false, description: 'x', contents: { content: {} } },
      ],
      metadata: spec('4.0'),
    }),
    vector('letters beyond ASCII', '10', {
      ...names,
      interactions: [{ description: 'é ü 漢字 😀 </script> \u2028' }],
    }),
    vector('escapes', '11', { ...names, interactions: [{ description: '"\\/\b\f\n\r\t\u0001\u007f' }] }),
    vector(
      'numbers',
      '12',
      JSON.stringify({ ...names, interactions: [{ description: 'n', v: 0 }] }).replace(
        '"v":0',
        '"a":1.0,"b":1e3,"c":1.10,"d":-0.0,"e":1e20,"f":1e-8,"g":123456789012345678901234567890,"h":0.1,"i":1E+2,"j":-0',
      ),
    ),
    vector('an _id of its own', '13', { ...names, interactions: [{ _id: '123', description: 'a' }] }),
    vector('no interactions', '14', { ...names, interactions: [] }),
    vector('neither interactions nor messages', '15', { ...names, b: 1, a: { d: 1, c: 2 } }),
    vector('both', '16', {
      ...names,
      interactions: [interaction('b'), interaction('a')],
      messages: [{ description: 'm' }],
    }),
    vector('nested lists stay', '17', { ...names, interactions: [{ description: 'a', list: [3, { z: 1, a: 2 }, 1] }] }),
    vector('duplicate interactions', '18', pact('Abacus', 'Counter', 'a', 'a')),
    vector('keys of other alphabets', '19', {
      ...names,
      interactions: [{ é: 1, z: 2, a: 3, Z: 4, 漢: 5, '10': 6, '9': 7 }],
    }),
    vector('null and empty members', '20', {
      ...names,
      interactions: [{ description: null, request: {}, list: [], t: '' }],
    }),
    vector('a blank description', '21', { ...names, interactions: [{ description: '' }] }),
    get('numbers, read', url('12')),
    get('letters, read', url('10')),
    get('an _id, read', url('13')),
    get('messages, read', url('8')),
    get('neither, read', url('15')),
  ],
};
