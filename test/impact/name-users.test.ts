import { exitCodeOfUsers, findNameUsers, nameUsersReport } from '../../src/impact/name-users.ts';
import type { PactInForce } from '../../src/impact/reliance.ts';
import { pactWithUsage } from '../../src/pact/usage-part.ts';
import { usagePart } from '../../src/usage/pact.ts';
import type { Use } from '../../src/usage/use.ts';
import { smallContract, smallUse, smallUses } from '../usage/small-usage.ts';

function pactOf(consumer: string, uses: readonly Use[]): PactInForce {
  const pact = JSON.parse(pactWithUsage(consumer, 'prov', usagePart({ ...smallContract, uses })));
  const version = { number: '1.0.0', branches: ['main'], environments: ['production'] };
  return { consumer, versions: [version], url: `/pacts/${consumer}`, pact };
}

/** Imports the class from the module that defines it, and gives it what it was given. */
const other = smallUse(
  {
    module: 'prov.models',
    name: 'Bar',
    baseline: { kind: 'class', home: 'prov.models.Bar' },
    calls: [{ doubleStar: true, baseline: { lands: [], parameters: [], async: null } }],
    members: [{ name: 'price', on: 'instance', kind: 'read', consumed: ['value'], required: false }],
    bases: [
      {
        class: 'OwnBar',
        methods: [{ name: 'close' }],
      },
    ],
  },
  'other/b.py',
);
const [connect, bar] = smallUses as [Use, Use];
const sameBar: Use = { ...bar, baseline: { kind: 'class', home: 'prov.models.Bar', notFitting: [] } };
const pacts = [pactOf('osprey', [connect, sameBar]), pactOf('wren', [other])];
const askFor = (name: string, from = pacts) =>
  findNameUsers(from, 'prov', name).uses.map(({ consumer, does, certain, required, locations }) => [
    consumer,
    does,
    certain ? (required ? 'fails' : 'off') : 'may',
    ...locations,
  ]);

test.each<[string, unknown[]]>([
  ['prov.connect', [['osprey', 'imports connect from prov', 'fails', 'consumer/a.py:1']]],
  [
    'prov.Bar.size',
    [
      ['osprey', 'passes size to Bar', 'fails', 'consumer/a.py:2'],
      ['wren', 'calls Bar(**), which may pass size', 'may', 'other/b.py:2'],
    ],
  ],
  [
    'prov.models.Bar.price',
    [
      ['osprey', 'passes price to Bar', 'fails', 'consumer/a.py:2'],
      ['osprey', 'reads Bar.price', 'fails', 'consumer/a.py:3'],
      ['wren', 'reads Bar.price', 'off', 'other/b.py:3'],
      ['wren', 'calls Bar(**), which may pass price', 'may', 'other/b.py:2'],
    ],
  ],
  [
    'prov.models.Bar.close',
    [
      ['wren', 'defines close in OwnBar, derived from Bar', 'fails', 'other/b.py:4'],
      ['wren', 'calls Bar(**), which may pass close', 'may', 'other/b.py:2'],
    ],
  ],
  ['prov.Bars', []],
  ['pro', []],
])('who uses %s', (name, expected) => {
  expect(askFor(name)).toEqual(expected);
});

test('a class that consumers import from two modules is found by either name', () => {
  expect(askFor('prov.Bar').map(([consumer]) => consumer)).toContain('wren');
  expect(askFor('prov.models.Bar').map(([consumer]) => consumer)).toContain('osprey');
});

test('a module is all that is used of it', () => {
  expect(new Set(askFor('prov.models').map(([, does]) => String(does).split(' ')[0]))).toEqual(
    new Set(['imports', 'calls', 'reads', 'derives']),
  );
});

test('the report names versions, environments, what is lost and where', () => {
  const report = nameUsersReport(findNameUsers(pacts.slice(1), 'prov', 'prov.models.Bar.price'));
  expect(report.split('\n').map((line) => line.trim().split(/ {2,}/))).toEqual([
    ['consumer', 'version', 'environments', 'what it does', 'without it', 'where'],
    ['wren', '1.0.0 (main)', 'production', 'reads Bar.price', 'the feature is off', 'other/b.py:3'],
    ['wren', '1.0.0 (main)', 'production', 'calls Bar(**), which may pass price', 'it fails', 'other/b.py:2'],
    [''],
    ['1 consumer uses prov.models.Bar.price.'],
  ]);
});

const messages: PactInForce = { ...pactOf('heron', []), pact: { interactions: [] } };
test.each<[string, string, readonly PactInForce[], 0 | 1, RegExp]>([
  ['used', 'prov.Bar.size', pacts, 0, /^1 consumer uses prov\.Bar\.size\.$/m],
  [
    'used by none',
    'prov.Bar.colour',
    pacts.slice(0, 1),
    1,
    /Used of prov\.Bar: price, size, symbol\n\nNo pact in force uses/,
  ],
  ['perhaps used', 'prov.models.Bar.colour', pacts.slice(1), 1, /^UNKNOWN: no consumer is known to use/m],
  [
    'in no pact with usage',
    'prov.Bar',
    [messages],
    1,
    /not known of heron.*\n.*pact:usage.*\n\nUNKNOWN: no pact in force says/,
  ],
  ['partly known', 'prov.Bar', [...pacts, messages], 0, /not known of heron/],
])('the conclusion for a name that is %s', (_, name, from, exit, text) => {
  const users = findNameUsers(from, 'prov', name);
  expect([exitCodeOfUsers(users), nameUsersReport(users)]).toEqual([exit, expect.stringMatching(text)]);
});
