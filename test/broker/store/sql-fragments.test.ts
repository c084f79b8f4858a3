import { padToPowerOfTwo } from '../../../src/broker/store/sql-fragments.ts';

test('lists are padded to a power of two', () => {
  expect(padToPowerOfTwo([])).toEqual([]);
  expect(padToPowerOfTwo([7])).toEqual([7]);
  expect(padToPowerOfTwo(['a', 'b', 'c'])).toEqual(['a', 'b', 'c', 'c']);
  expect(padToPowerOfTwo([1, 2, 3, 4])).toEqual([1, 2, 3, 4]);
  expect(padToPowerOfTwo([1, 2, 3, 4, 5])).toEqual([1, 2, 3, 4, 5, 5, 5, 5]);
});

test('very long lists are not padded', () => {
  expect(padToPowerOfTwo(new Array(1500).fill(1))).toHaveLength(1500);
});
