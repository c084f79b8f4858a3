import { readBadge } from '../../../scripts/conformance/badge.ts';
import { drawBadge } from '../../../src/broker/badges/badge.ts';

const svg = { 'content-type': 'image/svg+xml;charset=utf-8' };
const shown = { title: 'a-b_c <&"\'> pact', status: 'failed (pending)', colour: 'red' } as const;

test('a badge and a redirect to shields.io give the same texts and colour', async () => {
  const location = 'https://img.shields.io/badge/a--b__c%20%3C%26%22%27%3E%20pact-failed%20%28pending%29-red.svg';
  expect(readBadge({ status: 307, headers: { ...svg, location }, text: '' })).toEqual(shown);
  expect(readBadge({ status: 200, headers: svg, text: await drawBadge(shown) })).toEqual(shown);
});

test.each(['brightgreen', 'orange', 'lightgrey', 'red'] as const)('the colour %s is parsed', async (colour) => {
  const text = await drawBadge({ title: 'x', status: 'y', colour });
  expect(readBadge({ status: 200, headers: svg, text })).toMatchObject({ colour });
});

test('another response is not a badge', () => {
  expect(readBadge({ status: 404, headers: { 'content-type': 'application/json' }, text: '{}' })).toBeUndefined();
});
