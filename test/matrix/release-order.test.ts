import { parseRelease, sortReleases } from '../../src/matrix/release-order.ts';

/** https://packaging.python.org/specifications/version-specifiers/#summary-of-permitted-suffixes-and-relative-ordering */
const ordered = [
  '0.9',
  '1.0.dev1',
  '1.0a1',
  '1.0a2.dev4',
  '1.0a2',
  '1.0b1',
  '1.0rc1',
  '1.0',
  '1.0+3f2a',
  '1.0.post1',
  '1.0.1',
  '1.2.9',
  '1.2.31',
  '1.10',
  '2!0.1',
];

test('numbers are in the order of PEP 440', () => {
  const numbers = [...ordered].reverse().map((number) => ({ number }));
  expect(sortReleases(numbers)?.map(({ number }) => number)).toEqual(ordered);
});

test('a pre-release of Semantic Versioning comes before its release', () => {
  const numbers = ['1.2.0', '1.2.0-reference', '1.1.0', 'v1.1.5'].map((number) => ({ number }));
  expect(sortReleases(numbers)?.map(({ number }) => number)).toEqual(['1.1.0', 'v1.1.5', '1.2.0-reference', '1.2.0']);
});

test('equal numbers stay in their order', () => {
  const versions = [
    { number: '1.0', id: 2 },
    { number: '1.0.0', id: 1 },
  ];
  expect(sortReleases(versions)).toEqual(versions);
});

test.each(['dcb735c66f991fa4aad7af6d4ab9754bec71ea51', 'main', '', '1.0/..', '1..0'])(
  '%j is not a release number',
  (number) => {
    expect(parseRelease(number)).toBeUndefined();
    expect(sortReleases([{ number: '1.0' }, { number }])).toBeUndefined();
  },
);
