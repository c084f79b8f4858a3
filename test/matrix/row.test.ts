import type { LatestBy } from '../../src/matrix/query.ts';
import { type Row, selectLatestRows, sortRows } from '../../src/matrix/row.ts';
import { row } from './story.ts';

const line = ({ consumer, provider, result }: Row) =>
  `${consumer.name} ${consumer.version.number} → ${provider.name} ${provider.version?.number ?? ''}${result ? (result.success ? ' ✔' : ' ✘') : '?'}`;

test.each<[LatestBy | undefined, string[]]>([
  [undefined, ['a 2 → p ?', 'a 1 → p 12 ✘', 'a 1 → p 11 ✔', 'b 3 → p 11 ✔']],
  ['cvpv', ['a 2 → p ?', 'a 1 → p 12 ✘', 'a 1 → p 11 ✔', 'b 3 → p 11 ✔']],
  ['cvp', ['a 2 → p ?', 'a 1 → p 12 ✘', 'b 3 → p 11 ✔']],
  ['cp', ['a 1 → p 12 ✘', 'b 3 → p 11 ✔']],
])('latestby %s', (by, expected) => {
  const rows = ['b 3 → p 11 ✔', 'a 1 → p 11 ✔', 'a 2 → p ?', 'a 1 → p 12 ✘'].map(row);
  expect(sortRows(selectLatestRows(rows, by)).map(line)).toEqual(expected);
});

test('latestby cp selects an unverified pact that is newer than every result', () => {
  const unverified = row('a 2 → p ?');
  const later = { ...unverified, pact: { ...unverified.pact, createdAt: '2026-01-03T00:00:00.000Z' } };
  expect(selectLatestRows([row('a 1 → p 12 ✔'), later], 'cp')).toEqual([later]);
});

test('rows are sorted by consumer name, newest version first, and without a result first', () => {
  const rows = ['b 1 → p 11 ✔', 'a 1 → q 11 ✔', 'a 1 → p 11 ✔', 'a 1 → p 12 ✔', 'a 1 → p ?', 'a 2 → p 11 ✔'];
  const sorted = ['a 2 → p 11 ✔', 'a 1 → p ?', 'a 1 → p 12 ✔', 'a 1 → p 11 ✔', 'a 1 → q 11 ✔', 'b 1 → p 11 ✔'];
  expect(sortRows(rows.map(row)).map(line)).toEqual(sorted);
  expect(sortRows([...rows].reverse().map(row)).map(line)).toEqual(sorted);
});
