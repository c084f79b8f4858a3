import { assertConsumerList, assertDistributionNames, MAX_CONSUMERS } from '../../src/gate/consumer-list.ts';

const refused = (words: string) =>
  expect.objectContaining({ code: 'CONSUMERS_REFUSED', message: expect.stringContaining(words) });

test.each([
  ['', 'is empty'],
  [' ', 'is empty'],
  ['osprey\n::set-output name=x::y', 'contains control characters'],
  ['osprey\u001b[2J', 'contains control characters'],
  ['osprey\u202e', 'contains control characters'],
  ['--index-url=http://example.org', 'begins with a hyphen, like an option'],
  ['../../etc', 'is a path'],
  ['osprey/../..', 'is a path'],
  ['osprey\\..\\..', 'is a path'],
  ['https://example.org/osprey', 'is a URL'],
  ['git+ssh://git@example.org/osprey', 'is a URL'],
  ['x'.repeat(256), 'has 256 characters, more than 255'],
])('%j is not listed', (name, words) => {
  expect(() => assertConsumerList(['wren', name])).toThrow(refused(words));
});

test('the message has no control characters, and shortens a long name', () => {
  const name = `\u001b[31m\u009b${'x'.repeat(100_000)}`;
  expect(() => assertConsumerList([name])).toThrow(/^[\x20-\x7e…]{1,250}$/);
});

test.each(['Order Page', '@org/app', 'Bestellübersicht', 'a.b', 'x'.repeat(255)])(
  'an application %j is listed',
  (name) => {
    expect(() => assertConsumerList([name])).not.toThrow();
  },
);

test('a consumer is listed once', () => {
  expect(() => assertConsumerList(['wren', 'osprey', 'wren'])).toThrow(refused('"wren" is listed twice'));
});

test('the number of consumers is limited', () => {
  const names = Array.from({ length: MAX_CONSUMERS + 1 }, (_, index) => `wren${index}`);
  expect(() => assertConsumerList(names)).toThrow(refused(`more than ${MAX_CONSUMERS}`));
  expect(() => assertConsumerList(names.slice(1))).not.toThrow();
});

test.each([
  '-r',
  'wren==1.0',
  'wren[redis]',
  'wren @ file:///tmp',
  './wren',
  'Order Page',
  'wren-',
  'wren\n',
  'x'.repeat(201),
])('no distribution has the name %j', (name) => {
  expect(() => assertDistributionNames(['wren', name])).toThrow(refused('is not the name of a Python distribution'));
});

test.each(['wren', 'w', 'market_data_pipeline', 'Zope.Interface', '2to3'])('a distribution has the name %s', (name) => {
  expect(() => assertDistributionNames([name])).not.toThrow();
});
