import { compareFindings } from '../../scripts/usage-oracle/compare.ts';
import type { Failure, UseResult } from '../../src/usage/use.ts';

const failure = (kind: Failure['kind'], line: number, required = true): Failure => ({
  kind,
  text: `failure ${line}`,
  required,
  locations: [`a.py:${line}`],
});
const result = (failures: Failure[], unknown: UseResult['unknown'] = []): UseResult => ({
  module: 'prov',
  name: 'f',
  verdict: 'fails',
  failures,
  unknown,
});
const error = (line: number, ...around: number[]) => ({
  file: 'a.py',
  line,
  rule: 'reportCallIssue',
  message: `error ${line}`,
  locations: [line, ...around].map((one) => `a.py:${one}`),
});

test('an error inside a call agrees with a failure at its first line', () => {
  expect(compareFindings([result([failure('arguments', 3)])], [error(5, 3)])).toEqual({
    agreed: ['a.py:3'],
    missed: [],
    extra: [],
  });
});

test('an error at an optional use or at an unknown one has that reason', () => {
  const unknown = [{ text: 'computed', locations: ['a.py:9'] }];
  const { missed } = compareFindings([result([failure('name-missing', 4, false)], unknown)], [error(4), error(9)]);
  expect(missed.map(({ reason }) => reason)).toEqual([
    'the consumer does without it: failure 4',
    'not known: computed',
  ]);
});

test('an unexplained difference has no reason', () => {
  const { missed, extra } = compareFindings([result([failure('member-missing', 3)])], [error(7)]);
  expect([missed, extra].map(([one]) => one?.reason)).toEqual([undefined, undefined]);
});

test('a failure of ours without type information has that reason', () => {
  const { extra } = compareFindings([result([failure('enum-value-changed', 3)])], []);
  expect(extra).toEqual([
    { location: 'a.py:3', text: 'failure 3', reason: 'types do not contain the values of members' },
  ]);
});
