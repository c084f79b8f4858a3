import { readFileSync } from 'node:fs';
import { officialVariables } from '../../src/broker/official-variables.ts';
import { knownVariables } from '../../src/broker/unknown-variables.ts';

const text = readFileSync('docs/broker-settings.md', 'utf8');

/** The settings of each row, without `PACT_BROKER_`. */
const settings = [...text.matchAll(/^\| (`.*`) \| (\w+) \|(.*)\|$/gm)].flatMap(([, names = '', here = '', note = '']) =>
  [...names.matchAll(/`([A-Z_]+)`/g)].map(([, name = '']) => ({ name: `PACT_BROKER_${name}`, here, note })),
);
const namesOf = (kind: string) => settings.filter(({ here }) => here === kind).map(({ name }) => name);
/** PACT_BROKER_BASE_URL exists here with another meaning. */
const withOtherMeaning = ['PACT_BROKER_BASE_URL'];

test('the table lists every setting of the official broker once', () => {
  expect(settings.map(({ name }) => name).sort()).toEqual([...officialVariables].sort());
});

test('what is the same is read here', () => {
  expect(namesOf('same').filter((name) => !knownVariables.includes(name))).toEqual([]);
});

test('what is not the same is not read here', () => {
  const others = [...namesOf('other'), ...namesOf('none')].filter((name) => !withOtherMeaning.includes(name));
  expect(others.filter((name) => knownVariables.includes(name))).toEqual([]);
});

test('every row that is not the same has a reason, and names only variables that are read', () => {
  const notSame = settings.filter(({ here }) => here !== 'same');
  expect(notSame.filter(({ note }) => note.trim() === '')).toEqual([]);
  const named = settings.flatMap(({ note }) => note.match(/PACT_BROKER_[A-Z_]+/g) ?? []);
  expect(named.filter((name) => !knownVariables.includes(name))).toEqual([]);
});

test('what is read here and is no setting of the official broker or of its clients is listed below the table', () => {
  const own = knownVariables.filter((name) => !officialVariables.includes(name));
  const ofClients = /^PACT_BROKER_((FROM_|TO_)?(TOKEN|USERNAME|PASSWORD)|MAX_(?!CONCURRENT|REQUESTS).*)$/;
  expect(own.filter((name) => !ofClients.test(name) && !text.includes(`\`${name}\``))).toEqual([]);
});
