import { assertNotOlderThan, describeCopy, presentCopy } from '../../src/gate/offline-copy.ts';

const copy = {
  file: 'copy.sqlite',
  asOf: new Date('2026-03-01T10:00:00Z'),
  lastChange: new Date('2026-02-01T09:00:00Z'),
  writtenAt: new Date('2026-03-01T10:00:01Z'),
};
const at = (time: string) => new Date(`2026-03-${time}:00Z`);

const dayMs = 24 * 3_600_000;

test('a copy is accepted at its maximum age', () => {
  expect(() => assertNotOlderThan(dayMs, copy, at('02T10:00'))).not.toThrow();
});

test('a copy is refused above its maximum age', () => {
  const assert = () => assertNotOlderThan(dayMs, copy, at('02T10:01'));
  expect(assert).toThrow(expect.objectContaining({ code: 'COPY_TOO_OLD' }));
});

describe('a copy from the future', () => {
  const now = at('02T10:00');
  const later = new Date(now.getTime() + 1);

  test.each([
    ['state', { ...copy, asOf: later }],
    ['last change', { ...copy, lastChange: later }],
    ['file', { ...copy, writtenAt: later }],
    ['state, by a year', { ...copy, asOf: new Date('2027-03-01T10:00:00Z') }],
  ])('is never fresh, and its age is unknown: its %s is later than now', (_, future) => {
    const assert = () => assertNotOlderThan(365 * dayMs, future, now);
    expect(assert).toThrow(expect.objectContaining({ code: 'COPY_FROM_FUTURE', exitCode: 2 }));
    expect(presentCopy(future, now).ageSeconds).toBeNull();
    expect(describeCopy(future, now)).toContain('with a time stamp later than now, 2026-03-02 10:00 UTC');
  });

  test('is accepted where any age is', () => {
    expect(() => assertNotOlderThan(Number.POSITIVE_INFINITY, { ...copy, asOf: later }, now)).not.toThrow();
  });
});

test('the age of a copy is in whole seconds', () => {
  expect(presentCopy(copy, at('01T10:01')).ageSeconds).toBe(60);
});

test.each([
  ['01T10:01', '1 minute ago'],
  ['02T09:00', 'about 23 hours ago'],
  ['09T10:00', '8 days ago'],
])('at %s the age is %s', (now, ago) =>
  expect(describeCopy(copy, at(now))).toBe(
    `copy.sqlite has the state of 2026-03-01 10:00 UTC, ${ago} (last change 2026-02-01 09:00 UTC, file written 2026-03-01 10:00 UTC)`,
  ),
);
