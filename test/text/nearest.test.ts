import { didYouMean, findNearest } from '../../src/text/nearest.ts';

test.each([
  ['prodution', 'did you mean production?'],
  ['PRODUCTION', 'did you mean production?'],
  ['tests', 'did you mean test?'],
  ['tset', 'did you mean test?'],
  ['eu', undefined],
  ['staging', undefined],
  ['', undefined],
])('%j: %s', (name, expected) => expect(didYouMean(name, ['test', 'production'])).toBe(expected));

test('nothing is near if nothing is known', () => expect(findNearest('a', [])).toBeUndefined());
