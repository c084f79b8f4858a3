import { padded } from '../../../src/broker/store/pad-to-power-of-two.ts';

test('lists come in few lengths, and mean the same', () => {
  expect(padded([])).toEqual([]);
  expect(padded([7])).toEqual([7]);
  expect(padded(['a', 'b', 'c'])).toEqual(['a', 'b', 'c', 'c']);
  expect(padded([1, 2, 3, 4])).toEqual([1, 2, 3, 4]);
  expect(padded([1, 2, 3, 4, 5])).toEqual([1, 2, 3, 4, 5, 5, 5, 5]);
});

test('very long ones stay as they are', () => {
  expect(padded(new Array(1500).fill(1))).toHaveLength(1500);
});
